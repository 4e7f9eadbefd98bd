#!/usr/bin/env python3
"""A weight between two of one family, at a size and width of its own: between.py LIGHT HEAVY SHARE PER_EM WIDER OUT

The two are static files of one design. SHARE of HEAVY is taken (0 to 1), the em is PER_EM units, which makes the
letters smaller than the file's own, and they are WIDER times as wide. Names, layout tables and anchors are HEAVY's.

Both were made of cubic curves that were turned into as many quadratic ones as each needed, so that their outlines have
the same segments, not the same points: every segment is made cubic again, and mixed.
"""
import sys

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables.otBase import ValueRecord
from fontTools.ttLib.ttVisitor import TTVisitor

light, heavy, share, per_em, wider, out = sys.argv[1:]
share, wider = float(share), float(wider)
light, heavy = TTFont(light), TTFont(heavy)


def mix(a, b):
    return a + (b - a) * share


def cubic(start, points):
    """The two handles of the cubic that a run of quadratic ones was made of."""
    (*controls, end), count = points, len(points) - 1
    first, last = controls[0], controls[-1]
    of = 2 * count / 3
    return ((start[0] + (first[0] - start[0]) * of, start[1] + (first[1] - start[1]) * of),
            (end[0] + (last[0] - end[0]) * of, end[1] + (last[1] - end[1]) * of), end)


def segments(font, name):
    """Lines and cubic curves of a simple glyph; none where a contour has no point on it."""
    pen, found, at = RecordingPen(), [], None
    font["glyf"][name].draw(pen, font["glyf"])
    for step, points in pen.value:
        if step == "qCurveTo":
            if points[-1] is None:
                return None
            found.append(("curveTo", cubic(at, points)))
        else:
            found.append((step, points))
        at = points[-1] if points else at
    return found


def curved(outline):
    """The same, its lines as curves: what is a line in one may be nearly one in the other."""
    at = None
    for step, points in outline:
        if step == "lineTo":
            (x, y), (u, v) = at, points[0]
            points = (((2 * x + u) / 3, (2 * y + v) / 3), ((x + 2 * u) / 3, (y + 2 * v) / 3), (u, v))
            step = "curveTo"
        at = points[-1] if points else at
        yield step, points


def mixed(one, other):
    """Between two outlines; none where they have other segments."""
    if one is None or other is None:
        return None
    if [step for step, _ in one] != [step for step, _ in other]:
        one, other = list(curved(one)), list(curved(other))
    if [step for step, _ in one] != [step for step, _ in other]:
        return None
    pen = TTGlyphPen(None)
    to = Cu2QuPen(pen, 1.0)
    for (step, points), (_, others) in zip(one, other):
        getattr(to, step)(*[(mix(x, u) * wider, mix(y, v)) for (x, y), (u, v) in zip(points, others)])
    return pen.glyph()


alike, unlike = 0, []
has = set(light.getGlyphOrder())
for name in heavy.getGlyphOrder():
    if name not in has:
        unlike.append(name)
        continue
    a, b = light["glyf"][name], heavy["glyf"][name]
    if a.isComposite() and b.isComposite():
        same = [c.glyphName for c in a.components] == [c.glyphName for c in b.components]
        if same:
            for c, d in zip(a.components, b.components):
                d.x, d.y = round(mix(c.x, d.x) * wider), round(mix(c.y, d.y))
    elif a.isComposite() or b.isComposite():
        same = False
    else:
        made = mixed(segments(light, name), segments(heavy, name))
        same = made is not None
        if same and b.numberOfContours > 0:
            heavy["glyf"][name] = made
    if same:
        heavy["hmtx"][name] = (round(mix(light["hmtx"][name][0], heavy["hmtx"][name][0]) * wider), 0)
        alike += 1
    else:
        unlike.append(name)
for name in heavy.getGlyphOrder():
    glyph = heavy["glyf"][name]
    glyph.recalcBounds(heavy["glyf"])
    heavy["hmtx"][name] = (heavy["hmtx"][name][0], getattr(glyph, "xMin", 0))


class Widen(TTVisitor):
    """Anchors and kerning go with the letters."""


@Widen.register_attr(otTables.Anchor, "XCoordinate")
def visit(_, anchor, name, value):
    setattr(anchor, name, round(value * wider))


@Widen.register(ValueRecord)
def visit(_, record):
    for name in ("XPlacement", "XAdvance"):
        if hasattr(record, name):
            setattr(record, name, round(getattr(record, name) * wider))


Widen().visit(heavy["GPOS"].table)
heavy["head"].unitsPerEm = int(per_em)
for table in ("fpgm", "prep", "cvt ", "gasp", "hdmx", "VDMX", "LTSH"):
    if table in heavy:
        del heavy[table]
heavy.save(out)
print(alike, "glyphs between the two,", len(unlike), "as they are:", *unlike[:40])
