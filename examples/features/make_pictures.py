#!/usr/bin/env python3
"""Draw the pictures of the page of features. All of them are our own.

    python3 -m venv /tmp/pictures && /tmp/pictures/bin/pip install pillow==13.0.0 numpy==2.4.6
    /tmp/pictures/bin/python examples/features/make_pictures.py

It writes, beside itself: boat.jpg (720 x 480, RGB), seal.png (329 x 329, RGB with alpha), kite.svg (180 x 140 pt)
and bookshop.svg (153 x 98 pt, an advertisement). The same versions write the same bytes.
"""

import math
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).resolve().parent


def fractal(rng, width, height, across, down, octaves):
    total, weight = np.zeros((height, width), np.float32), 1.0
    for octave in range(octaves):
        grid = rng.random(((down << octave) + 3, (across << octave) + 3)).astype(np.float32)
        total += weight * np.asarray(Image.fromarray(grid, "F").resize((width, height), Image.BICUBIC))
        weight *= 0.5
    total -= total.min()
    return total / total.max()


def boat():
    """A sampan on a misty morning: five ridges, each paler than the one before it."""
    k, (width, height) = 2, (720, 480)
    w, h = width * k, height * k
    rng = np.random.default_rng(46)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    horizon = 0.60 * h
    t = y / horizon
    stops = [0, 0.45, 0.8, 1.0]
    sky = np.stack([np.interp(t, stops, c) for c in ([126, 178, 232, 246], [158, 192, 214, 214], [188, 200, 196, 178])], -1)
    sky += 26 * (fractal(rng, w, h, 3, 8, 6) - 0.5)[..., None]
    sun = np.hypot(x - 0.30 * w, y - 0.36 * h)
    sky += (70 * np.exp(-((sun / (0.16 * w)) ** 2)))[..., None] * np.array([1.0, 0.86, 0.6])
    sky = np.where((sun < 0.034 * w)[..., None], np.array([255, 246, 222]), sky)
    for i in range(5):
        near = (i + 1) / 5
        line = horizon - h * (0.30 - 0.052 * i) * (0.25 + 0.75 * fractal(rng, w, 8, 3 + i, 1, 7)[4]) * (0.55 + 0.45 * np.sin(x[0] / w * (3 + i) + i * 1.9))
        inside = np.clip((y - line[None, :]) / 2 + 0.5, 0, 1) * (y < horizon)
        tone = np.array([206, 190, 182]) * (1 - near) + np.array([58, 84, 98]) * near
        mist = np.clip((y - line[None, :]) / (0.16 * h), 0, 1) * 0.62
        colour = tone * (1 - mist[..., None]) + np.array([238, 218, 196]) * mist[..., None]
        sky = sky * (1 - inside[..., None]) + colour * inside[..., None]
    wave = fractal(rng, w, h, 8, 90, 4) - 0.5
    far = np.clip((y - horizon) / (h - horizon), 0, 1)
    throw = wave * (6 + 70 * far) * k
    source = sky[np.clip(2 * horizon - y + throw, 0, horizon - 1).astype(int), np.clip(x + throw * 0.3, 0, w - 1).astype(int)]
    sea = source * (0.96 - 0.30 * far)[..., None] + (26 * wave * (0.4 + far))[..., None]
    picture = np.where((y >= horizon)[..., None], sea, sky)
    haze = np.exp(-(((y - horizon) / (0.05 * h)) ** 2))[..., None] * 0.55
    picture = picture * (1 - haze) + np.array([246, 224, 198]) * haze

    layer = Image.new("RGBA", (w, h), (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    cx, cy, s = 0.58 * w, 0.765 * h, 0.17 * w
    ink = (34, 36, 42, 255)
    curve = [(cx + s * a, cy - s * 0.10 * abs(a) ** 2.6 - (s * 0.07 if a > 0.9 else 0)) for a in np.linspace(-1, 1, 41)]
    pen.polygon(curve + [(cx + s * 0.72, cy + s * 0.13), (cx - s * 0.70, cy + s * 0.13)], fill=ink)
    hood = [(cx - s * 0.30 + s * 0.36 * (1 - math.cos(a)), cy - s * 0.30 * math.sin(a) - s * 0.01) for a in np.linspace(0, math.pi, 30)]
    pen.polygon(hood, fill=(58, 50, 46, 255))
    for q in range(1, 6):
        at = cx - s * 0.30 + s * 0.72 * q / 6
        pen.line([(at, cy), (at, cy - s * 0.30 * math.sin(math.acos(max(-1, min(1, 1 - 2 * q / 6)))))], fill=(88, 74, 62, 255), width=3)
    mx = cx - s * 0.66
    pen.polygon([(mx - s * .05, cy - s * .05), (mx - s * .045, cy - s * .27), (mx + s * .05, cy - s * .27), (mx + s * .06, cy - s * .05)], fill=ink)
    pen.ellipse([mx - s * .038, cy - s * .345, mx + s * .042, cy - s * .26], fill=ink)
    pen.polygon([(mx - s * .12, cy - s * .30), (mx, cy - s * .385), (mx + s * .12, cy - s * .30)], fill=(96, 80, 60, 255))
    pen.line([(mx + s * .03, cy - s * .20), (mx - s * .62, cy + s * .20)], fill=ink, width=int(s * .022))
    pen.line([(mx - s * .58, cy + s * .175), (mx - s * .80, cy + s * .30)], fill=ink, width=int(s * .045))
    shade = np.asarray(layer, np.float32)
    line = cy + s * 0.12
    up = np.clip(2 * line - y + throw * 0.35, 0, h - 1).astype(int)
    mirror = shade[up, np.clip(x + throw * 0.5, 0, w - 1).astype(int)]
    a = mirror[..., 3:] / 255 * (y > line)[..., None] * 0.62
    picture = picture * (1 - a) + mirror[..., :3] * a
    a = shade[..., 3:] / 255
    picture = picture * (1 - a) + shade[..., :3] * a
    small = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).resize((width, height), Image.LANCZOS)
    photo = np.asarray(small, np.float32) + rng.normal(0, 2.0, (height, width, 1))
    Image.fromarray(np.clip((photo - 128) * 1.10 + 124, 0, 255).astype(np.uint8)).save(HERE / "boat.jpg", quality=86, optimize=True, dpi=(200, 200))


def seal():
    """A vermilion seal with worn edges: colour with a soft alpha."""
    size, k = 360, 4
    n = size * k
    rng = np.random.default_rng(7)
    face = Image.new("L", (n, n), 0)
    pen = ImageDraw.Draw(face)
    pen.rounded_rectangle([0.04 * n, 0.04 * n, 0.96 * n, 0.96 * n], 0.07 * n, fill=255)
    pen.rounded_rectangle([0.085 * n, 0.085 * n, 0.915 * n, 0.915 * n], 0.045 * n, outline=0, width=int(0.018 * n))
    pen.ellipse([0.35 * n, 0.19 * n, 0.65 * n, 0.49 * n], fill=0)                  # sun
    pen.ellipse([0.40 * n, 0.24 * n, 0.60 * n, 0.44 * n], fill=255)
    for row in range(4):                                                            # the sea, in scales
        for col in range(-1, 6):
            cx, cy = (0.17 + 0.165 * col + 0.0825 * (row % 2)) * n, (0.60 + 0.085 * row) * n
            for r in (0.082, 0.052, 0.022):
                pen.ellipse([cx - r * n, cy - r * n, cx + r * n, cy + r * n], outline=0, width=int(0.012 * n), fill=255)
    pen.rectangle([0.04 * n, 0.895 * n, 0.96 * n, 0.915 * n], fill=0)
    pen.rectangle([0.04 * n, 0.915 * n, 0.96 * n, 0.93 * n], fill=255)
    shape = np.asarray(face.filter(ImageFilter.GaussianBlur(1.5 * k)), np.float32) / 255
    edge = np.zeros((n, n), np.float32)
    edge[int(.045 * n):int(.955 * n), int(.045 * n):int(.955 * n)] = 1
    wear = fractal(rng, n, n, 14, 14, 6)
    grain = fractal(rng, n, n, 120, 120, 3)
    alpha = np.clip((shape * edge + 0.55 * (wear - 0.5) - 0.42) * 6, 0, 1) * np.clip(1.5 - 0.8 * grain - 0.9 * np.clip(wear - 0.62, 0, 1), 0.25, 1)
    rgb = np.stack([np.full((n, n), 190) - 26 * wear, np.full((n, n), 40) - 14 * wear, np.full((n, n), 32) - 8 * wear, alpha * 255], -1)
    image = Image.fromarray(rgb.astype(np.uint8), "RGBA").resize((size, size), Image.LANCZOS)
    # Without its empty edge, or it stands lower and smaller than its neighbours in a row.
    image = image.crop(image.getchannel("A").point(lambda alpha: 255 * (alpha > 8)).getbbox())
    image.save(HERE / "seal.png", optimize=True, dpi=(300, 300))


def kite():
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="180pt" height="140pt" viewBox="0 0 180 140">', "<title>紙鳶</title>",
           '<defs><linearGradient id="air" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#9cc9dd"/><stop offset="1" stop-color="#f3ead2"/></linearGradient>'
           '<clipPath id="view"><rect width="180" height="140"/></clipPath></defs>', '<g clip-path="url(#view)">', '<rect width="180" height="140" fill="url(#air)"/>']
    for x, y, s in ((28, 34, 1.0), (146, 58, 0.8), (96, 18, 0.6)):
        out.append(f'<path transform="translate({x} {y}) scale({s})" d="M-22,6 a8,8 0 0 1 6,-11 a11,11 0 0 1 20,-3 a9,9 0 0 1 16,6 a6,6 0 0 1 0,8 Z" fill="#ffffff" opacity="0.85"/>')
    out.append('<path d="M0,112 Q30,96 62,106 T124,102 T190,108 V150 H0 Z" fill="#6f9a72"/><path d="M0,124 Q40,112 88,120 T190,118 V150 H0 Z" fill="#4c7a5c"/>')
    out.append('<path d="M104,52 C96,86 70,92 52,118" fill="none" stroke="#4a3b32" stroke-width="0.6"/>')
    out.append('<g transform="translate(104 46) rotate(-18)" stroke="#3a1f1a" stroke-width="0.8" stroke-linejoin="round">'
               '<path d="M0,-5 C-14,-22 -36,-20 -42,-10 C-30,-10 -26,-4 -24,2 C-16,-2 -8,0 -3,5 Z" fill="#d6402f"/>'
               '<path d="M0,-5 C14,-22 36,-20 42,-10 C30,-10 26,-4 24,2 C16,-2 8,0 3,5 Z" fill="#d6402f"/>'
               '<path d="M-4,2 L-11,26 L-3,20 L0,30 L3,20 L11,26 L4,2 Z" fill="#e9a93b"/>'
               '<path d="M0,-13 C4,-9 5,0 3,8 H-3 C-5,0 -4,-9 0,-13 Z" fill="#2b4c6f"/></g>')
    out.append('<g fill="#33272b"><circle cx="47" cy="112" r="3"/><path d="M42,130 L44,117 q3,-3 6,0 L53,112 L54.6,113 L51,121 L52,130 Z"/></g>')
    out.append('</g></svg>')
    (HERE / "kite.svg").write_text("\n".join(out) + "\n", encoding="utf-8")


def bookshop():
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="153pt" height="98pt" viewBox="0 0 153 98">', "<title>一畦書店廣告</title>", '<rect width="153" height="98" fill="#ffffff"/>']
    x = 10.0
    for w, h, c in ((9, 46, "#1f4e5f"), (7, 40, "#000000"), (11, 50, "#b5231c"), (6, 37, "#1f4e5f"), (8, 44, "#000000")):
        out.append(f'<rect x="{x:.4g}" y="{66 - h}" width="{w}" height="{h}" fill="{c}"/><path d="M{x + 1.6:.4g},{66 - h + 6} h{w - 3.2:.4g} M{x + 1.6:.4g},{66 - 8} h{w - 3.2:.4g}" stroke="#ffffff" stroke-width="1"/>')
        x += w + 0.8
    out.append('<path d="M6,67 H62" stroke="#000000" stroke-width="2"/>')
    out.append('<text x="69" y="37" font-family="serif" font-size="17" font-weight="bold">一畦書店</text>')
    out.append('<text x="69" y="54" font-family="sans-serif" font-size="9" fill="#b5231c">舊書換新書</text>')
    out.append('<text x="69" y="67" font-family="sans-serif" font-size="8">周六至十時</text>')
    out.append('<rect x="0" y="78" width="153" height="20" fill="#000000"/><text x="76.5" y="91.5" font-family="sans-serif" font-size="8.5" fill="#ffffff" text-anchor="middle">南里巷三號地下</text>')
    out.append('<rect x="0.4" y="0.4" width="152.2" height="97.2" fill="none" stroke="#000000" stroke-width="0.8"/></svg>')
    (HERE / "bookshop.svg").write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    boat()
    seal()
    kite()
    bookshop()
