#!/usr/bin/env python3
"""Draws the pictures and advertisements of the example edition (layouts/edition): python3 make_pictures.py"""
import math, random
from pathlib import Path

HERE = Path(__file__).parent


def save(name, width, height, title, body, frame=False):
    edge = f'<rect x="0.4" y="0.4" width="{width - 0.8}" height="{height - 0.8}" fill="none" stroke="#000000" stroke-width="0.8"/>' if frame else ""
    (HERE / name).write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">\n'
        f"<title>{title}</title>\n<clipPath id=\"view\"><rect width=\"{width}\" height=\"{height}\"/></clipPath>\n"
        f'<g clip-path="url(#view)">\n' + "\n".join(body) + f"\n</g>{edge}</svg>\n", encoding="utf-8")


def rect(x, y, w, h, fill, more=""):
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}" {more}/>'


def path(d, fill="none", stroke=None, width=1, more=""):
    line = f' stroke="{stroke}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"' if stroke else ""
    return f'<path d="{d}" fill="{fill}"{line} {more}/>'


def circle(x, y, r, fill, more=""):
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}" {more}/>'


def text(x, y, size, words, fill="#000000", anchor="start", family="sans-serif", bold=False):
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" font-family="{family}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"{weight}>{words}</text>'


def waves(x0, x1, y0, y1, step, colour, width=0.9):
    rows, y, k = [], y0, 0
    while y < y1:
        n = int((x1 - x0) / 24) + 2
        rows.append(path(f"M{x0 - 12 * (k % 2)},{y:.1f} " + f"q6,-5 12,0 t12,0 " * n, stroke=colour, width=width))
        y, k = y + step, k + 1
    return rows


def ferry(x, y, s, hull, house, funnel, window):
    out = [f'<g transform="translate({x} {y}) scale({s})">',
           path("M0,0 L10,18 H128 L142,0 Z", hull), rect(16, -16, 108, 16, house), rect(26, -31, 84, 15, house), rect(48, -42, 34, 11, house)]
    out += [rect(22 + 10 * i, -12, 6, 7, window) for i in range(10)] + [rect(32 + 10 * i, -27, 6, 7, window) for i in range(8)]
    return out + [rect(88, -46, 12, 15, funnel), rect(88, -42, 12, 3, "#ffffff"), path("M64,-42 V-64", stroke=hull, width=1.6), "</g>"]


def fog():
    random.seed(7)
    w, h = 423, 420
    b = ['<defs><linearGradient id="air" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#3c4a57"/><stop offset="0.55" stop-color="#8d9aa3"/><stop offset="1" stop-color="#566672"/></linearGradient></defs>', rect(0, 0, w, h, "url(#air)")]
    x = -10
    while x < w:  # the far town, three depths of it
        bw, bh = random.randint(16, 34), random.randint(50, 150)
        b.append(rect(x, 236 - bh, bw, bh, "#74828c"))
        b += [rect(x + 4 + 7 * i, 242 - bh + 11 * j, 3, 4, "#e8cf94") for i in range((bw - 4) // 7) for j in range(bh // 13) if random.random() < 0.3]
        x += bw + random.randint(-3, 5)
    b += [rect(0, 206, w, 30, "#98a4ab"), rect(0, 226, w, 60, "#7d8b94")]
    b += [path(f"M{x},{y} q60,-{d} 130,-2 q60,{d} 150,0", stroke="#d5dbde", width=t, more='opacity="0.55"') for x, y, d, t in [(-40, 150, 12, 13), (180, 128, 10, 9), (60, 186, 14, 16), (250, 196, 9, 12), (-30, 214, 10, 15), (140, 230, 8, 14)]]
    b += waves(0, w, 262, 420, 17, "#9aa8b0", 1.1)
    b += ferry(52, 292, 1.75, "#20303c", "#e6e1d3", "#b5402f", "#f2c25c")
    b += [path("M40,338 q90,-12 150,0 t160,-4", stroke="#dfe4e6", width=10, more='opacity="0.6"'), path("M-20,250 q80,-10 120,2", stroke="#dfe4e6", width=11, more='opacity="0.6"'), path("M300,256 q70,-12 150,0", stroke="#dfe4e6", width=12, more='opacity="0.6"')]
    b += [rect(-2, 372, w + 4, 50, "#2b2f33")] + [rect(18 + 62 * i, 350, 9, 30, "#1c1f22") for i in range(7)]  # the quay
    b += [path(f"M{27 + 62 * i},356 q27,14 53,0", stroke="#1c1f22", width=2) for i in range(6)]
    for lx in (330,):
        b += [circle(lx, 104, r, "#f6dd9c", f'opacity="{o}"') for r, o in ((72, 0.10), (50, 0.14), (30, 0.22))]
        b += [rect(lx - 2.5, 112, 5, 262, "#15181b"), circle(lx, 104, 11, "#fff3cf"), path(f"M{lx - 14},92 h28 l-5,-9 h-18 Z", "#15181b")]
    for i, (px, ph) in enumerate(((70, 44), (96, 48), (118, 40), (206, 46), (246, 43), (268, 47), (384, 45))):
        b += [path(f"M{px - 9},{400} q0,-{ph - 12} 9,-{ph - 12} q9,0 9,{ph - 12} Z", "#101214"), circle(px, 400 - ph + 6, 6.4, "#101214")]
    b.append(path("M256,362 q12,-14 24,0 Z", "#7c2d26") + path("M268,355 V378", stroke="#101214", width=1.2))
    save("fog.svg", w, h, "霧中的渡輪碼頭", b)


def seawall():
    w, h = 423, 240
    b = [rect(0, 0, w, h, "#eaf1f3"), '<g transform="translate(0 22)">', path("M0,92 q14,-9 28,0 t28,0 t28,0 t28,0 t28,0 t28,0 V176 H0 Z", "#7fb0c0"),
         path("M300,128 H423 V176 H290 Z", "#a9c9d2"), path("M0,176 H423 V210 H0 Z", "#b79f7b"), rect(0, 200, w, 30, "#b79f7b"), path("M120,176 L168,132 H262 L306,176 Z", "#8d8f8c"),
         path("M176,132 V62 H256 V132 Z", "#c9c6bd", "#3a3a38", 1)]
    b += [rect(186 + 24 * i, 76, 16, 46, "#dfdcd3", 'stroke="#3a3a38" stroke-width="0.7"') for i in range(3)]
    b += [rect(172, 54, 90, 8, "#5b5a55"), path("M176,54 V40 M196,54 V40 M216,54 V40 M236,54 V40 M256,54 V40 M176,42 H256", stroke="#3a3a38", width=1)]
    b += [circle(246, 38, 9, "#6f9a5e"), path("M246,54 V44", stroke="#5d4a36", width=2), path("M206,54 v-11", stroke="#222222", width=3), circle(206, 40, 2.8, "#222222")]
    for x, y in ((132, 162), (146, 150), (158, 138), (150, 164), (164, 152), (168, 166)):
        b.append(path(f"M{x},{y} l-7,6 M{x},{y} l7,6 M{x},{y} v-9", stroke="#55544f", width=4))
    b += [rect(330, 96, 34, 66, "#d9c7a4", 'stroke="#3a3a38" stroke-width="0.8"'), rect(368, 82, 40, 80, "#c98f6a", 'stroke="#3a3a38" stroke-width="0.8"')]
    b += [rect(336 + 10 * i, 104 + 14 * j, 6, 8, "#5b6f7a") for i in range(2) for j in range(3)] + [rect(374 + 11 * i, 90 + 14 * j, 6, 8, "#5b6f7a") for i in range(3) for j in range(4)]
    b += [rect(312, 160, 111, 16, "#b79f7b")]
    b += [path("M26,174 V91 M26,91 l-3,6 M26,91 l3,6 M26,174 l-3,-6 M26,174 l3,-6", stroke="#1f3f4c", width=0.9)]
    for x, y, a, words in ((18, 78, "start", "大潮高3.5米"), (150, 24, "start", "走廊寬6米"), (216, 73, "middle", "沉箱1,200噸"), (66, 170, "middle", "消波塊"), (370, 70, "middle", "西堤街道"), (312.5, 150, "middle", "避風塘"), (216, 187.5, "middle", "海床")):
        b.append(text(x, y, 10, words, "#111111", a))
    b += [path("M200,28 L208,38", stroke="#111111", width=0.7), path("M92,162 L128,158", stroke="#111111", width=0.7)]
    b.append("</g>")
    save("seawall.svg", w, h, "海堤剖面圖", b)


def orchard():
    w, h = 279, 96
    b = [rect(0, 0, w, h, "#fff6e6")]
    for x, y, r in ((196, 36, 17), (236, 52, 20), (206, 72, 15), (258, 26, 12)):
        b += [circle(x, y, r, "#e0702b"), path(f"M{x},{y - r + 2} l-9,-4 5,-3 4,-5 4,5 5,3 Z", "#4d7a3a"), path(f"M{x - r * 0.55},{y - r * 0.2} q2,-6 7,-8", stroke="#f6b27a", width=2)]
    b += [text(14, 40, 25, "松崗紅柿", bold=True, family="serif"), text(14, 60, 11, "今早離枝　中午上舖", "#b0481a", bold=True), text(14, 82, 10, "果園直銷　南里街市十二號")]
    save("orchard.svg", w, h, "松崗果園廣告", b, True)


def watch():
    w, h = 711, 168
    b = [rect(0, 0, w, h, "#10242e")]
    for r, c in ((66, "#d8b36a"), (61, "#f7f2e6")):
        b.append(circle(118, 84, r, c))
    for i in range(60):
        a = math.radians(6 * i)
        n = 8 if i % 5 == 0 else 3
        b.append(path(f"M{118 + 56 * math.sin(a):.1f},{84 - 56 * math.cos(a):.1f} L{118 + (56 - n) * math.sin(a):.1f},{84 - (56 - n) * math.cos(a):.1f}", stroke="#10242e", width=2.4 if n == 8 else 0.9))
    b += [path("M118,84 L92,62", stroke="#10242e", width=4), path("M118,84 L150,52", stroke="#10242e", width=2.6), path("M118,84 L124,128", stroke="#b0392b", width=1.2), circle(118, 84, 4, "#b0392b"), rect(184, 79, 9, 10, "#d8b36a")]
    b += [text(236, 72, 42, "準　時　鐘　錶", "#f7f2e6", bold=True, family="serif"), text(238, 104, 17, "修了七十年，還未趕過一個顧客。", "#d8b36a"), text(238, 138, 12, "西堤大街四十一號　電話2180 0404　逢星期三休息", "#f7f2e6"),
          text(672, 60, 13, "機械錶", "#f7f2e6", "end"), text(672, 84, 13, "座鐘", "#f7f2e6", "end"), text(672, 108, 13, "船鐘", "#f7f2e6", "end")]
    save("watch.svg", w, h, "準時鐘錶廣告", b)


def class_():
    w, h = 423, 260
    b = ['<defs><linearGradient id="dawn" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#9fc6d8"/><stop offset="1" stop-color="#f6e3c0"/></linearGradient></defs>', rect(0, 0, w, 150, "url(#dawn)"), circle(336, 108, 26, "#f4b860")]
    b += [path("M0,138 q50,-46 110,-20 q50,-40 120,-4 q70,-34 120,0 q40,-14 80,6 V150 H0 Z", "#7d9fa6"), rect(0, 146, w, 120, "#3f7c8c")] + waves(0, w, 160, 262, 14, "#6fa5b2", 1)
    b += [path("M60,176 Q200,206 356,168 L332,214 Q206,232 92,214 Z", "#7a4a2b"), path("M64,184 Q204,212 350,176", stroke="#d9b384", width=3)]
    for x, y, c in ((122, 150, "#c8452f"), (170, 156, "#2f5f8a"), (222, 158, "#d89b2e"), (270, 152, "#4c8a56")):
        b += [path(f"M{x - 15},{y + 40} q0,-32 15,-32 q15,0 15,32 Z", c), circle(x, y, 10, "#f0c9a0"), path(f"M{x - 11},{y - 1} q1,-13 11,-13 q10,0 11,13 q-11,-7 -22,0 Z", "#2a211c"), path(f"M{x - 11},{y + 16} v18 M{x + 11},{y + 16} v18", stroke="#f2c33b", width=3)]
    b += [path("M134,166 Q120,150 96,166", stroke="#f0c9a0", width=5), path("M96,166 V226", stroke="#f4ead2", width=1.2), rect(92.5, 222, 7, 26, "#ffffff", 'stroke="#333333" stroke-width="0.7"'), rect(95, 234, 2, 12, "#c8102e")]
    b += [path("M254,172 l26,-3 2,17 -26,3 Z", "#ffffff", "#555555", 0.7), path("M258,176 l18,-2 M259,180 l18,-2 M259,184 l14,-2", stroke="#888888", width=0.7)]
    b += [path("M306,196 q0,-46 18,-46 q17,0 16,44 Z", "#2d3a40"), circle(322, 140, 11, "#e5b98e"), path("M302,134 h40 l-12,-12 h-16 Z", "#c9a862"), path("M336,160 L386,236", stroke="#5a3a20", width=3.5)]
    b += [path("M60,60 q8,-8 14,0 q6,-8 14,0 M200,42 q6,-6 11,0 q5,-6 11,0 M250,70 q5,-5 9,0 q4,-5 9,0", stroke="#44565e", width=1.4)]
    save("class.svg", w, h, "舢舨上的海洋課", b)


def teak():
    w, h = 279, 358
    b = [rect(0, 0, w, h, "#f3e7cf"), circle(212, 60, 24, "#f0b95c"), path("M20,58 q8,-8 14,0 q6,-8 14,0 M70,36 q6,-6 11,0 q5,-6 11,0", stroke="#8a7a5c", width=1.4), '<g transform="translate(0 96)">', path("M0,60 h60 v-24 h46 v40 h40 v-30 h58 v22 h40 v-36 h35 V190 H0 Z", "#dcc7a2")]
    b += [rect(44, 46, 190, 150, "#7a4522"), rect(38, 38, 202, 10, "#4f2b13"), rect(44, 116, 190, 8, "#c99a4e"), rect(44, 186, 190, 10, "#4f2b13")]
    b += [rect(56 + 36 * i, 56, 28, 52, "#bcd3d6", 'stroke="#4f2b13" stroke-width="2"') for i in range(5)] + [rect(56 + 36 * i, 132, 28, 40, "#f6e2a6", 'stroke="#4f2b13" stroke-width="2"') for i in range(5)]
    for i in range(5):  # books behind the lower panes
        b += [rect(59 + 36 * i + 5 * k, 150 - (k * 3 + i) % 7, 4, 21 + (k * 3 + i) % 7, ("#a33b2c", "#2f5f6e", "#c58a2b", "#44633f")[(i + k) % 4]) for k in range(4)]
    b += [rect(112, 22, 54, 16, "#4f2b13"), text(139, 34, 11, "書　房", "#ffffff", "middle", bold=True), rect(70, 196, 138, 10, "#2a2a2a")]
    b += [circle(x, 212, 14, "#2a2a2a") + circle(x, 212, 6, "#8a8a8a") for x in (94, 184)] + [rect(0, 225, w, 4, "#6b6b6b"), rect(0, 229, w, 44, "#c4ad85"), path("M139,22 V-16 M-4,-16 H290", stroke="#333333", width=1.4)]
    b += [path("M16,226 v-26 q0,-10 8,-10 q8,0 8,10 v26 Z", "#2f5f6e"), circle(24, 182, 8, "#e8bd92"), path("M30,200 l12,-2 v12 l-12,2 Z", "#ffffff", "#444444", 0.7)]
    b += [path("M252,226 v-16 q0,-8 6,-8 q7,0 7,8 v16 Z", "#b5402f"), circle(258, 196, 6.5, "#e8bd92")]
    b.append("</g>")
    save("teak.svg", w, h, "柚木電車改成的書房", b)


def garden():
    random.seed(3)
    w, h = 423, 260
    b = [rect(0, 0, w, h, "#e9efd9"), rect(0, 0, w, 62, "#cfe0e6"), rect(0, 40, 160, 46, "#c9805f"), rect(262, 40, 161, 46, "#e4c98f")]
    b += [path(f"M{x},{44 + 10 * j} h18", stroke="#a7593b", width=0.8) for j in range(4) for x in range(2 + 9 * (j % 2), 150, 22)]
    b += [rect(166, 74 + 5 * (i % 2), 12, 8, "#c9805f") for i in range(2)] + [rect(240, 78, 14, 8, "#c9805f"), rect(222, 80, 12, 7, "#c9805f")]
    for r in range(3):
        for c in range(5):
            x, y = 16 + 82 * c, 100 + 54 * r
            b.append(rect(x, y, 68, 38, "#8a6642"))
            for k in range(5):
                if (r * 5 + c) % 4 == 3:
                    b.append(circle(x + 10 + 12 * k, y + 14, 4.2, "#d9502e"))
                b.append(path(f"M{x + 10 + 12 * k},{y + 22} q-7,-8 -3,-13 q4,3 3,13 q1,-10 5,-12 q4,6 -5,12", ("#5f8f3d", "#7daa4f", "#3f7a46")[(r + c) % 3]))
                b.append(path(f"M{x + 10 + 12 * k},{y + 34} q-6,-6 -3,-10 q4,2 3,10 q1,-8 5,-9 q3,5 -5,9", ("#7daa4f", "#5f8f3d", "#5f8f3d")[(r + c) % 3]))
    for x, y, s, c, hair in ((92, 128, 1.25, "#6b5b8c", "#e6e6e6"), (176, 190, 0.8, "#d8452f", "#2a211c"), (338, 122, 0.8, "#e0a52f", "#2a211c"), (256, 132, 1.25, "#3d6b78", "#dddddd"), (340, 196, 1.25, "#8a4a5c", "#e6e6e6"), (90, 208, 0.8, "#2f7a8a", "#2a211c")):
        b += [f'<g transform="translate({x} {y}) scale({s})">', path("M-11,34 q-2,-30 11,-30 q13,0 11,30 Z", c), circle(0, -4, 8.5, "#f0cba4"), path("M-9,-5 q0,-10 9,-10 q9,0 9,10 q-9,-5 -18,0 Z", hair), path("M8,12 l10,10", stroke="#f0cba4", width=4), "</g>"]
    b += [path("M276,150 h18 l-3,14 h-12 Z M294,152 l12,-6", "#6f7f86", "#48565c", 1.4)]
    save("garden.svg", w, h, "拆了牆的院子", b)


def bridge_tea():
    w, h = 711, 360
    b = [rect(0, 0, w, h, "#f7f3e8"), '<g transform="translate(0 84)">', path("M0,276 V214 q120,-80 240,-40 q110,-90 230,-20 q100,-60 241,0 V276 Z", "#cfdcc0"), path("M0,276 V240 q140,-60 270,-26 q140,-60 250,-6 q90,-30 191,10 V276 Z", "#9dbb86")]
    b += [path(f"M{-20 + 24 * k},{276} q90,-{40 + k % 3 * 6} 200,-{18 + k % 4 * 4}", stroke="#6f9a5c", width=1.2) for k in range(0, 32, 2)] + ["</g>", '<g transform="translate(-10 14) scale(1.12)">']
    b += [path("M480,96 h112 q2,74 -44,82 h-24 q-46,-8 -44,-82 Z", "#2f5b46"), path("M592,110 q40,-4 38,28 q-2,28 -50,30", stroke="#2f5b46", width=9), '<ellipse cx="536" cy="96" rx="56" ry="10" fill="#c58f3c" stroke="#2f5b46" stroke-width="3"/>']
    b += [path(f"M{514 + 22 * i},76 q-10,-11 0,-22 q10,-11 0,-24", stroke="#9a9a90", width=3) for i in range(3)] + ['<ellipse cx="536" cy="186" rx="84" ry="9" fill="#24483a"/>', "</g>"]
    b += [text(48, 112, 62, "雲嶺秋茶", "#24483a", bold=True, family="serif"), text(50, 154, 22, "海拔八百米　霜降後採", "#24483a"), text(50, 192, 15, "一斤三百二十元，半斤起售，郵寄全島。"), text(50, 218, 15, "南里茶行　南里新市街九號　電話2180 0317")]
    save("autumn-tea.svg", w, h, "雲嶺秋茶廣告", b, True)


def railway():
    w, h = 423, 280
    b = ['<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#6f9cc0"/><stop offset="1" stop-color="#e9eef0"/></linearGradient></defs>', rect(0, 0, w, h, "url(#sky)")]
    b += [path("M-10,180 L70,66 L118,128 L196,26 L282,132 L344,74 L440,190 V290 H-10 Z", "#8a98a8"), path("M70,66 L94,97 L80,104 L70,94 L58,102 L50,94 Z M196,26 L226,63 L210,74 L196,60 L182,76 L166,65 Z M344,74 L368,103 L354,108 L344,98 L334,104 L326,92 Z", "#ffffff")]
    b += [path("M-10,210 q110,-50 220,-30 t230,-34 V290 H-10 Z", "#5f7f68"), path("M-10,262 L440,176 V290 H-10 Z", "#7d6f5c"), path("M-10,262 L440,176", stroke="#3a332b", width=3)]
    b += [path(f"M{x},{262 - (x + 10) * 0.191 - 1:.1f} l3,9", stroke="#3a332b", width=2.4) for x in range(-4, 430, 14)]
    b += ['<g transform="translate(306 198) rotate(-10.8)">', rect(0, -44, 62, 28, "#23282b"), rect(58, -60, 34, 44, "#a2382b"), rect(64, -54, 20, 15, "#f2dda0"), rect(54, -64, 42, 6, "#23282b"), path("M10,-44 V-64 h10 V-44 Z M6,-66 h18 v4 h-18 Z", "#23282b"), circle(40, -46, 7, "#c99a4e"), rect(-6, -18, 104, 7, "#a2382b")]
    b += [circle(x, -9, 9, "#23282b") + circle(x, -9, 3.4, "#c9c6bd") for x in (8, 32, 56, 80)] + ["</g>"]
    for k, c in enumerate(("#c99a4e", "#5b7f8e")):
        b += [f'<g transform="translate({202 - 100 * k} {218 + 19 * k}) rotate(-10.8)">', rect(0, -50, 92, 38, c), rect(-3, -54, 98, 6, "#4f3a26")] + [rect(7 + 17 * i, -44, 12, 14, "#f5ecd0") for i in range(5)] + [circle(x, -7, 7, "#23282b") for x in (16, 76)] + ["</g>"]
    b += [circle(x, y, r, "#f4f4f2", f'opacity="{o}"') for x, y, r, o in ((304, 114, 12, 0.95), (288, 96, 17, 0.9), (262, 80, 21, 0.8), (230, 66, 25, 0.7), (192, 56, 29, 0.55))]
    for i, x in enumerate((14, 36, 54, 72, 90)):
        y = 236 - (x + 10) * 0.191
        b += [path(f"M{x - 7},{y + 30:.1f} l2,-24 q5,-8 11,0 l3,24 Z", ("#2f4a5a", "#a2382b", "#4c6a4a", "#c58f3c", "#5a4a6a")[i]), circle(x, y - 3, 5.4, "#e8bd92"), path(f"M{x + 2},{y + 8:.1f} L{x + 17},{y - 4:.1f}", stroke="#e8bd92", width=2.6)]
    save("railway.svg", w, h, "山城鐵路末班車", b)


def bars():
    w, h = 423, 214
    data = (("1月", 8.1, 7.0), ("2月", 7.4, 6.6), ("3月", 8.3, 7.3), ("4月", 8.5, 7.5), ("5月", 8.8, 7.6), ("6月", 8.9, 7.7), ("7月", 9.6, 7.8), ("8月", 10.1, 8.0), ("9月", 10.4, 8.3), ("10月", 10.8, 9.0), ("11月", 11.1, 9.6))
    b = [rect(0, 0, w, h, "#eef3f5"), text(16, 27, 13, "青嶼港每月貨櫃量（萬箱）", bold=True), rect(270, 15, 12, 12, "#1f5d84"), text(287, 26, 10, "今年"), rect(330, 15, 12, 12, "#a8bcc8"), text(347, 26, 10, "去年")]
    for v in (0, 3, 6, 9, 12):
        y = 186 - 12.2 * v
        b += [path(f"M40,{y} H410", stroke="#9aa7ad", width=0.5), text(34, y + 3.5, 9, str(v), anchor="end")]
    for i, (m, a, o) in enumerate(data):
        x = 48 + 33 * i
        b += [rect(x, 186 - 12.2 * o, 11, 12.2 * o, "#a8bcc8"), rect(x + 11, 186 - 12.2 * a, 13, 12.2 * a, "#1f5d84"), text(x + 12, 201, 9, m, anchor="middle")]
    b += [path("M243,186 V50", stroke="#b0392b", width=1, more='stroke-dasharray="4 3"'), text(238, 56, 9, "七月起開放夜間泊位", "#b0392b", "end")]
    save("bars.svg", w, h, "青嶼港每月貨櫃量", b)


def shoes():
    w, h = 423, 396
    b = [rect(0, 0, w, h, "#f3e4c8"), rect(0, 256, w, 140, "#c9543a"), '<g transform="translate(0 20)">']
    for x, y, c in ((60, 208, "#3a2a1e"), (214, 226, "#2f5f6e")):
        b += [path(f"M{x},{y} q2,-40 6,-70 h44 q4,26 36,34 q48,10 54,30 q2,10 -4,14 H{x} Z", c), path(f"M{x - 3},{y + 6} h142", stroke="#f7efe0", width=6), path(f"M{x - 4},{y + 14} h144", stroke="#1c1510", width=7)]
        b += [path(f"M{x + 46 + 9 * i},{y - 46 + 6 * i} l15,-7", stroke="#f7efe0", width=2.4) for i in range(4)]
    b += [text(24, 62, 40, "學行鞋店", "#3a2a1e", bold=True, family="serif"), text(24, 94, 16, "走得遠，先要站得穩。", "#3a2a1e"), text(24, 306, 20, "學生皮鞋、布鞋　第二對半價", "#ffffff", bold=True), text(24, 336, 14, "憑本報剪角，免費換一次鞋底", "#ffffff"), text(24, 366, 13, "南里大街二十七號　松崗道六號　電話2180 0526", "#ffffff")]
    b.insert(-5, "</g>")
    save("shoes.svg", w, h, "學行鞋店廣告", b, True)


def printer():
    w, h = 279, 420
    b = [rect(0, 0, w, h, "#ffffff"), rect(14, 14, 251, 392, "none", 'stroke="#1c1c1c" stroke-width="2"')]
    for i, c in enumerate("名片喜帖月曆海報"):
        x, y = 34 + 54 * (i % 4), 44 + 62 * (i // 4)
        b += [rect(x, y, 48, 56, ("#1c1c1c", "#b0392b")[(i + i // 4) % 2]), text(x + 24, y + 41, 34, c, "#ffffff", "middle", "serif", True)]
    b += ['<g transform="translate(0 12)">', path("M34,184 H245", stroke="#1c1c1c", width=1), text(139.5, 228, 32, "字行印務", "#1c1c1c", "middle", "serif", True), text(139.5, 260, 14, "鉛字、絲網、膠印　十張起印", "#1c1c1c", "middle"), text(139.5, 284, 14, "來稿即校，錯字包換", "#b0392b", "middle", bold=True)]
    b += [path("M60,306 h160 v26 h-160 Z", "#f0ece2", "#1c1c1c", 1), text(139.5, 324, 13, "每逢星期六開放參觀字房", "#1c1c1c", "middle"), text(139.5, 358, 12, "南里巷八號　電話2180 0733", "#1c1c1c", "middle")]
    b.append("</g>")
    save("printer.svg", w, h, "字行印務廣告", b)


def bank():
    w, h = 711, 360
    b = [rect(0, 0, w, h, "#0f3d56"), '<g transform="translate(0 36)">', path("M0,324 V250 q60,-26 120,0 t120,0 t120,0 t120,0 t120,0 t120,0 V324 Z", "#1b5c7c"), path("M0,324 V278 q60,-22 120,0 t120,0 t120,0 t120,0 t120,0 t120,0 V324 Z", "#2b7aa0")]
    b += ["</g>", '<g transform="translate(470 140)">', path("M-70,118 L-48,150 H128 L156,118 Z", "#f1e9d6"), path("M34,118 V-70", stroke="#f1e9d6", width=5), path("M40,-66 Q128,-10 132,104 H40 Z", "#e0b04e"), path("M28,-44 Q-40,20 -58,104 H28 Z", "#f1e9d6"), text(84, 66, 40, "息", "#0f3d56", "middle", "serif", True), "</g>"]
    b += [text(44, 112, 46, "出海先儲糧", "#ffffff", bold=True, family="serif"), text(46, 152, 20, "船期儲蓄　滿一年派息三厘", "#e0b04e"), text(46, 190, 14, "每月存入五百元起，提早上岸不扣本。", "#ffffff"), text(46, 250, 22, "匯瀾銀行", "#ffffff", bold=True), text(148, 250, 13, "全島二十六間分行", "#ffffff")]
    save("bank.svg", w, h, "匯瀾銀行廣告", b)


def goal():
    w, h = 423, 254
    b = [rect(0, 0, w, h, "#4f8a55")] + [rect(47 * i, 0, 23.5, h, "#478050") for i in range(9)]
    b += [path("M24,24 H399 V260 M24,24 V260 M112,24 V120 H311 V24 M164,24 V58 H259 V24 M166,120 q45,44 91,0", stroke="#ffffff", width=1.6), rect(184, 12, 55, 12, "#dfe8df", 'stroke="#ffffff" stroke-width="1.6"')]
    b += [path("M360,196 Q378,120 352,84", stroke="#ffe08a", width=2, more='stroke-dasharray="6 4"'), path("M352,80 Q290,50 226,84", stroke="#ffe08a", width=2.4), path("M220,82 L205,26", stroke="#ffe08a", width=2.4), path("M205,24 l-2,10 8,-2 Z", "#ffe08a"), path("M230,80 l9,-6 1,9 Z", "#ffe08a")]
    for x, y, c, n in ((360, 204, "#1b4f7a", "7"), (222, 92, "#1b4f7a", "9"), (150, 150, "#1b4f7a", "10"), (282, 168, "#1b4f7a", "8"), (196, 104, "#b5402f", "4"), (248, 102, "#b5402f", "5"), (330, 112, "#b5402f", "3"), (140, 108, "#b5402f", "2"), (212, 40, "#e0b04e", "1")):
        b += [circle(x, y, 10.5, c, 'stroke="#ffffff" stroke-width="1.2"'), text(x, y + 4, 11, n, "#ffffff" if c != "#e0b04e" else "#111111", "middle", bold=True)]
    b += [rect(34, 190, 150, 46, "#ffffff"), circle(48, 203, 6, "#1b4f7a"), text(60, 207, 10, "水手"), circle(108, 203, 6, "#b5402f"), text(120, 207, 10, "電車"), path("M42,223 H66", stroke="#c79a2a", width=2), text(72, 227, 10, "皮球"), path("M106,223 H130", stroke="#c79a2a", width=2, more='stroke-dasharray="5 3"'), text(136, 227, 10, "帶球")]
    save("goal.svg", w, h, "致勝一球圖解", b)


def dragon():
    w, h = 423, 180
    b = [rect(0, 0, w, h, "#d9e6ea"), '<g transform="translate(0 16)">', rect(0, 0, w, 74, "#d9e6ea"), path("M0,74 V52 q70,-34 140,-8 q80,-36 150,0 q70,-22 133,4 V74 Z", "#9db6bb"), rect(0, 72, w, 110, "#3f7c8c")] + waves(0, w, 84, 178, 13, "#6fa5b2", 1)
    b += [path("M46,104 Q210,122 358,102 L366,82 q14,-14 30,-10 l-8,9 16,4 -18,8 q-4,14 -20,20 Q210,140 60,122 Q40,118 30,96 Z", "#a8322a"), path("M50,111 Q210,130 362,108", stroke="#e0b04e", width=2.4), circle(380, 82, 2.4, "#ffffff"), path("M366,80 l-12,-12 M372,76 l-6,-14", stroke="#e0b04e", width=2.4)]
    for i in range(9):
        x = 74 + 27 * i
        b += [path(f"M{x - 8},{112 + (4 - abs(4 - i)) * 0.9:.1f} q2,-26 14,-24 q8,2 6,26 Z", ("#e0b04e", "#2f5f8a")[i % 2]), circle(x + 9, 82, 6, "#e5b98e"), path(f"M{x + 10},96 L{x + 22},142", stroke="#4a2d17", width=2.6)]
    b += [path("M312,108 q0,-30 14,-30 q12,0 12,30 Z", "#c8452f"), circle(325, 70, 7, "#e5b98e"), path("M317,70 q0,-10 9,-10 q9,2 7,10 q-2,8 -3,16 q-4,-10 -13,-16 Z", "#2a211c"), '<ellipse cx="348" cy="94" rx="11" ry="5" fill="#f1e3c4"/>', path("M337,94 v12 q11,8 22,0 v-12", "#7a3a22"), path("M334,86 L350,72", stroke="#e5b98e", width=3.4), path("M346,76 L354,90", stroke="#6b4a2a", width=2.2)]
    b.append("</g>")
    save("dragon.svg", w, h, "龍舟隊與鼓手", b)


def sport_ad():
    w, h = 711, 348
    b = [rect(0, 0, w, h, "#f2ead8"), rect(0, 0, 20, h, "#1b4f7a"), rect(20, 0, 8, h, "#b5402f")]
    b += [circle(540, 160, 106, "none", 'stroke="#1b4f7a" stroke-width="16" stroke-dasharray="126.5 40" stroke-dashoffset="-20"'), path("M434,246 q60,40 106,6 t112,-4", stroke="#b5402f", width=5), text(540, 184, 66, "游", "#1b4f7a", "middle", "serif", True)]
    b += [text(64, 104, 44, "瀾灣泳棚重開", "#1b4f7a", bold=True, family="serif"), text(66, 142, 19, "木棚修好，水溫十九度，熱薑茶任飲。", "#222222"), text(66, 196, 15, "每日清晨五時半至十時　冬季照常"), text(66, 222, 15, "晨泳月票六十元，六十歲以上半價"), text(66, 272, 13, "西堤舊碼頭旁　初學者星期日上午有教練"), text(66, 294, 13, "查詢2180 0655")]
    save("swim.svg", w, h, "瀾灣泳棚廣告", b, True)


def lighthouse():
    w, h = 210, 400
    b = [path("M4,400 Q20,352 64,344 L84,330 H132 L154,346 Q196,356 206,400 Z", "#6f6a5f"), path("M20,392 q30,-22 60,-10 M120,372 q30,-6 60,14", stroke="#57534a", width=2)]
    b += [path("M76,336 L90,120 H126 L140,336 Z", "#f1e9d8", "#4a453b", 1.4), path("M79.5,282 H136.5 L139,318 H77 Z M83.5,220 H132.5 L134.8,254 H81.3 Z M87.5,158 H128.5 L130.8,192 H85.2 Z", "#b5402f"), rect(78, 110, 60, 10, "#4a453b"), rect(90, 70, 36, 40, "#fbe6a2", 'stroke="#4a453b" stroke-width="1.6"'), path("M102,70 V110 M114,70 V110", stroke="#4a453b", width=1), path("M84,70 Q108,34 132,70 Z", "#4a453b"), path("M108,50 V30", stroke="#4a453b", width=2.4), circle(108, 88, 8, "#e89b2c")]
    b += [path("M78,110 V96 M88,110 V96 M128,110 V96 M138,110 V96 M76,97 H140", stroke="#4a453b", width=1.4), rect(101, 312, 14, 24, "#4a453b"), path("M104,270 h8 v-12 q-4,-6 -8,0 Z M104,210 h8 v-12 q-4,-6 -8,0 Z", "#4a453b"), rect(146, 306, 44, 42, "#d9c7a4", 'stroke="#4a453b" stroke-width="1.2"'), path("M140,308 L168,286 L196,308 Z", "#7c4a35"), rect(154, 318, 10, 12, "#fbe6a2")]
    save("lighthouse.svg", w, h, "燈塔", b)


def books():
    w, h = 514.5, 340
    b = [rect(0, 0, w, h, "#22313a"), '<g transform="translate(0 42)">']
    x = 24
    for i, (bw, bh) in enumerate(((22, 150), (16, 132), (28, 164), (14, 120), (20, 146), (24, 158), (12, 126), (30, 150), (18, 138))):
        b += [rect(x, 206 - bh, bw, bh, ("#b5402f", "#e0b04e", "#4f8a7a", "#f1e9d8")[i % 4]), rect(x + 3, 216 - bh, bw - 6, 3, "#22313a"), rect(x + 3, 190, bw - 6, 3, "#22313a")]
        x += bw + 1.5
    b += [rect(14, 206, 216, 6, "#f1e9d8"), text(254, 98, 40, "燈下書店", "#f1e9d8", bold=True, family="serif"), text(256, 130, 15, "夜裏十二時才關門", "#e0b04e"), text(256, 168, 13, "買一本，可以把另一本讀完才走。", "#f1e9d8"), text(256, 200, 13, "松崗道十九號　電話2180 0912", "#f1e9d8")]
    b.append("</g>")
    save("books.svg", w, h, "燈下書店廣告", b)


def weather():
    w, h = 423, 270
    b = [rect(0, 0, w, h, "#cfe3ea"), path("M40,40 q60,-30 120,-4 q40,30 96,10 q50,-16 84,20 q24,40 -16,72 q-40,24 -80,14 q-30,40 -84,34 q-70,-4 -96,-46 q-40,-40 -24,-100 Z", "#d7dfb9", "#8a9a70", 1.2), path("M300,196 q40,-18 70,6 q16,30 -20,42 q-46,8 -60,-16 q-4,-20 10,-32 Z", "#d7dfb9", "#8a9a70", 1.2), path("M52,208 q42,-16 78,4 q14,30 -20,40 q-54,8 -70,-14 q-4,-20 12,-30 Z", "#d7dfb9", "#8a9a70", 1.2)]
    for x, y, name, t in ((96, 78, "鶴坪", "14–20"), (216, 82, "松崗", "15–21"), (122, 140, "南里", "16–22"), (244, 136, "瀾灣", "16–22"), (334, 216, "青嶼", "17–21"), (92, 232, "外島", "17–21")):
        b += [circle(x - 26, y - 3, 7, "#f0a93b")] + [path(f"M{x - 26 + 9 * math.cos(a):.1f},{y - 3 + 9 * math.sin(a):.1f} L{x - 26 + 12.5 * math.cos(a):.1f},{y - 3 + 12.5 * math.sin(a):.1f}", stroke="#f0a93b", width=1.6) for a in [k * math.pi / 4 for k in range(8)]]
        b += [text(x - 8, y - 4, 12, name, bold=True), text(x - 8, y + 10, 12, t)]
    for x, y in ((392, 50), (396, 150), (220, 236)):
        b += [path(f"M{x},{y - 16} L{x - 24},{y + 14} M{x - 24},{y + 14} l1,-10 M{x - 24},{y + 14} l9,-3", stroke="#1f5d84", width=2.6)]
    b += [text(236, 252, 11, "東北風四級", "#1f3f5a"), text(364, 100, 11, "中浪", "#1f3f5a")]
    save("weather.svg", w, h, "今日天氣圖", b)


def concert():
    w, h = 711, 756
    b = ['<defs><linearGradient id="dusk" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#1b2d4f"/><stop offset="0.7" stop-color="#7a4a6a"/><stop offset="1" stop-color="#e08a5a"/></linearGradient></defs>', rect(0, 0, w, 551, "url(#dusk)"), rect(0, 550, w, 206, "#182338")]
    b += [path(f"M{x},550 q{d},-{e} {2 * d},0 Z", "#22304a") for x, d, e in ((-20, 90, 90), (120, 80, 60), (470, 110, 110), (620, 80, 60))]
    for k in range(5):
        b.append(path(f"M-10,{290 + 14 * k} q180,-90 360,-10 t370,-40", stroke="#f4e3bd", width=1.2))
    for x, y in ((70, 158), (150, 160), (232, 126), (316, 190), (404, 162), (486, 196), (560, 140), (640, 166)):
        b += ['<ellipse cx="%d" cy="%d" rx="13" ry="9.5" fill="#f4e3bd" transform="rotate(-18 %d %d)"/>' % (x, y + 110, x, y + 110), path(f"M{x + 12},{y + 107} V{y + 58}", stroke="#f4e3bd", width=3)]
    b += waves(0, w, 572, 756, 16, "#2c4a66", 1.2)
    b += [text(355, 134, 64, "除夕海濱音樂會", "#ffffff", "middle", "serif", True), text(355, 428, 25, "瀾灣管弦樂團　百人合唱　霧笛獨奏", "#ffffff", "middle", bold=True), text(355, 474, 19, "十二月三十一日晚上九時　西堤海堤走廊", "#ffffff", "middle"), text(355, 640, 18, "免費入場，自備坐墊　零時由渡輪一齊鳴笛迎新", "#f4e3bd", "middle"), text(355, 680, 14, "瀾灣市政廳主辦　查詢2180 1231", "#ffffff", "middle")]
    save("concert.svg", w, h, "除夕海濱音樂會廣告", b)


for draw in (fog, seawall, orchard, watch, class_, teak, garden, bridge_tea, railway, bars, shoes, printer, bank,
             goal, dragon, sport_ad, lighthouse, books, weather, concert):
    draw()
