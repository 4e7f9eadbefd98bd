#!/usr/bin/env python3
"""Makes the picture files of tests/data/pictures: python3 make_pictures.py (Pillow 12 or later).

The PNG and SVG files of the tests are written by the tests themselves; JPEG, lossy WebP and TIFF
that is packed as for a fax or as JPEG need an encoder. The JPEG files show the same 24 by 16
pixels: red, green, blue and grey quarters; the others halves of 8 by 16.
"""
import struct
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent / "pictures"


def quarters():
    picture = Image.new("RGB", (24, 16), (200, 30, 40))
    picture.paste((30, 160, 60), (12, 0, 24, 8))
    picture.paste((20, 60, 180), (0, 8, 12, 16))
    picture.paste((128, 128, 128), (12, 8, 24, 16))
    return picture


def turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


quarters().save(FOLDER / "rgb.jpg", quality=70, dpi=(300, 300))
quarters().save(FOLDER / "progressive.jpg", quality=70, progressive=True)
quarters().save(FOLDER / "turned.jpg", quality=70, exif=turned())
quarters().convert("L").save(FOLDER / "grey.jpg", quality=70)
quarters().convert("CMYK").save(FOLDER / "cmyk.jpg", quality=70)


def halves(mode, first, last):
    picture = Image.new(mode, (16, 16), first)
    ImageDraw.Draw(picture).rectangle([8, 0, 16, 16], fill=last)
    return picture


red, blue = (200, 30, 30), (30, 30, 200)
halves("RGB", red, blue).save(FOLDER / "lossy.webp", quality=90)
halves("RGBA", (*red, 255), (*blue, 128)).save(FOLDER / "lossy-alpha.webp", quality=90, exact=True)
halves("1", 0, 1).save(FOLDER / "fax.tif", compression="group4")
halves("RGB", red, blue).save(FOLDER / "jpeg.tif", compression="jpeg", quality=95)
palette = Image.new("P", (16, 16), 0)
palette.putpalette([*red, *blue])
ImageDraw.Draw(palette).rectangle([8, 0, 16, 16], fill=1)
palette.save(FOLDER / "packbits.tif", compression="packbits")
palette.save(FOLDER / "first.gif")
halves("CMYK", (250, 240, 230, 200), (0, 0, 0, 255)).save(
    FOLDER / "lzw-cmyk.tif", compression="tiff_lzw", dpi=(300, 300)
)


def wide_space():
    """An ICC profile (version 2.4) of a wide RGB space: ProPhoto's primaries, gamma 1.8."""

    def number(value):
        return struct.pack(">i", round(value * 65536))

    def colour(*xyz):
        return b"XYZ " + bytes(4) + b"".join(map(number, xyz))

    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(1.8 * 256)) + bytes(2)
    name = b"Wide test space\0"
    text = b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(78)
    tags = {
        b"desc": text + bytes(-len(text) % 4),
        b"cprt": b"text" + bytes(4) + b"No rights\0\0\0",
        b"wtpt": colour(0.9642, 1, 0.8249),
        b"rXYZ": colour(0.7977, 0.2880, 0),
        b"gXYZ": colour(0.1352, 0.7119, 0),
        b"bXYZ": colour(0.0313, 0.0001, 0.8249),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    at = 132 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for tag, data in tags.items():
        table += tag + struct.pack(">II", at + len(body), len(data))
        body += data
    head = struct.pack(">I4xI", at + len(body), 0x02400000) + b"mntrRGB XYZ "
    head += struct.pack(">6H", 2024, 11, 16, 0, 0, 0) + b"acsp" + bytes(28)
    head += b"".join(map(number, (0.9642, 1, 0.8249))) + bytes(48)
    return head + table + body


(FOLDER / "wide.icc").write_bytes(wide_space())
