#!/usr/bin/env python3
"""usage: make_fonts.py OUTDIR   (fonttools 4.68.0)
Write the small fonts of the tests, all of bars drawn here: variable.ttf (wght 100 to 900,
default 100), collection.ttc (a Japanese and a simplified Chinese face; their 一 differ),
narrow.ttf (Latin letters and a dash that is short of the em; no combining marks) and hollow.ttf
(its – is an em of ink; maps 甲, ɑ, an accent and the vertical forms of its brackets and dash to glyphs without outline)."""
import sys
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.ttCollection import TTCollection

def bar(x0, y0, x1, y1):
    pen = TTGlyphPen(None)
    pen.moveTo((x0, y0)); pen.lineTo((x0, y1)); pen.lineTo((x1, y1)); pen.lineTo((x1, y0)); pen.closePath()
    return pen.glyph()

def blank():
    return TTGlyphPen(None).glyph()

def build(family, ps, glyphs, advances, variable=False):
    order = ['.notdef'] + [n for n in glyphs if n != '.notdef']
    cmap = {int(n[3:], 16): n for n in order if n.startswith('uni')}
    fb = FontBuilder(1000, isTTF=True)
    fb.setupGlyphOrder(order)
    fb.setupCharacterMap(cmap)
    fb.setupGlyf({'.notdef': bar(100, 0, 900, 700), **glyphs})
    fb.setupHorizontalMetrics({n: (advances.get(n, 1000), 0) for n in order})
    fb.setupHorizontalHeader(ascent=880, descent=-120)
    fb.setupNameTable({'familyName': family, 'styleName': 'Regular', 'psName': ps, 'uniqueFontIdentifier': ps,
                       'fullName': family, 'version': 'Version 1.0', 'licenseDescription': 'CC0 1.0'})
    fb.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120, fsType=0)
    fb.setupPost()
    if variable:
        fb.setupFvar([('wght', 100, 100, 900, 'Weight')], [])
        thick = {'uni4E00': 350, 'uni4E8C': 350, 'uni0041': 350}
        from fontTools.ttLib.tables.TupleVariation import TupleVariation
        fb.setupGvar({n: [TupleVariation({'wght': (0, 1, 1)},
            [(0, 0), (0, d), (0, d), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)])] for n, d in thick.items()})
    fb.font['head'].created = fb.font['head'].modified = 3600000000
    return fb.font

out = sys.argv[1]
build('Typeset Test VF', 'TypesetTestVF',
      {'uni0020': blank(), 'uni4E00': bar(50, 330, 950, 380), 'uni4E8C': bar(50, 230, 950, 280),
       'uni0041': bar(50, 0, 450, 50)}, {'uni0041': 500, 'uni0020': 250}, variable=True).save(f'{out}/variable.ttf')
faces = TTCollection()
for region, top in (('JP', 380), ('SC', 480)):
    faces.fonts.append(build(f'Typeset Test {region}', f'TypesetTest{region}',
                             {'uni0020': blank(), 'uni4E00': bar(50, 330, 950, top)}, {'uni0020': 250}))
faces.save(f'{out}/collection.ttc')
wide = {'uni2019': bar(50, 600, 200, 800), 'uni2014': bar(100, 330, 900, 380), 'uni4E00': bar(50, 330, 950, 380)}
latin = {f'uni{ord(c):04X}': bar(50, 0, 450, 500) for c in 'abcdefghijklmnopqrstuvwxyz'}
build('Typeset Test Narrow', 'TypesetTestNarrow', {'uni0020': blank(), **wide, **latin},
      {**{n: 500 for n in latin}, 'uni0020': 250}).save(f'{out}/narrow.ttf')
hollow = [0x20, 0x3000, 0x200B, 0x301, 0x251, 0x7532, 0xFE31, 0xFE35, 0xFE36]
build('Typeset Test Hollow', 'TypesetTestHollow',
      {**{f'uni{c:04X}': blank() for c in hollow}, 'uni0061': bar(50, 0, 450, 500), 'uni006E': bar(50, 0, 450, 500),
       'uni4E00': bar(50, 330, 950, 380), 'uni2014': bar(0, 330, 1000, 380),
       'uni2013': bar(0, 330, 1000, 380), 'uniFF08': bar(700, -80, 900, 840),
       'uniFF09': bar(100, -80, 300, 840)},
      {'uni0020': 250, 'uni0301': 0, 'uni0251': 500, 'uni0061': 500, 'uni006E': 500}).save(f'{out}/hollow.ttf')
