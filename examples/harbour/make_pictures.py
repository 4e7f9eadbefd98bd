#!/usr/bin/env python3
"""Draw the pictures of the harbour page. All of them are our own; nothing is taken from anywhere.

    python3 -m venv /tmp/pictures && /tmp/pictures/bin/pip install pillow==13.0.0 numpy==2.4.6
    /tmp/pictures/bin/python examples/harbour/make_pictures.py

It writes, beside itself:

    port.jpg         1400 x 950, RGB: dusk over the container port, the lead's picture (make_port.py draws it)
    lighthouse.png   600 x 1740, grey with alpha: an engraved lighthouse
    map.svg          the route, 135 x 309 pt: the insert of the third story
    bank.svg         504 x 552 pt: an advertisement, three columns by 46 lines, its frame level with the panel's

The same versions of Pillow and numpy write the same bytes. It takes about half a minute.
"""

import math
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

sys.dont_write_bytecode = True          # leave no __pycache__ among the examples
from make_port import fractal, port, smooth

HERE = Path(__file__).resolve().parent


# ---------------------------------------------------------------- lighthouse.png

def lighthouse():
    """An engraving: the tone of each part decides how thick its lines are. Ink is black, the rest is clear."""
    width, height, k = 600, 1740, 2
    w, h = width * k, height * k
    rng = np.random.default_rng(58)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    u, v = x / w, y / h

    def lines(phase, tone, pitch):
        """Ink where the wave of `phase` (pixels) is under the tone: 0 white, 1 black."""
        p = phase / (pitch * k)
        saw = np.abs((p - np.floor(p)) * 2 - 1)
        return np.clip((tone - saw) * pitch * k * 0.5 + 0.5, 0, 1)

    sea_top, rock_top, foot, gallery, roof = 0.845, 0.775, 0.800, 0.272, 0.158
    axis = 0.515

    # sky: level lines, opened by cloud and by the beam
    cloud = fractal(rng, w, h, 3, 12, 6)
    tone = 0.60 - 0.42 * v / sea_top + 0.34 * (smooth(0.50, 0.30, cloud) - 0.5)
    tone -= 0.40 * smooth(0.52, 0.74, cloud)
    lamp = (axis, (gallery + roof) / 2 + 0.012)
    angle = (v - lamp[1]) * h / w
    for side, tilt in ((-1, 0.02), (1, -0.10)):
        run = (u - lamp[0]) * side
        spread = 0.030 + 0.16 * np.clip(run, 0, 1)
        inside = smooth(1.0, 0.55, np.abs(angle - tilt * run) / spread) * (run > 0)
        tone -= 0.75 * inside * (1 - 0.35 * np.clip(run / 0.5, 0, 1))
    near = np.hypot(u - lamp[0], angle)
    tone -= 0.5 * np.exp(-((near / 0.13) ** 2))
    drift = 2.4 * k * np.sin(u * 9 + v * 40) + 5 * k * (fractal(rng, w, h, 2, 9, 3) - 0.5)
    ink = lines(y + drift, np.clip(tone * 0.86, 0, 0.60), 8.2)
    rim = smooth(0.0, 0.06, u) * smooth(1.0, 0.94, u) * smooth(0.0, 0.035, v)
    ink *= smooth(0.10, 0.50, rim + 0.30 * (fractal(rng, w, h, 24, 70, 2) - 0.5))

    # the sea: lines that swell
    far = np.clip((v - sea_top) / (1 - sea_top), 0, 1)
    swell = (6 + 26 * far) * k
    wave = (np.sin(u * 15 + 5 * far + 3 * np.sin(v * 60)) + 0.6 * np.sin(u * 34 - v * 90) + 1.6 * (fractal(rng, w, h, 6, 60, 3) - 0.5)) * swell * 0.42
    light = fractal(rng, w, h, 5, 70, 4)
    sea = lines(y + wave, np.clip(0.62 + 0.22 * far - 0.75 * smooth(0.55, 0.80, light), 0.04, 0.86), 8.6)
    fade = smooth(0.0, 0.07, u) * smooth(1.0, 0.93, u) * smooth(1.0, 0.965, v + 0.02 * (light - 0.5))
    ink = np.where(v > sea_top, sea * smooth(0.08, 0.5, fade), ink)

    # the rock: hatched along its faces
    shape = fractal(rng, w, 8, 7, 1, 6)[4]
    side = np.abs(u[0] - axis - 0.01)
    top = rock_top + 0.085 * smooth(0.15, 0.46, side) - 0.030 * (shape - 0.5) + 0.05 * smooth(0.36, 0.50, side)
    bottom = sea_top + 0.045 - 0.06 * smooth(0.20, 0.47, side) + 0.010 * np.sin(u[0] * 40)
    rock = (v > top[None, :]) & (v < bottom[None, :]) & (side[None, :] < 0.455)
    face = fractal(rng, w, h, 9, 26, 6)
    slope = np.roll(face, 9 * k, 1) - np.roll(face, -9 * k, 1) + 0.8 * (np.roll(face, 7 * k, 0) - np.roll(face, -7 * k, 0))
    dark = np.clip(0.50 + 2.6 * slope + 0.22 * (u - axis) + 0.9 * (v - rock_top), 0.06, 0.94)
    hatch = np.maximum(lines(y * 0.80 + x * 0.62 + face * 120 * k, dark, 7.0), lines(y * 0.55 - x * 0.85 + face * 90 * k, np.clip(dark * 1.5 - 0.82, 0, 0.8), 7.0))
    line_top = smooth(2.4 * k, 1.2 * k, np.abs(y - top[None, :] * h))
    ink = np.where(rock, hatch, ink)
    ink = np.maximum(ink, line_top * (side < 0.455)[None, :] * (top < bottom)[None, :])
    foam = smooth(5.5 * k, 3 * k, np.abs(y - bottom[None, :] * h - 4 * k)) * (top < bottom)[None, :]
    ink *= 1 - foam

    # the tower: rings about a cylinder, light from the left
    t = np.clip((v - gallery) / (foot - gallery), 0, 1)
    half = 0.092 + 0.052 * t ** 1.25 + 0.022 * smooth(0.93, 1.0, t)
    c = (u - axis) / half
    on = (np.abs(c) < 1) & (v > gallery) & (v < foot)
    round_ = np.sqrt(np.clip(1 - c * c, 0, 1))
    shade = np.clip(0.06 + 0.92 * smooth(-0.30, 1.02, c) - 0.22 * smooth(0.80, 1.0, c) + 0.10 * smooth(-0.72, -1.0, c), 0, 1)
    band = ((t > 0.20) & (t < 0.40)) | ((t > 0.62) & (t < 0.82))
    shade = np.where(band, np.clip(0.50 + 0.52 * shade, 0, 0.96), shade * 0.80)
    bend = -round_ * half * w * 0.16
    tower = lines(y + bend, shade, 6.6)
    ink = np.where(on, tower, ink)
    for window in (0.12, 0.50, 0.90):
        tall, wide = (0.030, 0.20) if window < 0.8 else (0.050, 0.30)
        a, b = np.abs(c + 0.10) / wide, np.abs(t - window) / tall
        frame = (a < 1.35) & (b < 1.25) & on
        ink = np.where(frame, 0.0, ink)
        ink = np.where((a < 1) & (b < 1) & on, 1.0, ink)
        ink = np.where((a < 1) & (b < 0.05) & on & (window < 0.8), 0.0, ink)
    outline = (np.abs(np.abs(c) - 1) * half * w < 1.5 * k) & (v > gallery) & (v < foot)
    ink = np.where(outline, 1.0, ink)

    def slab(top_, bottom_, wide, tone_, pitch=5.4):
        nonlocal ink
        cc = (u - axis) / wide
        here = (np.abs(cc) < 1) & (v > top_) & (v < bottom_)
        s = np.clip(tone_ + 0.55 * smooth(-0.4, 1.0, cc), 0, 1)
        ink = np.where(here, lines(y - np.sqrt(np.clip(1 - cc * cc, 0, 1)) * wide * w * 0.12, s, pitch), ink)
        box = here & ((np.abs(np.abs(cc) - 1) * wide * w < 1.6 * k) | (np.abs(v - top_) * h < 1.6 * k) | (np.abs(v - bottom_) * h < 1.6 * k))
        ink = np.where(box, 1.0, ink)

    slab(gallery - 0.004, gallery + 0.014, 0.150, 0.45)          # the gallery
    slab(gallery + 0.014, gallery + 0.026, 0.116, 0.55)
    slab(gallery - 0.030, gallery - 0.004, 0.088, 0.10)          # the lantern's base
    # railing
    for post in np.linspace(-1, 1, 13):
        at = axis + post * 0.144
        ink = np.where((np.abs(u - at) * w < 1.2 * k) & (v > gallery - 0.026) & (v < gallery), 1.0, ink)
    for rail in (0.026, 0.015):
        ink = np.where((np.abs(v - gallery + rail) * h < 1.1 * k) & (np.abs(u - axis) < 0.145), 1.0, ink)
    # lantern: glass, bars, the lamp left white
    glass = (np.abs(u - axis) < 0.078) & (v > roof) & (v < gallery - 0.030)
    ink = np.where(glass, 0.0, ink)
    for bar in np.linspace(-1, 1, 6):
        at = axis + math.sin(bar * math.pi / 2) * 0.076
        ink = np.where((np.abs(u - at) * w < 1.5 * k) & (v > roof) & (v < gallery - 0.030), 1.0, ink)
    for bar in (0.30, 0.66):
        at = roof + bar * (gallery - 0.030 - roof)
        ink = np.where((np.abs(v - at) * h < 1.2 * k) & (np.abs(u - axis) < 0.078), 1.0, ink)
    bulb = np.hypot((u - axis) * w, (v - lamp[1]) * h) / k
    ink = np.where(glass & (bulb < 26), 0.0, ink)
    ink = np.where(glass & (np.abs(bulb - 26) < 1.3), 1.0, ink)
    # roof, ball and vane
    rise = np.clip((roof - v) / 0.050, 0, 1)
    dome = 0.098 * np.sqrt(np.clip(1 - rise ** 1.6, 0, 1))
    here = (np.abs(u - axis) < dome) & (v <= roof) & (v > roof - 0.050)
    ink = np.where(here, lines(x * 0.9 + (u - axis) * rise * 300 * k, np.clip(0.34 + 0.60 * smooth(-0.07, 0.10, u - axis), 0, 0.95), 5.4), ink)
    ink = np.where(here & ((dome - np.abs(u - axis)) * w < 2.2 * k), 1.0, ink)
    ink = np.where((np.abs(v - roof) * h < 2.2 * k) & (np.abs(u - axis) < 0.106), 1.0, ink)
    ball = np.hypot((u - axis) * w, (v - roof + 0.056) * h) / k
    ink = np.where(ball < 9, 1.0, ink)
    ink = np.where((np.abs(u - axis) * w < 1.5 * k) & (v < roof - 0.05) & (v > roof - 0.110), 1.0, ink)
    ink = np.where((np.abs(v - roof + 0.092) * h < 1.4 * k) & (np.abs(u - axis) < 0.040), 1.0, ink)

    # gulls
    birds = Image.new("L", (w, h), 0)
    pen = ImageDraw.Draw(birds)
    for bx, by, s in ((0.20, 0.405, 30), (0.27, 0.372, 20), (0.80, 0.470, 26), (0.15, 0.452, 16), (0.86, 0.430, 17)):
        bx, by, s = bx * w, by * h, s * k
        for side_ in (-1, 1):
            wing = [(bx + side_ * s * t, by - s * (0.95 * t * (1 - t) * 1.9 + 0.10 * t)) for t in np.linspace(0, 1, 15)]
            for (ax, ay), (ex, ey), t in zip(wing, wing[1:], np.linspace(0, 1, 14)):
                pen.line([(ax, ay), (ex, ey)], fill=255, width=max(2, int(s * 0.15 * (1 - t * 0.7))))
    bird = np.asarray(birds, np.float32) / 255
    clear = np.asarray(birds.filter(ImageFilter.MaxFilter(9)), np.float32) / 255
    ink = np.maximum(ink * (1 - clear), bird)

    alpha = Image.fromarray((np.clip(ink, 0, 1) * 255).astype(np.uint8)).resize((width, height), Image.LANCZOS)
    alpha = alpha.point(lambda a: (a // 17) * 17)               # sixteen steps: smaller, and enough for line work
    out = Image.merge("LA", (Image.new("L", (width, height), 22), alpha))
    out.save(HERE / "lighthouse.png", optimize=True, dpi=(480, 480))


# ---------------------------------------------------------------- map.svg

def coast(rng, points, rough):
    """A line made ragged by halving it and moving the middles."""
    for _ in range(5):
        more = []
        for (ax, ay), (bx, by) in zip(points, points[1:]):
            far = math.hypot(bx - ax, by - ay)
            push = (rng.random() - 0.5) * far * rough
            more += [(ax, ay), ((ax + bx) / 2 - (by - ay) / far * push, (ay + by) / 2 + (bx - ax) / far * push)]
        points = more + [points[-1]]
    return points


def path(points, close=False):
    return "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + ("Z" if close else "")


def route_map():
    width, height = 135, 309
    rng = np.random.default_rng(22)
    asia = coast(rng, [(-4, 22), (16, 30), (27, 48), (22, 66), (33, 84), (24, 108), (30, 128), (12, 150), (-4, 158)], 0.36)
    north = coast(rng, [(139, 10), (118, 20), (112, 42), (121, 62), (108, 84), (114, 104), (128, 122), (139, 130)], 0.34)
    south = coast(rng, [(139, 170), (122, 182), (109, 204), (112, 226), (103, 248), (110, 270), (105, 292), (112, 318), (139, 318)], 0.30)
    isles = [(68, 168, 2.2), (74, 174, 1.3), (63, 178, 1.0), (36, 232, 1.8), (41, 238, 1.0), (30, 240, 1.2)]
    sans = 'font-family="sans-serif"'
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">',
           '<title>航線圖</title>',
           '<defs><linearGradient id="sea" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f4f4f4"/>'
           '<stop offset="1" stop-color="#dedede"/></linearGradient>'
           f'<clipPath id="frame"><rect x="0" y="0" width="{width}" height="{height}"/></clipPath></defs>',
           '<g clip-path="url(#frame)">',
           f'<rect width="{width}" height="{height}" fill="url(#sea)"/>']
    # meridians and parallels
    for i in range(1, 6):
        bend = (i - 3) * 7
        out.append(f'<path d="M{i * 22.5 + bend * 0.4:.1f},0 Q{i * 22.5 - bend * 0.3:.1f},156 {i * 22.5 + bend * 0.4:.1f},312" fill="none" stroke="#bdbdbd" stroke-width="0.3"/>')
    for i in range(1, 7):
        y = i * 45
        dash = ' stroke-dasharray="2 1.4"' if i == 4 else ''
        out.append(f'<path d="M0,{y} Q67,{y + (i - 4) * -5} 135,{y}" fill="none" stroke="{"#909090" if i == 4 else "#bdbdbd"}" stroke-width="0.3"{dash}/>')
    # land, with two water lines outside it
    for name, line, corner in (("asia", asia, [(-9, 158), (-9, 22)]), ("north", north, [(150, 130), (150, 10)]), ("south", south, [(150, 318), (150, 170)])):
        d = path(line + corner, True)
        out.append(f'<path d="{d}" fill="none" stroke="#cfcfcf" stroke-width="5" stroke-linejoin="round"/>')
        out.append(f'<path d="{d}" fill="none" stroke="#ebebeb" stroke-width="3.4" stroke-linejoin="round"/>')
        out.append(f'<path d="{d}" fill="#a9a9a9" stroke="#3a3a3a" stroke-width="0.5" stroke-linejoin="round"/>')
    for x, y, s in isles:
        out.append(f'<ellipse cx="{x}" cy="{y}" rx="{s}" ry="{s * 0.7:.1f}" fill="#a9a9a9" stroke="#3a3a3a" stroke-width="0.4"/>')
    # the old way round by the north, the new one straight
    out.append('<path d="M29.5,92 C52,58 84,56 109,78" fill="none" stroke="#4a4a4a" stroke-width="1.1" stroke-dasharray="4 2.4"/>')
    out.append('<path d="M109,78 C88,118 92,178 105,238" fill="none" stroke="#4a4a4a" stroke-width="1.1" stroke-dasharray="4 2.4"/>')
    out.append('<path d="M29.5,92 C34,152 58,214 103,240" fill="none" stroke="#ffffff" stroke-width="4.2"/>')
    out.append('<path d="M29.5,92 C34,152 58,214 103,240" fill="none" stroke="#000000" stroke-width="2.2"/>')
    out.append('<path d="M0,-4.6 L4,4 L0,1.8 L-4,4 Z" transform="translate(51.1 178.8) rotate(155)" fill="#000000" stroke="#ffffff" stroke-width="0.8"/>')
    # ports
    for x, y, r in ((29.5, 92, 3.2), (104.5, 240, 3.2), (109, 78, 2.2)):
        out.append(f'<circle cx="{x}" cy="{y}" r="{r}" fill="#ffffff" stroke="#000000" stroke-width="1.2"/>')
        if r > 3:
            out.append(f'<circle cx="{x}" cy="{y}" r="1.3" fill="#000000"/>')

    def text(x, y, size, words, weight="", anchor="start", fill="#000000", halo=True, space=""):
        more = f' font-weight="{weight}"' if weight else ""
        more += f' letter-spacing="{space}"' if space else ""
        if halo:
            out.append(f'<text x="{x}" y="{y}" {sans} font-size="{size}" text-anchor="{anchor}"{more} fill="#ffffff" stroke="#ffffff" stroke-width="2.2" stroke-linejoin="round">{words}</text>')
        out.append(f'<text x="{x}" y="{y}" {sans} font-size="{size}" text-anchor="{anchor}"{more} fill="{fill}">{words}</text>')

    text(36, 103, 10, "瀾灣", "bold")
    text(97, 254, 10, "維拉諾", "bold", "end")
    text(99.5, 93, 8, "北美轉運港", "", "end")
    text(46, 140, 11, "太平洋", "", "start", "#6a6a6a", False, "3")
    text(4, 132, 7.5, "亞洲", "", "start", "#222222", False)
    text(133, 41, 7.5, "北美", "", "end", "#222222", False)
    text(132, 216, 7.5, "南美", "", "end", "#222222", False)
    text(5, 176.5, 6.5, "赤道", "", "start", "#6a6a6a", False)
    # the key
    out.append('<rect x="5" y="261" width="92" height="43" fill="#ffffff" stroke="#000000" stroke-width="0.5"/>')
    out.append('<path d="M10,279.5 H31" stroke="#000000" stroke-width="2.2"/>')
    out.append('<path d="M10,294 H31" stroke="#4a4a4a" stroke-width="1.1" stroke-dasharray="4 2.4"/>')
    text(36, 282.5, 8, "新航線　22天", "bold", halo=False)
    text(36, 297, 8, "舊航線　35天", halo=False)
    out.append('<rect x="5" y="261" width="92" height="9" fill="#000000"/>')
    text(51, 268, 6.5, "單程海運時間", "", "middle", "#ffffff", False)
    # title
    out.append(f'<rect x="0" y="0" width="{width}" height="17" fill="#000000"/>')
    text(67.5, 12.6, 10.5, "航線圖", "bold", "middle", "#ffffff", False, "4")
    # north
    out.append('<path d="M14,192 L17.4,204 L14,201 L10.6,204 Z" fill="#000000"/>')
    text(14, 212, 6.5, "北", "", "middle", halo=False)
    out.append('</g>')
    out.append(f'<rect x="0.25" y="0.25" width="{width - 0.5}" height="{height - 0.5}" fill="none" stroke="#000000" stroke-width="0.5"/>')
    out.append('</svg>')
    (HERE / "map.svg").write_text("\n".join(out) + "\n", encoding="utf-8")


# ---------------------------------------------------------------- bank.svg

def bank():
    width, height, spot = 504, 564, "#0b4f6c"
    foot = height - 1.28       # the panel's frame beside it ends 1.25 pt above the foot of the lines
    serif, sans = 'font-family="serif"', 'font-family="sans-serif"'
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="552pt" viewBox="0 0 {width} {height}" preserveAspectRatio="none">',
           '<title>匯瀾銀行廣告</title>',
           f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
           f'<rect x="0.5" y="0.5" width="{width - 1}" height="{foot - 1:.2f}" fill="none" stroke="#000000" stroke-width="1"/>',
           f'<rect x="7" y="7" width="{width - 14}" height="{foot - 14:.2f}" fill="none" stroke="{spot}" stroke-width="0.5"/>',
           f'<clipPath id="view"><rect x="24" y="86" width="456" height="238"/></clipPath>']

    def text(x, y, size, words, family=sans, weight="", anchor="start", fill="#000000", space=""):
        more = f' font-weight="{weight}"' if weight else ""
        more += f' letter-spacing="{space}"' if space else ""
        out.append(f'<text x="{x}" y="{y}" {family} font-size="{size}" text-anchor="{anchor}"{more} fill="{fill}">{words}</text>')

    # the mark: three waves in a ring
    out.append(f'<g transform="translate(24 24)"><circle cx="22" cy="22" r="21" fill="{spot}"/>')
    for i, y in enumerate((15, 23, 31)):
        a = 15 - abs(i - 1) * 1.5
        out.append(f'<path d="M{22 - a},{y} q{a / 2:.1f},-6.5 {a},0 t{a},0" fill="none" stroke="#ffffff" stroke-width="2.6" stroke-linecap="round"/>')
    out.append('</g>')
    text(80, 50, 27, "匯瀾銀行", serif, "bold", space="3")
    text(81, 66, 9.5, "WAILAN BANK", sans, "", "start", spot, "3.2")
    text(480, 48, 11, "貿易金融", sans, "bold", "end")
    text(480, 65, 9.5, "始於1921", sans, "", "end", spot)

    # the view: a rising sun of fine rings over guilloche water
    out.append('<g clip-path="url(#view)">')
    cx, cy = 346, 226
    for i in range(44):
        r = 10 + i * 7.6
        out.append(f'<circle cx="{cx}" cy="{cy}" r="{r:.1f}" fill="none" stroke="{spot}" stroke-width="{max(0.25, 1.25 - i * 0.026):.2f}"/>')
    out.append(f'<circle cx="{cx}" cy="{cy}" r="33" fill="{spot}"/>')
    out.append('<rect x="24" y="226" width="456" height="98" fill="#ffffff"/>')
    for k in range(19):
        y = 229 + k * 5.2 + k * k * 0.02
        swing = 0.8 + k * 0.125
        long = 26 + k * 4.5
        shift = (k * 37) % 80
        points = []
        for step in range(0, 457, 4):
            x = 24 + step
            near = math.exp(-(((x - cx) / (46 + 4 * k)) ** 2))
            yy = y + swing * math.sin((x + shift) / long * 2 * math.pi) + 0.55 * swing * math.sin((x - shift) / (long * 0.61) * 2 * math.pi) * (0.4 + near)
            points.append((x, yy))
        out.append(f'<path d="{path(points)}" fill="none" stroke="{spot}" stroke-width="{0.55 + 0.045 * k:.2f}"/>')
        half = 32 - k * 1.2                                      # the sun's road: the same line, thicker
        road = [(x, yy) for x, yy in points if abs(x - cx - 5 * math.sin(k * 2.1)) < half]
        out.append(f'<path d="{path(road)}" fill="none" stroke="{spot}" stroke-width="{2.9 - k * 0.05:.2f}" stroke-linecap="round"/>')
    # a ship in front of the sun
    out.append('<g transform="translate(74 189)" fill="#000000">'
               '<path d="M0,22 L10,24 L176,24 L182,18 L190,18 L184,38 L12,38 Z"/>'
               '<rect x="150" y="-2" width="20" height="26"/><rect x="146" y="-5" width="28" height="4"/><rect x="157" y="-16" width="1.6" height="12"/>'
               '<rect x="30" y="4" width="9" height="20"/></g>')
    for bay in range(9):
        for row in range([2, 3, 4, 4, 4, 4, 4, 3, 3][bay]):
            fill = spot if (bay * 3 + row * 5) % 7 in (1, 4) else "#000000"
            out.append(f'<rect x="{116 + bay * 11.6:.1f}" y="{208 - row * 5.2:.1f}" width="10.6" height="4.5" fill="{fill}"/>')
    for x, y, s in ((250, 132, 9), (270, 122, 7), (226, 144, 6)):
        out.append(f'<path d="M{x - s},{y - s * .3:.1f} q{s * .55:.1f},{-s * .45:.1f} {s},{s * .3:.1f} q{s * .5:.1f},{-s * .75:.1f} {s},{-s * .25:.1f}" fill="none" stroke="#000000" stroke-width="1.1"/>')
    out.append('</g>')
    out.append(f'<rect x="24" y="86" width="456" height="238" fill="none" stroke="{spot}" stroke-width="0.5"/>')

    text(252, 373, 38, "風起之處，早有港灣。", serif, "bold", "middle")
    text(252, 399, 13.5, "匯瀾跨境貿易賬戶　與首航企業同行", sans, "", "middle", spot, "1")
    out.append(f'<path d="M24,416 H480" stroke="{spot}" stroke-width="0.5"/>')
    for x, big, small, note in ((95, "24小時", "電子信用證批核", "經港口單一窗口遞交"), (252, "2.88%", "船期貸款年利率低至", "限2025年3月31日前申請"), (409, "14種", "貨幣即時結算", "新航線沿線免匯款費")):
        text(x, 436, 10.5, small, sans, "", "middle")
        text(x, 465, 25, big, sans, "bold", "middle", spot)
        text(x, 482, 9, note, sans, "", "middle", "#404040")
    for x in (173.5, 330.5):
        out.append(f'<path d="M{x},426 V484" stroke="#000000" stroke-width="0.4"/>')
    out.append(f'<rect x="24" y="497" width="456" height="27" fill="{spot}"/>')
    text(36, 515, 12.5, "貿易專線　2000 1921", sans, "bold", "start", "#ffffff")
    text(468, 515, 11, "瀾灣東堤大道一號匯瀾大廈", sans, "", "end", "#ffffff")
    text(252, 543, 7.5, "須受條款及細則約束。貸款審批結果以本行最終決定為準。本廣告所載公司及服務均屬虛構。", sans, "", "middle", "#404040")
    out.append('</svg>')
    (HERE / "bank.svg").write_text("\n".join(out) + "\n", encoding="utf-8")


def main():
    port()
    lighthouse()
    route_map()
    bank()


if __name__ == "__main__":
    main()
