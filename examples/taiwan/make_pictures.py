#!/usr/bin/env python3
"""Draw the pictures of the vertical Taiwan page, as SVG. All of them are our own.

    python3 examples/taiwan/make_pictures.py

It writes, beside itself: bridge.svg, market.svg, school.svg, cinema.svg and tea.svg (the advertisement).
"""

import math
import random
from pathlib import Path

HERE = Path(__file__).resolve().parent


def svg(name, width, height, parts):
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">'
    (HERE / name).write_text("\n".join([head, *parts, "</svg>"]) + "\n")


def rect(x, y, w, h, fill):
    return f'<rect x="{x:.5g}" y="{y:.5g}" width="{w:.5g}" height="{h:.5g}" fill="{fill}"/>'


def path(d, stroke, width, fill="none"):
    return f'<path d="{d}" stroke="{stroke}" stroke-width="{width}" fill="{fill}"/>'


def words(x, y, size, text, fill="#222", more=""):
    return f'<text x="{x}" y="{y}" font-family="sans-serif" font-size="{size}" text-anchor="middle" fill="{fill}" {more}>{text}</text>'


def bridge():
    w, h = 280, 260
    rng = random.Random(7)
    parts = [rect(0, 0, w, h, "#cfd8dd"), rect(0, 150, w, h - 150, "#7f97a3")]
    parts.append('<circle cx="214" cy="52" r="20" fill="#f3ead2"/>')
    hills = "M0,150 L0,112 " + " ".join(f"L{x},{112 - 30 * abs(math.sin(x / 47)) - rng.random() * 5:.4g}" for x in range(0, w + 1, 14)) + f" L{w},150 Z"
    parts.append(path(hills, "none", 0, "#9fb0b3"))
    for x in (70, 196):
        parts += [rect(x - 5, 58, 10, 130, "#3d474c"), rect(x - 16, 182, 32, 10, "#3d474c")]
    parts.append(rect(0, 138, w, 9, "#3d474c"))
    for tower in (70, 196):
        for k in range(1, 8):
            for side in (-1, 1):
                parts.append(path(f"M{tower},60 L{tower + side * k * 9},138", "#59666c", 1))
    for _ in range(70):
        x, y = rng.uniform(0, w), rng.uniform(155, h)
        parts.append(path(f"M{x:.4g},{y:.4g} h{rng.uniform(8, 26):.3g}", "#a9bcc5", 1))
    parts += [path("M96,226 h70 l-10,16 h-50 Z", "none", 0, "#33424a"), rect(118, 208, 26, 18, "#e8e4da")]
    svg("bridge.svg", w, h, parts)


def market():
    w, h = 280, 264
    rng = random.Random(3)
    parts = [rect(0, 0, w, h, "#e9dfcc"), rect(0, 168, w, h - 168, "#b9a88c"), path("M0,26 L40,8 H240 L280,26 Z", "none", 0, "#8c7a62"), path("M20,230 h240 M8,248 h264", "#a8977a", 2)]
    for k in range(4):
        x = 8 + k * 68
        parts += [rect(x + 2, 70, 3, 104, "#5d4b38"), rect(x + 55, 70, 3, 104, "#5d4b38")]
        for j in range(6):
            parts.append(path(f"M{x + j * 10},46 h10 l0,26 a5,6 0 0 1 -10,0 Z", "none", 0, "#b5432e" if j % 2 == 0 else "#f4efe4"))
        parts.append(rect(x + 2, 128, 56, 12, "#7c6347"))
        for j in range(7):
            colour = rng.choice(["#d98b2b", "#6f8c3a", "#b5432e", "#e2c04b"])
            parts.append(f'<circle cx="{x + 7 + j * 8}" cy="{124 - (j % 2) * 5}" r="5" fill="{colour}"/>')
    for _ in range(9):
        x, y = rng.uniform(15, w - 15), rng.uniform(176, 196)
        parts += [f'<circle cx="{x:.4g}" cy="{y - 34:.4g}" r="7" fill="#c99f7a"/>', path(f"M{x - 9:.4g},{y + 16:.4g} q0,-42 9,-42 q9,0 9,42 Z", "none", 0, rng.choice(["#3f5566", "#6b4a57", "#4f5b3a"]))]
    svg("market.svg", w, h, parts)


def tea():
    w, h = 1020, 424.5
    parts = [rect(0, 0, w, h, "#f1ede0"), rect(14, 14, w - 28, h - 28, "#e2e6d3")]
    for k in range(9):
        y = 262 + k * 17
        ridge = [(x, min(y + 22 * math.sin(x / 120 + k * 0.7), h - 14)) for x in [*range(14, w - 14, 18), w - 14]]
        d = f"M14,{h - 14} " + " ".join(f"L{x},{top:.5g}" for x, top in ridge) + f" L{w - 14},{h - 14} Z"
        shade = 150 - k * 11
        parts.append(path(d, "none", 0, f"#{shade - 40:02x}{shade:02x}{shade - 60:02x}"))
    parts.append(words(w / 2, 128, 84, "雲嶺春茶", "#2f4a2a", 'font-weight="bold" letter-spacing="16"'))
    parts.append(words(w / 2, 186, 30, "海拔一千四百公尺，一年只採一次", "#2f4a2a"))
    parts.append(words(w / 2, 228, 20, "雲嶺合作茶廠　四月十日起預購", "#55604a"))
    svg("tea.svg", w, h, parts)


def school():
    w, h = 216, 132
    rng = random.Random(11)
    parts = [rect(0, 0, w, h, "#e8e4d8"), rect(0, 96, w, h - 96, "#b89f7c")]
    for row in range(2):
        y = 14 + row * 40
        parts += [rect(14, y + 30, 116, 4, "#7a5c3e")]
        x = 18
        while x < 122:
            thick, tall = rng.uniform(4, 8), rng.uniform(20, 29)
            parts.append(rect(x, y + 30 - tall, thick, tall, rng.choice(["#9c4a3a", "#3f6a5a", "#c79a3c", "#46597a", "#d8d2c0"])))
            x += thick + 0.6
    parts += [rect(148, 16, 54, 50, "#cfe0e0"), path("M148,66 q14,-30 27,-14 q12,-26 27,4 v10 Z", "none", 0, "#7da06a"), path("M148,41 h54 M175,16 v50", "#7a5c3e", 2)]
    for x in (46, 92, 150):
        parts += [f'<circle cx="{x}" cy="82" r="8" fill="#caa17d"/>', path(f"M{x - 8},81 a8,8 0 0 1 16,0 Z", "none", 0, "#2e2a28"), path(f"M{x - 13},112 q0,-23 13,-23 q13,0 13,23 Z", "none", 0, rng.choice(["#b5432e", "#46597a", "#4f7a4a"]))]
        parts.append(path(f"M{x - 15},112 q8,-7 15,0 q7,-7 15,0 v8 q-8,-6 -15,1 q-7,-7 -15,-1 Z", "#666", 0.6, "#fbf8ef"))
    svg("school.svg", w, h, parts)


def cinema():
    w, h = 216, 130
    rng = random.Random(5)
    parts = [rect(0, 0, w, h, "#2f3a4d"), rect(0, 104, w, h - 104, "#4a4640")]
    parts += [f'<circle cx="{rng.uniform(4, w - 4):.4g}" cy="{rng.uniform(4, 44):.4g}" r="0.8" fill="#e8e4d0"/>' for _ in range(22)]
    parts += [rect(0, 62, 46, 42, "#3b4658"), rect(174, 56, 42, 48, "#3b4658")]
    parts += [path("M42,104 V34 H58 V22 H84 L108,10 L132,22 H158 V34 H174 V104 Z", "#5c4a3a", 1, "#b9a184")]
    parts += [rect(50, 40, 116, 14, "#8c2f28"), words(108, 51, 11, "金聲戲院", "#f6e7b8", 'font-weight="bold" letter-spacing="3"')]
    parts += [rect(x, 60, 12, 16, "#f3d98b") for x in (52, 72, 132, 152)]
    parts += [rect(92, 60, 32, 44, "#5a2a22"), rect(95, 64, 12, 40, "#f0c96a"), rect(109, 64, 12, 40, "#f0c96a")]
    parts += [rect(52, 80, 30, 22, "#d8d2c0"), rect(134, 80, 30, 22, "#d8d2c0")]
    for k in range(11):
        x, y = 12 + k * 19.4, 104 + rng.uniform(0, 7)
        parts += [f'<circle cx="{x:.5g}" cy="{y:.5g}" r="4" fill="#1f1c1a"/>', path(f"M{x - 6:.5g},{y + 18:.5g} q0,-14 6,-14 q6,0 6,14 Z", "none", 0, rng.choice(["#6a3a34", "#3d5560", "#56603f", "#6b5a3c"]))]
    svg("cinema.svg", w, h, parts)


bridge()
market()
school()
tea()
cinema()
