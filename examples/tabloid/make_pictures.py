#!/usr/bin/env python3
"""Draw the pictures of the tabloid page, as SVG. All of them are our own.

    python3 examples/tabloid/make_pictures.py

It writes, beside itself (sizes in points):

    clocktower.svg   423 x 406: the clock tower at midnight, the lead's picture
    mechanism.svg    279 x 189: the wheels of the clock
    ferry.svg        279 x 96:  an advertisement in the ear
    cup.svg          81 x 60:   a cup, for the advertisement that tea.toml sets
"""

import math
import random
from pathlib import Path

HERE = Path(__file__).resolve().parent
SERIF, SANS = 'font-family="serif"', 'font-family="sans-serif"'


class Drawing:
    def __init__(self, width, height, title):
        self.size = (width, height)
        self.parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">', f"<title>{title}</title>"]

    def add(self, *parts):
        self.parts += parts

    def rect(self, x, y, w, h, fill, more=""):
        self.add(f'<rect x="{x:.4g}" y="{y:.4g}" width="{w:.4g}" height="{h:.4g}" fill="{fill}"{" " + more if more else ""}/>')

    def circle(self, x, y, r, fill, more=""):
        self.add(f'<circle cx="{x:.4g}" cy="{y:.4g}" r="{r:.4g}" fill="{fill}"{" " + more if more else ""}/>')

    def line(self, x0, y0, x1, y1, colour, width):
        self.add(f'<path d="M{x0:.4g},{y0:.4g} L{x1:.4g},{y1:.4g}" stroke="{colour}" stroke-width="{width:.3g}" fill="none"/>')

    def poly(self, points, fill, more=""):
        d = " ".join(f"{x:.4g},{y:.4g}" for x, y in points)
        self.add(f'<polygon points="{d}" fill="{fill}"{" " + more if more else ""}/>')

    def path(self, d, fill="none", more=""):
        self.add(f'<path d="{d}" fill="{fill}"{" " + more if more else ""}/>')

    def text(self, x, y, size, words, family=SANS, anchor="start", fill="#000000", weight="", space=""):
        more = (f' font-weight="{weight}"' if weight else "") + (f' letter-spacing="{space}"' if space else "")
        self.add(f'<text x="{x}" y="{y}" {family} font-size="{size}" text-anchor="{anchor}" fill="{fill}"{more}>{words}</text>')

    def save(self, name):
        (HERE / name).write_text("\n".join(self.parts + ["</svg>"]) + "\n", encoding="utf-8")


def arch(x, base, wide, tall):
    """A round-headed window, `x` its middle."""
    h = wide / 2
    return f"M{x - h:.4g},{base:.4g} V{base - tall + h:.4g} A{h:.4g},{h:.4g} 0 0 1 {x + h:.4g},{base - tall + h:.4g} V{base:.4g} Z"


# ---------------------------------------------------------------- the tower

def firework(d, rng, x, y, r, colour, rays):
    for ring, share in ((1.0, 1.0), (0.66, 0.7)):
        for i in range(rays):
            a = 2 * math.pi * (i + ring) / rays + rng.uniform(-0.05, 0.05)
            far = r * ring * rng.uniform(0.86, 1.04)
            near = far * rng.uniform(0.30, 0.48)
            drop = far * 0.10
            x0, y0 = x + near * math.cos(a), y + near * math.sin(a)
            x1, y1 = x + far * math.cos(a), y + far * math.sin(a) + drop
            mx, my = (x0 + x1) / 2, (y0 + y1) / 2 - drop * 0.4
            d.path(f"M{x0:.1f},{y0:.1f} Q{mx:.1f},{my:.1f} {x1:.1f},{y1:.1f}", "none", f'stroke="{colour}" stroke-width="{0.9 * share:.2g}" stroke-linecap="round"')
            d.circle(x1, y1, 1.15 * share, "#fff3d6")
    d.circle(x, y, r * 0.10, "#fff3d6")


def terrace(d, rng, x0, x1, ground, left):
    """A row of arcaded shops, lit from within."""
    x = x0
    n = 0
    while x < x1 - 6:
        w = min(rng.choice((34, 38, 42)), x1 - x)
        storeys = rng.choice((2, 3, 3))
        tall = 30 + storeys * 21
        wall = rng.choice(("#5b3a35", "#6b4a3b", "#4b3b49", "#704f42", "#5a4450"))
        dark = "#2a1d26"
        d.rect(x, ground - tall, w + 0.3, tall, wall)
        d.rect(x - 0.6, ground - tall - 3, w + 1.4, 4, "#d9b58a")
        d.path(f"M{x + w * .2:.4g},{ground - tall - 3:.4g} Q{x + w / 2:.4g},{ground - tall - 14:.4g} {x + w * .8:.4g},{ground - tall - 3:.4g} Z", wall, 'stroke="#d9b58a" stroke-width="0.8"')
        for s in range(storeys):
            base = ground - 34 - s * 21
            for k in range(3):
                cx = x + w * (k + 0.5) / 3
                lit = rng.random() < 0.62
                d.path(arch(cx, base, w * 0.2, 14), "#ffcf7d" if lit else dark, 'stroke="#d9b58a" stroke-width="0.6"')
                if lit:
                    d.line(cx, base, cx, base - 14, wall, 0.7)
            d.rect(x, base + 1.4, w, 1.2, "#d9b58a")
        d.rect(x, ground - 27, w, 27, "#ffb85c")                   # the shop, open late
        for k in range(5):
            tone = rng.choice(("#c8643a", "#8e3b2f", "#e9d5a8", "#3f5a57", "#b98f4c"))
            d.rect(x + 2 + k * (w - 4) / 5, ground - rng.uniform(8, 16), (w - 4) / 5 - 1, 16, tone)
        d.path(f"M{x:.4g},{ground - 27:.4g} h{w:.4g} v27 h-4 v-17 q{-(w - 8) / 2:.4g},-9 {-(w - 8):.4g},0 v17 h-4 Z", wall)
        d.rect(x + 4, ground - 33, w - 8, 6.5, rng.choice(("#8e1f24", "#17504a", "#1f3350")))
        for k in range(3):
            d.rect(x + 8 + k * (w - 20) / 2, ground - 31.6, 3.6, 3.8, "#ffe3a3")
        x += w
        n += 1


def lantern(d, x, y, s):
    d.line(x, y - s * 1.6, x, y - s, "#1a1420", 0.5)
    d.add(f'<ellipse cx="{x:.4g}" cy="{y:.4g}" rx="{s:.4g}" ry="{s * 0.86:.4g}" fill="#e0452f"/>')
    d.add(f'<ellipse cx="{x:.4g}" cy="{y:.4g}" rx="{s * 0.5:.4g}" ry="{s * 0.86:.4g}" fill="#ff8a4c"/>')
    d.rect(x - s * 0.45, y - s * 1.02, s * 0.9, s * 0.2, "#f2c15a")
    d.rect(x - s * 0.45, y + s * 0.82, s * 0.9, s * 0.2, "#f2c15a")
    d.line(x, y + s, x, y + s * 1.7, "#f2c15a", 0.6)


def tower(d, cx, ground):
    brick, shade, stone, edge, warm = "#a8452f", "#7d3024", "#e8cfa4", "#b48f62", "#ffd98a"
    # plinth and door
    d.rect(cx - 50, ground - 40, 100, 40, stone)
    d.rect(cx + 14, ground - 40, 36, 40, "#c7a877")
    for k in range(1, 5):
        d.line(cx - 50, ground - 40 + k * 8, cx + 50, ground - 40 + k * 8, edge, 0.5)
    d.path(arch(cx, ground, 25, 35), "#3a2119", f'stroke="{edge}" stroke-width="2"')
    d.path(arch(cx, ground, 17, 30), "#ffb85c")
    d.line(cx, ground, cx, ground - 30, "#3a2119", 1)
    for s in (-1, 1):
        d.path(arch(cx + s * 33, ground - 8, 11, 22), warm, f'stroke="{edge}" stroke-width="1.2"')
    d.rect(cx - 53, ground - 44, 106, 5, "#f3dfb8")
    # shaft
    top = ground - 152
    d.rect(cx - 40, top, 80, ground - 44 - top, brick)
    d.poly([(cx + 12, top), (cx + 40, top), (cx + 40, ground - 44), (cx + 12, ground - 44)], shade)
    y = top + 3
    row = 0
    while y < ground - 45:
        d.line(cx - 34, y, cx + 34, y, "#c76a4b" if row % 3 else "#6b281d", 0.3)
        y += 3.1
        row += 1
    for s in (-1, 1):                                              # quoins
        y = top
        k = 0
        while y < ground - 46:
            w = 9 if k % 2 else 6
            d.rect(cx + (s * 40 if s < 0 else 40 - w), y, w, 5.6, stone if s < 0 else "#c7a877")
            y += 6.3
            k += 1
    for y, h, w in ((ground - 54, 34, 13), (ground - 102, 34, 13)):
        for s in (-1, 1):
            d.path(arch(cx + s * 16, y, w + 5, h + 4), stone)
            d.path(arch(cx + s * 16, y, w, h), warm)
            d.line(cx + s * 16, y, cx + s * 16, y - h, brick, 1)
            for k in (0.3, 0.58):
                d.line(cx + s * 16 - w / 2, y - h * k, cx + s * 16 + w / 2, y - h * k, brick, 0.8)
        d.rect(cx - 40, y + 2, 80, 2.4, stone)
    d.rect(cx - 45, top - 5, 90, 7, "#f3dfb8")
    for k in range(15):
        d.rect(cx - 43 + k * 6, top + 2, 3, 3.4, stone)
    # clock stage
    stage = top - 78
    d.rect(cx - 42, stage, 84, 74, brick)
    d.poly([(cx + 24, stage), (cx + 42, stage), (cx + 42, top - 4), (cx + 24, top - 4)], shade)
    for k in range(23):
        d.line(cx - 42, stage + 3 + 3.1 * k, cx + 42, stage + 3 + 3.1 * k, "#c76a4b" if k % 3 else "#6b281d", 0.3)
    for s in (-1, 1):
        d.rect(cx + s * 38.5 - 3.5, stage, 7, 74, stone if s < 0 else "#c7a877")
    fy = stage + 37
    d.circle(cx, fy, 54, "#ffe9ad", 'opacity="0.12"')
    d.circle(cx, fy, 44, "#ffe9ad", 'opacity="0.18"')
    d.circle(cx, fy, 33.5, stone)
    d.circle(cx, fy, 33.5, "none", f'stroke="{edge}" stroke-width="1.2"')
    d.circle(cx, fy, 29.5, "url(#dial)", 'stroke="#3a2119" stroke-width="1.3"')
    for k in range(60):
        a = math.radians(6 * k)
        r = 26.2 if k % 5 else 23.2
        d.line(cx + r * math.sin(a), fy - r * math.cos(a), cx + 27.8 * math.sin(a), fy - 27.8 * math.cos(a), "#2a1a16", 0.5 if k % 5 else 2.2)
    for a, r, w in ((-7, 17, 3.0), (-2, 25, 2.0)):                 # a minute or so to midnight
        t = math.radians(a)
        d.poly([(cx + math.cos(t) * w / 2, fy + math.sin(t) * w / 2), (cx + r * math.sin(t), fy - r * math.cos(t)),
                (cx - math.cos(t) * w / 2, fy - math.sin(t) * w / 2), (cx - 5 * math.sin(t), fy + 5 * math.cos(t))], "#1c1210")
    d.circle(cx, fy, 2.6, "#1c1210")
    d.circle(cx, fy, 1, "#e8cfa4")
    # cornice, belfry, dome
    d.rect(cx - 49, stage - 6, 98, 8, "#f3dfb8")
    d.rect(cx - 46, stage - 9, 92, 4, stone)
    bell = stage - 45
    d.rect(cx - 33, bell, 66, 36, stone)
    d.rect(cx + 10, bell, 23, 36, "#c7a877")
    for s in (-1, 0, 1):
        d.path(arch(cx + s * 20, stage - 9, 13, 29), "#3b2a3c", f'stroke="{edge}" stroke-width="0.8"')
        d.path(f"M{cx + s * 20 - 4:.4g},{stage - 12:.4g} q1,-9 4,-10 q3,1 4,10 Z", "#d6a544")
    for s in (-1, 1):                                              # corner urns
        d.path(f"M{cx + s * 42 - 3:.4g},{stage - 9:.4g} l1,-9 q-3,-5 2,-9 q5,4 2,9 l1,9 Z", stone)
    d.rect(cx - 37, bell - 5, 74, 6, "#f3dfb8")
    d.path(f"M{cx - 32},{bell - 5:.4g} C{cx - 31},{bell - 30:.4g} {cx - 13},{bell - 41:.4g} {cx - 7},{bell - 46:.4g} h14 C{cx + 13},{bell - 41:.4g} {cx + 31},{bell - 30:.4g} {cx + 32},{bell - 5:.4g} Z", "#4f8f7f")
    d.path(f"M{cx + 6},{bell - 5:.4g} C{cx + 10},{bell - 28:.4g} {cx + 6},{bell - 41:.4g} {cx + 3},{bell - 46:.4g} h4 C{cx + 13},{bell - 41:.4g} {cx + 31},{bell - 30:.4g} {cx + 32},{bell - 5:.4g} Z", "#356b62")
    for b in (-20, -8, 8, 20):
        d.path(f"M{cx + b},{bell - 5:.4g} C{cx + b * .95:.4g},{bell - 26:.4g} {cx + b * .42:.4g},{bell - 40:.4g} {cx + b * .22:.4g},{bell - 46:.4g}", "none", 'stroke="#8cc4ae" stroke-width="0.6"')
    d.rect(cx - 7, bell - 55, 14, 10, stone)
    d.rect(cx - 3.4, bell - 54, 6.8, 8, warm)
    d.path(f"M{cx - 8},{bell - 55:.4g} q8,-3 8,-12 q0,9 8,12 Z", "#4f8f7f")
    d.line(cx, bell - 66, cx, bell - 84, "#e8cfa4", 1.1)
    d.circle(cx, bell - 72, 2, "#f2c15a")
    d.circle(cx, bell - 84, 1.3, "#f2c15a")


def crowd(d, rng, width, height):
    for row, (y, s, tone) in enumerate(((height - 20, 5.0, "#2b1d2c"), (height - 9, 6.4, "#1d1320"), (height + 3, 8.2, "#110b14"))):
        x = -4.0
        while x < width + 6:
            k = s * rng.uniform(0.86, 1.14)
            yy = y + rng.uniform(-2.4, 2.4)
            d.circle(x, yy - k * 1.15, k * 0.52, tone)
            d.path(f"M{x - k:.1f},{yy + 22:.1f} V{yy:.1f} Q{x - k * .9:.1f},{yy - k * .62:.1f} {x:.1f},{yy - k * .62:.1f} Q{x + k * .9:.1f},{yy - k * .62:.1f} {x + k:.1f},{yy:.1f} V{yy + 22:.1f} Z", tone)
            chance = rng.random()
            if chance < 0.10:                                      # a telephone held up
                d.line(x + k * .7, yy, x + k * 1.0, yy - k * 2.2, tone, k * 0.34)
                d.rect(x + k * 0.7, yy - k * 3.0, k * 0.62, k * 0.98, "#bfe4ff")
            elif chance < 0.16 and row:                            # a child on somebody's shoulders
                d.circle(x, yy - k * 2.7, k * 0.40, tone)
                d.path(f"M{x - k * .55:.1f},{yy - k:.1f} V{yy - k * 1.9:.1f} Q{x:.1f},{yy - k * 2.5:.1f} {x + k * .55:.1f},{yy - k * 1.9:.1f} V{yy - k:.1f} Z", tone)
                d.line(x + k * .4, yy - k * 1.9, x + k * 1.1, yy - k * 2.9, tone, k * 0.24)
            x += k * rng.uniform(1.55, 2.1)


def clocktower():
    width, height = 423, 406
    rng = random.Random(1912)
    d = Drawing(width, height, "西堤鐘樓")
    d.add('<defs><linearGradient id="night" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#0a1330"/><stop offset="0.45" stop-color="#243a72"/>'
          '<stop offset="0.78" stop-color="#8a5a7c"/><stop offset="1" stop-color="#e79a62"/></linearGradient>'
          '<radialGradient id="dial"><stop offset="0" stop-color="#fffdf2"/><stop offset="1" stop-color="#ffe6a6"/></radialGradient>'
          f'<clipPath id="view"><rect width="{width}" height="{height}"/></clipPath></defs>', '<g clip-path="url(#view)">')
    d.rect(0, 0, width, height, "url(#night)")
    for _ in range(150):
        x, y = rng.uniform(0, width), rng.uniform(0, 230) ** 1.0
        d.circle(x, y, rng.uniform(0.25, 0.8), "#ffffff", f'opacity="{rng.uniform(0.3, 0.95) * (1 - y / 300):.2f}"')
    mx, my = 350, 62
    for r, o in ((48, 0.06), (38, 0.09), (30, 0.14)):
        d.circle(mx, my, r, "#fff6d8", f'opacity="{o}"')
    d.circle(mx, my, 22, "#fff6d8")
    for x, y, r in ((343, 57, 4.5), (356, 68, 6), (352, 52, 2.6), (341, 71, 2.8)):
        d.circle(x, y, r, "#e9d9ae")
    for y, x0, x1 in ((96, 300, 423), (112, 250, 380), (150, -10, 96), (166, 30, 140)):
        d.path(f"M{x0},{y} q{(x1 - x0) * .25:.4g},-11 {(x1 - x0) * .5:.4g},-4 t{(x1 - x0) * .5:.4g},4 q{-(x1 - x0) * .5:.4g},6 {-(x1 - x0)},0 Z", "#d8b4c4", 'opacity="0.28"')
    firework(d, rng, 74, 74, 48, "#ffcf6b", 26)
    firework(d, rng, 128, 142, 27, "#ff7f6e", 20)
    firework(d, rng, 318, 158, 36, "#8fe0c8", 22)
    firework(d, rng, 30, 172, 22, "#e9a6ff", 18)
    # far town, near town
    for base, tone, low, high, win in ((326, "#5b4a72", 34, 84, "#e8b98a"), (332, "#3b3157", 22, 62, "#ffd08a")):
        x = -3.0
        while x < width:
            w, h = rng.uniform(11, 25), rng.uniform(low, high)
            d.rect(x, base - h, w + 0.4, h + 10, tone)
            yy = base - h + 4
            while yy < base - 4:
                xx = x + 2.4
                while xx < x + w - 2.6:
                    if rng.random() < 0.26:
                        d.rect(xx, yy, 1.5, 2.1, win)
                    xx += 3.4
                yy += 4.6
            x += w
    ground = 366
    d.rect(0, ground - 6, width, height - ground + 6, "#4a3141")
    for k in range(9):
        d.line(0, ground - 4 + k * k * 0.7, width, ground - 4 + k * k * 0.7, "#6d4a50", 0.5)
    terrace(d, rng, -8, 148, ground, True)
    terrace(d, rng, 276, 432, ground, False)
    tower(d, 212, ground)
    # strings of lanterns from the tower to the shops
    for x0, y0, x1, y1 in ((172, 262, 6, 246), (252, 262, 418, 244), (172, 304, 40, 300), (252, 304, 384, 300)):
        sag = 26
        d.path(f"M{x0},{y0} Q{(x0 + x1) / 2},{(y0 + y1) / 2 + sag * 2} {x1},{y1}", "none", 'stroke="#1a1420" stroke-width="0.7"')
        for k in range(1, 7):
            t = k / 7
            x = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * (x0 + x1) / 2 + t * t * x1
            y = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * ((y0 + y1) / 2 + sag * 2) + t * t * y1
            lantern(d, x, y + 7, 4.1)
    crowd(d, rng, width, height)
    d.add("</g>")
    d.save("clocktower.svg")


# ---------------------------------------------------------------- the wheels

def gear(d, cx, cy, r, teeth, turn, fill, edge, spokes, hole=0.16):
    depth = 2.5 * r / teeth
    points = []
    for k in range(teeth):
        for off, far in ((-0.30, r), (-0.17, r + depth), (0.17, r + depth), (0.30, r)):
            a = turn + 2 * math.pi * (k + off) / teeth
            points.append((cx + far * math.cos(a), cy + far * math.sin(a)))
    outer = "M" + " ".join(f"{x:.2f},{y:.2f}" for x, y in points) + "Z"

    def ring(x, y, q):
        return f"M{x - q:.2f},{y:.2f} a{q:.2f},{q:.2f} 0 1 0 {2 * q:.2f},0 a{q:.2f},{q:.2f} 0 1 0 {-2 * q:.2f},0 Z"

    holes = ring(cx, cy, r * hole * 0.45)
    if spokes:
        inner, out, gap = r * 0.30, r * 0.80, 0.13
        for k in range(spokes):
            a0, a1 = turn + 2 * math.pi * k / spokes, turn + 2 * math.pi * (k + 1) / spokes
            p = lambda q, a: f"{cx + q * math.cos(a):.2f},{cy + q * math.sin(a):.2f}"
            ga, gb = gap * r * 0.5 / inner, gap * r * 0.5 / out
            holes += f" M{p(inner, a0 + ga)} L{p(out, a0 + gb)} A{out:.2f},{out:.2f} 0 0 1 {p(out, a1 - gb)} L{p(inner, a1 - ga)} A{inner:.2f},{inner:.2f} 0 0 0 {p(inner, a0 + ga)} Z"
    d.path(outer + " " + holes, fill, f'fill-rule="evenodd" stroke="{edge}" stroke-width="0.7" stroke-linejoin="round"')
    d.circle(cx, cy, r * 0.92, "none", f'stroke="{edge}" stroke-width="0.5"')
    d.circle(cx, cy, r * 0.22, "none", f'stroke="{edge}" stroke-width="0.6"')
    d.circle(cx, cy, r * hole * 0.45, "#2b211c")
    d.circle(cx - r * 0.015, cy - r * 0.015, r * hole * 0.20, "#e9d5a8")


def mechanism():
    width, height = 279, 189
    d = Drawing(width, height, "鐘樓機芯")
    d.add('<defs><linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f6efe0"/><stop offset="1" stop-color="#d9c8a8"/></linearGradient>'
          f'<clipPath id="view"><rect width="{width}" height="{height}"/></clipPath></defs>', '<g clip-path="url(#view)">')
    d.rect(0, 0, width, height, "url(#wall)")
    for k in range(1, 8):
        d.line(0, k * 24, width, k * 24, "#c9b48c", 0.3)
    for k in range(1, 12):
        d.line(k * 24, 0, k * 24, height, "#c9b48c", 0.3)
    dark, brass, light, steel = "#3a2a1e", "#c8973f", "#e0b964", "#8d8d88"
    # the frame
    for y in (18, 171):
        d.rect(0, y - 4, width, 8, steel, f'stroke="{dark}" stroke-width="0.7"')
        for k in range(12):
            d.circle(13 + 23 * k, y, 1.5, dark)
    # meshing wheels: each next centre stands at the sum of the radii
    x, y, r = 68, 99, 50
    gear(d, x, y, r, 48, 0.02, brass, dark, 6)
    a = math.radians(-34)
    x2, y2 = x + (r + 23.6) * math.cos(a), y + (r + 23.6) * math.sin(a)
    gear(d, x2, y2, 21, 20, a + math.pi + math.pi / 20, light, dark, 5, 0.26)
    b = math.radians(35)
    x3, y3 = x2 + (21 + 41.2) * math.cos(b), y2 + (21 + 41.2) * math.sin(b)
    gear(d, x3, y3, 38.5, 37, b + math.pi + math.pi / 37, brass, dark, 6)
    c = math.radians(-52)
    x4, y4 = x3 + (38.5 + 16.8) * math.cos(c), y3 + (38.5 + 16.8) * math.sin(c)
    gear(d, x4, y4, 14, 13, c + math.pi + math.pi / 13, light, dark, 0, 0.5)
    e = math.radians(20)
    x5, y5 = x4 + (14 + 29) * math.cos(e), y4 + (14 + 29) * math.sin(e)
    gear(d, x5, y5, 26.5, 25, e + math.pi, brass, dark, 5)
    gear(d, 128, 142, 12, 12, 0.3, steel, dark, 0, 0.5)
    # drum and rope, pendulum
    d.circle(x, y, 17, "#a9793a", f'stroke="{dark}" stroke-width="0.8"')
    for k in range(5):
        d.circle(x, y, 16 - 2.6 * k, "none", f'stroke="{dark}" stroke-width="0.4"')
    d.line(x - 17, y, x - 17, height, "#6f5a3f", 2)
    d.line(259, 0, 246, 154, steel, 2.4)
    d.circle(245, 162, 14, brass, f'stroke="{dark}" stroke-width="0.9"')
    d.circle(245, 162, 10, "none", f'stroke="{dark}" stroke-width="0.5"')
    d.add("</g>")
    d.rect(0.25, 0.25, width - 0.5, height - 0.5, "none", 'stroke="#3a2a1e" stroke-width="0.5"')
    d.save("mechanism.svg")


# ---------------------------------------------------------------- advertisements

def ferry():
    width, height = 279, 96
    d = Drawing(width, height, "瀾灣渡輪廣告")
    d.add(f'<clipPath id="view"><rect width="{width}" height="{height}"/></clipPath>', '<g clip-path="url(#view)">')
    d.rect(0, 0, width, height, "#ffffff")
    blue = "#00677f"
    for k in range(9):
        d.circle(222, 58, 12 + k * 8, "none", f'stroke="{blue}" stroke-width="{0.9 - k * 0.06:.2f}"')
    d.circle(222, 58, 11, "#e8a13a")
    d.rect(130, 66, 149, 30, blue)
    for k in range(4):
        y = 71 + k * 7
        waves = "".join(f" q4.5,-4 9,0 t9,0" for _ in range(10))
        d.path(f"M{126 - k * 5},{y}{waves}", "none", 'stroke="#ffffff" stroke-width="0.9"')
    d.path("M158,66 l5,-9 h72 l-7,9 Z", "#1a1a1a")
    d.rect(170, 46, 52, 10, "#ffffff", 'stroke="#1a1a1a" stroke-width="0.8"')
    for k in range(8):
        d.rect(173 + k * 6, 48.6, 4, 4.4, "#1a1a1a")
    d.rect(180, 37, 24, 9, "#ffffff", 'stroke="#1a1a1a" stroke-width="0.8"')
    d.rect(208, 33, 7, 13, "#c8102e")
    d.add("</g>")
    d.text(10, 35, 24, "渡海九分鐘", SERIF, weight="bold")
    d.text(10, 57, 10, "西堤至東堤　每日92班", SANS, fill=blue, weight="bold")
    d.text(10, 83, 10, "瀾灣渡輪　頭班05:40", SANS)
    d.rect(0.4, 0.4, width - 0.8, height - 0.8, "none", 'stroke="#000000" stroke-width="0.8"')
    d.save("ferry.svg")


def cup():
    """The picture of the tea house's advertisement, which tea.toml sets."""
    width, height = 81, 60
    d = Drawing(width, height, "茶杯")
    red = "#b5231c"
    d.path("M17,22 h46 q0,30 -16,34 h-14 q-16,-4 -16,-34 Z", red)
    d.path("M63,26 q14,-1 13,10 q-1,11 -17,11", "none", f'stroke="{red}" stroke-width="3.4"')
    d.add(f'<ellipse cx="40" cy="22" rx="23" ry="4.4" fill="#d9a066" stroke="{red}" stroke-width="1.2"/>')
    d.add('<path d="M22,55 q-14,1 -14,2.4 q0,2 32,2 q32,0 32,-2 q0,-1.4 -14,-2.4" fill="none" stroke="#000000" stroke-width="1"/>')
    for x in (31, 41, 51):
        d.path(f"M{x},15 q-4,-4 0,-8 q4,-4 0,-7", "none", 'stroke="#7a7a7a" stroke-width="1.3" stroke-linecap="round"')
    d.save("cup.svg")


if __name__ == "__main__":
    clocktower()
    mechanism()
    ferry()
    cup()
