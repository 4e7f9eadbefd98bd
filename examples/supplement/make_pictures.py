#!/usr/bin/env python3
"""Draw the picture of the literary page, as SVG. It is our own.

    python3 examples/supplement/make_pictures.py

It writes, beside itself:

    junk.svg   330 x 390: a junk under three mended sails
"""

import math
from pathlib import Path

SAIL, DARK, PATCH = "#b5532f", "#7d3319", "#9c4225"
HULL, DECK, WATER = "#4a3526", "#6d5138", "#5d7f8c"


def at(a, b, share):
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def shown(*points):
    return " ".join(f"{x:.1f} {y:.1f}" for x, y in points)


def bowed(share, bow):
    return bow * math.sin(math.pi * share) ** 0.9


def sail(tack, clew, throat, peak, battens, bow):
    """Four corners; battens from the luff to the leech, which is scalloped between them."""
    def luff(share):
        x, y = at(tack, throat, share)
        return (x - bowed(share, bow * 0.25), y)

    def leech(share):
        x, y = at(clew, peak, share)
        return (x + bowed(share, bow), y)

    path = [f"M{shown(luff(0))}"]
    for step in range(1, battens + 1):
        path.append(f"L{shown(luff(step / battens))}")
    path.append(f"L{shown(leech(1))}")
    for step in range(battens, 0, -1):
        a, b = leech(step / battens), leech((step - 1) / battens)
        middle = at(at(a, b, 0.5), tack, 0.045)
        path.append(f"Q{shown(middle, b)}")
    path.append("Z")
    out = [f'<path d="{"".join(path)}" fill="{SAIL}"/>']
    # Two panels were mended.
    for panel, tone in ((1, PATCH), (battens - 2, PATCH)):
        a, b = panel / battens, (panel + 1) / battens
        corners = [at(luff(a), leech(a), 0.28), at(luff(a), leech(a), 0.72), at(luff(b), leech(b), 0.70), at(luff(b), leech(b), 0.30)]
        sides = " L".join(shown(corner) for corner in corners)
        out.append(f'<path d="M{sides}Z" fill="{tone}"/>')
    for step in range(0, battens + 1):
        share = step / battens
        a, b = luff(share), leech(share)
        out.append(f'<path d="M{shown(a)} L{shown(b)}" stroke="{DARK}" stroke-width="2.2" stroke-linecap="round"/>')
    return out


def mast(foot, head, width):
    return f'<path d="M{shown(foot)} L{shown(head)}" stroke="{HULL}" stroke-width="{width}" stroke-linecap="round"/>'


def main():
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="330" height="390" viewBox="0 0 330 390">']
    out.append(mast((62, 315), (54, 120), 5))
    out.append(mast((160, 315), (156, 22), 7))
    out.append(mast((272, 300), (276, 168), 4.5))
    out += sail((28, 292), (108, 296), (34, 150), (84, 120), 5, 10)
    out += sail((112, 290), (236, 300), (122, 74), (196, 24), 7, 16)
    out += sail((250, 284), (308, 288), (256, 200), (290, 176), 4, 7)
    # The hull: a high stern at the right, the bow cut square at the left.
    out.append(f'<path d="M18 300 L34 296 C90 316 200 320 252 300 L316 286 L308 322 C300 342 286 350 262 352 L78 352 C52 350 34 330 18 300Z" fill="{HULL}"/>')
    out.append(f'<path d="M34 306 C96 326 206 328 256 310 L310 297" fill="none" stroke="{DECK}" stroke-width="4"/>')
    out.append(f'<path d="M46 322 C110 338 220 338 300 318" fill="none" stroke="{DECK}" stroke-width="1.6"/>')
    out.append('<circle cx="44" cy="312" r="4.4" fill="#f4ede0"/><circle cx="44" cy="312" r="1.9" fill="#1d1712"/>')
    for x, y, length, width in ((40, 362, 110, 3), (170, 360, 122, 3), (78, 372, 96, 2.4), (196, 371, 70, 2.4), (118, 381, 74, 2)):
        out.append(f'<path d="M{x} {y}q{length / 4:.1f} -4 {length / 2:.1f} 0t{length / 2:.1f} 0" fill="none" stroke="{WATER}" stroke-width="{width}" stroke-linecap="round"/>')
    out.append("</svg>")
    (Path(__file__).parent / "junk.svg").write_text("\n".join(out) + "\n", encoding="utf-8")


main()
