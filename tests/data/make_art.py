#!/usr/bin/env python3
"""Makes the PDF files that stand for advertisements in the tests: python3 make_art.py.

Each is written by hand, object by object, so that it has exactly the fault that its name says.
tests/data/art holds those that are good or hostile, tests/bad/pictures those that a layout of
tests/bad places. qpdf writes the variants of one file: object streams, linearised, encrypted.
"""
import subprocess
import zlib
from pathlib import Path

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


variants()
