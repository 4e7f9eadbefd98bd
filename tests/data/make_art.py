#!/usr/bin/env python3
"""Makes the PDF files that stand for advertisements in the tests: python3 make_art.py
(with fontTools).

Each is written by hand, object by object, so that it has exactly the fault that its name says.
tests/data/art holds those that are good or hostile, tests/bad/pictures those that a layout of
tests/bad places. qpdf writes the variants of one file: object streams, linearised, encrypted.
"""
import io
import subprocess
import zlib
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.eexec import encrypt
from fontTools.pens.t2CharStringPen import T2CharStringPen

HERE = Path(__file__).parent
GOOD = HERE / "art"
BAD = HERE.parent / "bad" / "pictures"
GOOD.mkdir(exist_ok=True)

# 42 by 28 mm, the space of the advertisements in tests/bad; and 3 mm more on every side.
WIDTH, HEIGHT, BLEED = 119.055, 79.37, 8.504


def pdf(objects, version="1.6", trailer=b""):
    """A file of numbered objects (bytes, or a pair of dictionary entries and stream data)."""
    out = bytearray(f"%PDF-{version}\n%\xe2\xe3\xcf\xd3\n".encode("latin-1"))
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        if isinstance(body, tuple):
            entries, data = body
            body = b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, trailer, start)
    return bytes(out)


def page(content, resources=b"", extra=b"", objects=(), catalogue=b"", boxes=None, **more):
    """A file of one page; further objects are numbered from 5."""
    if boxes is None:
        boxes = b"/MediaBox[0 0 %g %g]" % (WIDTH, HEIGHT)
    packed = zlib.compress(content)
    return pdf([
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
        b"<</Type/Pages/Kids[3 0 R]/Count 1%s>>" % boxes,
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<%s>>%s>>" % (resources, extra),
        (b"/Filter/FlateDecode", packed),
        *objects,
    ], **more)


HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
BOX = b"0 0 0 .2 k 0 0 %g %g re f " % (WIDTH, HEIGHT)


def write(folder, name, data):
    (folder / name).write_bytes(data)


def variants():
    """One good page in the forms that files come in."""
    content = BOX + b"0 0 0 1 k 10 10 30 20 re f /P <</MCID 0>> BDC 50 10 20 20 re f EMC"
    good = page(content)
    write(GOOD, "plain.pdf", good)

    def qpdf(name, *options):
        subprocess.run(["qpdf", "--deterministic-id", *options, GOOD / "plain.pdf", GOOD / name],
                       check=True)

    qpdf("streams.pdf", "--object-streams=generate")
    qpdf("linear.pdf", "--linearize", "--object-streams=disable")
    qpdf("linear_streams.pdf", "--linearize", "--object-streams=generate")
    subprocess.run(["qpdf", "--static-id", "--static-aes-iv", "--encrypt", "", "key", "128",
                    "--use-aes=y", "--", GOOD / "plain.pdf", BAD / "locked.pdf"], check=True)
    # An incremental update: the content is written again behind the old file.
    old = len(good)
    start = int(good.rsplit(b"startxref\n", 1)[1].split()[0])
    data = BOX + b"0 0 0 .5 k 20 20 30 20 re f"
    body = b"4 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (len(data), data)
    tail = b"xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev %d>>\n" % (old, start)
    tail += b"startxref\n%d\n%%%%EOF\n" % (old + len(body))
    write(GOOD, "updated.pdf", good + body + tail)


def tint(inks, rest=b""):
    return b"%s k 2 2 100 60 re f %s" % (inks, rest)


def cff():
    """A CFF program without tables around it: A, half an em wide."""
    pen = T2CharStringPen(500, None)
    pen.moveTo((50, 0)), pen.lineTo((450, 0)), pen.lineTo((450, 700)), pen.closePath()
    blank = T2CharStringPen(500, None)
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCFF("Half", {}, {".notdef": blank.getCharString(), "A": pen.getCharString()}, {})
    out = io.BytesIO()
    builder.font["CFF "].cff.compile(out, builder.font)
    return out.getvalue()


def type1():
    """A Type 1 program: A, half an em wide."""
    def charstring(*numbers):
        def number(n):
            return bytes([n + 139]) if n < 108 else bytes([247 + (n - 108 >> 8), n - 108 & 255])

        code = b"".join(n if isinstance(n, bytes) else number(n) for n in numbers)
        return encrypt(b"\0\0\0\0" + code, 4330)[0]

    hsbw, rlineto, closepath, endchar, rmoveto = b"\r", b"\5", b"\t", b"\16", b"\25"
    glyphs = {
        b".notdef": charstring(0, 500, hsbw, endchar),
        b"A": charstring(0, 500, hsbw, 50, 0, rmoveto, 400, 0, rlineto, 0, 700, rlineto,
                         closepath, endchar),
    }
    private = b"dup /Private 8 dict dup begin /RD {string currentfile exch readstring pop} " \
        b"executeonly def /ND {def} executeonly def /NP {put} executeonly def /BlueValues [] def " \
        b"/MinFeature {16 16} def /password 5839 def /lenIV 4 def " \
        b"2 index /CharStrings 2 dict dup begin\n"
    for name, code in glyphs.items():
        private += b"/%s %d RD %s ND\n" % (name, len(code), code)
    private += b"end end readonly put noaccess put dup /FontName get exch definefont pop " \
        b"mark currentfile closefile\n"
    clear = b"%!PS-AdobeFont-1.0: Half 1.0\n11 dict begin /FontInfo 1 dict dup begin end " \
        b"readonly def /FontName /Half def /PaintType 0 def /FontType 1 def " \
        b"/FontMatrix [0.001 0 0 0.001 0 0] readonly def /Encoding StandardEncoding def " \
        b"/FontBBox {0 0 500 700} readonly def currentdict end currentfile eexec\n"
    return clear, encrypt(b"\0\0\0\0" + private, 55665)[0]


def faults():
    """One fault each, as the layouts of tests/bad tell them."""
    def bad(name, *args, **more):
        write(BAD, name, page(*args, **more))

    black = tint(b"0 0 0 .3")
    font = b"/Font<</F 5 0 R>>"
    bad("art_font.pdf", black + b"0 0 0 1 k BT /F 9 Tf 9 9 Td (Sale) Tj ET", font,
        objects=[HELVETICA])
    bad("art_rgb.pdf", b"1 0 0 rg 2 2 100 60 re f")
    bad("art_cal.pdf", b"/Cs cs .2 .5 .6 sc 2 2 100 60 re f",
        b"/ColorSpace<</Cs[/CalRGB<</WhitePoint[.95 1 1.09]>>]>>")
    bad("art_ink.pdf", tint(b".9 .8 .8 .7"))
    spot = b"/ColorSpace<</S[/Separation/Gold/DeviceCMYK<</FunctionType 2/Domain[0 1]/N 1" \
        b"/C0[0 0 0 0]/C1[0 .3 .9 .1]>>]>>"
    bad("art_spot.pdf", b"/S cs 1 scn 2 2 100 60 re f", spot)
    bad("art_foil.pdf", b"/S cs 1 scn 2 2 100 60 re f", spot.replace(b"Gold", b"Foil"))
    image = (b"/Type/XObject/Subtype/Image/Width 20/Height 12/ColorSpace/DeviceGray"
             b"/BitsPerComponent 8", bytes(range(240)))
    bad("art_coarse.pdf", b"q 100 0 0 60 2 2 cm /I Do Q", b"/XObject<</I 5 0 R>>", objects=[image])
    bad("art_hairline.pdf", black + b"0 0 0 1 K .1 w 2 2 m 100 2 l S")
    bad("art_note.pdf", black, extra=b"/Annots[5 0 R]", objects=[
        b"<</Type/Annot/Subtype/Stamp/Rect[9 9 40 30]/F 4/AP<</N 6 0 R>>>>",
        (b"/Type/XObject/Subtype/Form/BBox[0 0 31 21]", b"0 0 31 21 re S")])
    bad("art_transfer.pdf", b"/G gs " + black, b"/ExtGState<</G 5 0 R>>", objects=[
        b"<</Type/ExtGState/TR 6 0 R>>",
        b"<</FunctionType 2/Domain[0 1]/N 1/C0[1]/C1[0]>>"])
    bad("art_layer.pdf", b"/OC /L BDC " + black + b" EMC", b"/Properties<</L 5 0 R>>",
        objects=[b"<</Type/OCG/Name(English)>>"],
        catalogue=b"/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>")
    bad("art_colour.pdf", tint(b"1 0 0 0"))
    bad("art_garbled.pdf", black + b" 9 9 mm lf { }")
    bad("art_new.pdf", black, version="2.0")
    small = b"/Font<</F 5 0 R>>"
    descriptor = b"<</Type/FontDescriptor/FontName/AAAAAA+Box/Flags 4/FontBBox[0 0 500 700]" \
        b"/ItalicAngle 0/Ascent 700/Descent 0/CapHeight 700/StemV 80/FontFile2 7 0 R>>"
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+Box/FirstChar 97/LastChar 97" \
        b"/Widths[500]/FontDescriptor 6 0 R/Encoding/WinAnsiEncoding>>"
    program = (HERE / "narrow.ttf").read_bytes()
    bad("art_small.pdf", black + b"0 0 0 1 k BT /F 4 Tf 9 9 Td (a) Tj ET", small,
        objects=[font, descriptor, (b"", program)])

    # What breaks a standard without a trace on the screen.
    cid = b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Box/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Box/FontDescriptor 7 0 R" \
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[1[123]]>>"
    embedded = descriptor.replace(b"7 0 R", b"8 0 R")
    bad("art_mute.pdf", black + b"0 0 0 1 k BT /F 9 Tf 9 9 Td <0001> Tj ET", small,
        objects=[cid, below.replace(b"123", b"250"), embedded, (b"", program)])
    said = cid.replace(b">>", b"/ToUnicode 9 0 R>>", 1)
    table = (b"", b"1 begincodespacerange <0000><FFFF> endcodespacerange "
             b"1 beginbfchar <0001><0041> endbfchar")
    bad("art_widths.pdf", black + b"0 0 0 1 k BT /F 9 Tf 9 9 Td <0001> Tj ET", small,
        objects=[said, below, embedded, (b"", program), table])
    type_ = black + b"0 0 0 1 k BT /F 9 Tf 9 9 Td (%s) Tj ET"
    bad("art_hollow.pdf", type_.replace(b"(%s)", b"<00010000>"), small,
        objects=[said, below.replace(b"123", b"250"), embedded, (b"", program), table])
    # Codes of a map that the file brings along: <41> is the box, <42> nothing.
    mapped = said.replace(b"/Identity-H", b" 10 0 R")
    codes = (b"/Type/CMap/CMapName/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
             b"/Supplement 0>>", b"1 begincodespacerange <00><7F> endcodespacerange "
             b"1 begincidchar <41> 1 endcidchar")
    told = (b"", b"1 begincodespacerange <00><7F> endcodespacerange "
            b"1 beginbfrange <41><42><0041> endbfrange")
    bad("art_mapped.pdf", type_ % b"A", small,
        objects=[mapped, below, embedded, (b"", program), told, codes])
    bad("art_unmapped.pdf", type_ % b"B", small,
        objects=[mapped, below.replace(b"123", b"250"), embedded, (b"", program), told, codes])
    bad("art_astray.pdf", type_.replace(b"(%s)", b"<0001>"), small,
        objects=[said.replace(b"Identity-H", b"House-H"), below.replace(b"123", b"250"), embedded,
                 (b"", program), table])
    simple = b"<</Type/Font/Subtype/Type1/BaseFont/AAAAAA+Half/FirstChar 65/LastChar 65" \
        b"/Widths[%d]/FontDescriptor 6 0 R/Encoding/WinAnsiEncoding>>"
    half = descriptor.replace(b"Box", b"Half").replace(b"/FontFile2", b"/FontFile3")
    bad("art_narrower.pdf", type_ % b"A", small,
        objects=[simple % 400, half, (b"/Subtype/Type1C", cff())])
    clear, secret = type1()
    half = half.replace(b"/FontFile3", b"/FontFile")
    bad("art_lacks.pdf", type_ % b"AB", small, objects=[
        simple % 500, half, (b"/Length1 %d/Length2 %d/Length3 0" % (len(clear), len(secret)),
                             clear + secret)])
    glyph = (b"", b"600 0 0 0 500 700 d1 0 0 500 700 re f")
    bad("art_drawn.pdf", type_ % b"A", small, objects=[
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 500 700]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 65"
        b"/LastChar 65/Widths[500]/Encoding<</Differences[65/g1]>>/CharProcs<</g1 6 0 R>>"
        b"/Resources<<>>>>", glyph])
    bad("art_intent.pdf", b"/Fancy ri " + black)
    bad("art_blend.pdf", b"/G gs " + black, b"/ExtGState<</G<</BM/Burn>>>>")
    bad("art_deep.pdf", b"q " * 29 + black + b"Q " * 29)
    bad("art_passed.pdf", b"BX " + black + b" EX")
    bad("art_white.pdf", b"/G gs " + black + b"0 0 0 0 k 9 9 20 20 re f",
        b"/ExtGState<</G<</OP true/op true/OPM 1>>>>")
    bad("art_inks.pdf", b"/S cs 1 1 scn 2 2 100 60 re f",
        b"/ColorSpace<</S[/DeviceN[/Gold/Black]/DeviceCMYK 5 0 R]>>",
        objects=[(b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1 0 1]", b"{0 exch 0 exch}")])
    profile = (b"/N 4", b"\0" * 128)
    bad("art_zeros.pdf", b"/G gs /C cs 0 0 0 1 sc 2 2 100 60 re f",
        b"/ExtGState<</G<</OP true/op true/OPM 1>>>>/ColorSpace<</C[/ICCBased 5 0 R]>>",
        objects=[profile])
    bad("art_mask.pdf", b"/G gs " + black, b"/ExtGState<</G<</SMask<</S/Luminosity/G 5 0 R>>>>>>",
        objects=[(b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Group<</S/Transparency/CS/DeviceGray>>",
                  b"1 1 1 rg 0 0 99 99 re f")])
    bad("art_curve.pdf", b"/S cs 1 scn 2 2 100 60 re f",
        spot.replace(b"Gold", b"PANTONE#20186#20C").replace(b"/N 1", b"/N 2"))


variants()
faults()
