#!/usr/bin/env python3
"""Draw the pictures of the Japanese page, as SVG. All of them are our own.

    python3 examples/japan/make_pictures.py

It writes, beside itself: train.svg, kaki.svg and soba.svg (the advertisement).
"""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def svg(name, width, height, parts):
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">'
    (HERE / name).write_text("\n".join([head, *parts, "</svg>"]) + "\n")


def rect(x, y, w, h, fill, more=""):
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{fill}" {more}/>'


def words(x, y, size, text, fill):
    return f'<text x="{x}" y="{y}" font-family="sans-serif" font-weight="bold" font-size="{size}" text-anchor="middle" fill="{fill}">{text}</text>'


def train():
    w, h = 440, 256
    parts = [rect(0, 0, w, h, "#dfe6e6"), '<path d="M0,120 L50,60 L96,104 L150,40 L212,108 L260,76 L318,112 L372,58 L440,110 V170 H0 Z" fill="#a8b7b0"/>', rect(0, 165, w, 91, "#c9c39a")]
    parts += [rect(0, 196, w, 4, "#6b6258"), rect(0, 204, w, 3, "#6b6258")]
    parts += [rect(x, 194, 6, 16, "#8a7f70") for x in range(4, w, 16)]
    for x in (24, 146, 268):
        parts += [rect(x, 130, 114, 58, "#b5432e", 'rx="6"'), rect(x, 158, 114, 8, "#f0e6d0")]
        parts += [rect(x + 8 + k * 26, 138, 19, 16, "#e9f1f2") for k in range(4)]
        parts += [f'<circle cx="{x + dx}" cy="191" r="7" fill="#3b3733"/>' for dx in (20, 40, 74, 94)]
    parts += ['<circle cx="402" cy="34" r="15" fill="#f6ecd0"/>']
    svg("train.svg", w, h, parts)


def soba():
    w, h = 702, 257.6
    parts = [rect(0, 0, w, h, "#efe6d2"), rect(10, 10, w - 20, h - 20, "#f8f3e6", 'stroke="#5a4632" stroke-width="2"')]
    parts += ['<g transform="translate(0 -65)">', '<path d="M90,190 h200 q-6,100 -70,112 h-60 q-64,-12 -70,-112 Z" fill="#33404f"/>', '<ellipse cx="190" cy="190" rx="100" ry="22" fill="#d9c7a0"/>']
    parts += [f'<path d="M{110 + k * 16},190 q10,-14 22,0 t22,0" stroke="#8a7350" stroke-width="3" fill="none"/>' for k in range(8)]
    parts += ['<path d="M70,160 L320,120 M70,172 L324,136" stroke="#7a4a2a" stroke-width="5"/>']
    parts += [words(500, 180, 60, "山あい蕎麦", "#5a3a22"), words(500, 230, 24, "新そば打ち上がりました", "#5a3a22"), words(500, 268, 18, "若葉駅前　十一時から売り切れまで", "#6a5a46")]
    parts.append("</g>")
    svg("soba.svg", w, h, parts)


def kaki():
    w, h = 170, 150
    parts = [rect(0, 0, w, h, "#dbe4e6"), '<path d="M0,96 L40,70 L86,92 L128,64 L170,90 V150 H0 Z" fill="#9fb1a0"/>', rect(0, 128, w, 22, "#b9a984")]
    parts += ['<path d="M0,0 H170 V16 L0,26 Z" fill="#5b4a3c"/>', rect(0, 24, w, 4, "#7a6550")]
    for k in range(9):
        x = 12 + k * 18
        count = 5 + (k * 2) % 3
        parts.append(f'<path d="M{x},28 V{34 + count * 15}" stroke="#d8cfb4" stroke-width="1"/>')
        for n in range(count):
            y = 40 + n * 15
            parts += [f'<ellipse cx="{x}" cy="{y}" rx="5.6" ry="6" fill="{("#d9752f", "#c9642a", "#e08a3c")[(k + n) % 3]}"/>', f'<path d="M{x - 3},{y - 5} h6 l-3,3 Z" fill="#6b6a3a"/>']
    svg("kaki.svg", w, h, parts)


train()
kaki()
soba()
