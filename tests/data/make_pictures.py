#!/usr/bin/env python3
"""Makes the picture files of tests/data/pictures: python3 make_pictures.py (Pillow 12 or later).

The PNG and SVG files of the tests are written by the tests themselves; JPEG needs an encoder.
Every file shows the same 24 by 16 pixels: red, green, blue and grey quarters.
"""
from pathlib import Path

from PIL import Image

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
