#!/usr/bin/env python3
"""Draw the pictures of the literary page, as SVG. They are our own.

    python3 examples/supplement/make_pictures.py

It writes, beside itself:

    junk.svg   330 x 390: a junk under three mended sails
    author.svg 90 x 110: who wrote the short piece, as an ink drawing
"""

import math
from pathlib import Path

SAIL, DARK, PATCH = "#b5532f", "#7d3319", "#9c4225"
HULL, DECK, WATER = "#4a3526", "#6d5138", "#5d7f8c"


def at(a, b, share):
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def shown(*points):
    return " ".join(f"{x:.1f} {y:.1f}" for x, y in points)


def bowed(share, bow):
    return bow * math.sin(math.pi * share) ** 0.9


def sail(tack, clew, throat, peak, battens, bow):
    """Four corners; battens from the luff to the leech, which is scalloped between them."""
    def luff(share):
        x, y = at(tack, throat, share)
        return (x - bowed(share, bow * 0.25), y)

    def leech(share):
        x, y = at(clew, peak, share)
        return (x + bowed(share, bow), y)

    path = [f"M{shown(luff(0))}"]
    for step in range(1, battens + 1):
        path.append(f"L{shown(luff(step / battens))}")
    path.append(f"L{shown(leech(1))}")
    for step in range(battens, 0, -1):
        a, b = leech(step / battens), leech((step - 1) / battens)
        middle = at(at(a, b, 0.5), tack, 0.045)
        path.append(f"Q{shown(middle, b)}")
    path.append("Z")
    out = [f'<path d="{"".join(path)}" fill="{SAIL}"/>']
    # Two panels were mended.
    for panel, tone in ((1, PATCH), (battens - 2, PATCH)):
        a, b = panel / battens, (panel + 1) / battens
        corners = [at(luff(a), leech(a), 0.28), at(luff(a), leech(a), 0.72), at(luff(b), leech(b), 0.70), at(luff(b), leech(b), 0.30)]
        sides = " L".join(shown(corner) for corner in corners)
        out.append(f'<path d="M{sides}Z" fill="{tone}"/>')
    for step in range(0, battens + 1):
        share = step / battens
        a, b = luff(share), leech(share)
        out.append(f'<path d="M{shown(a)} L{shown(b)}" stroke="{DARK}" stroke-width="2.2" stroke-linecap="round"/>')
    return out


def mast(foot, head, width):
    return f'<path d="M{shown(foot)} L{shown(head)}" stroke="{HULL}" stroke-width="{width}" stroke-linecap="round"/>'


def author():
    ground, paper, ink, coat = "#e9e1d3", "#f6efe3", "#3a2c24", "#7c8a86"
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="90" height="110" viewBox="0 0 90 110">']
    out.append(f'<rect width="90" height="110" fill="{ground}"/>')
    # Shoulders in a coat, its collar open.
    out.append(f'<path d="M4 110 C6 88 20 80 34 77 L56 77 C70 80 84 88 86 110Z" fill="{coat}"/>')
    out.append(f'<path d="M36 76 L45 92 L54 76Z" fill="{paper}"/>')
    out.append(f'<path d="M36 76 L45 96 L40 110 M54 76 L45 96 L50 110" fill="none" stroke="{ink}" stroke-width="1.6" stroke-linejoin="round"/>')
    # Neck and face, three quarters to the left.
    out.append(f'<path d="M37 62 L37 77 Q45 85 53 77 L53 62Z" fill="#e6cdb4"/>')
    out.append(f'<path d="M26 40 C26 20 64 20 64 42 C64 60 54 71 44 71 C33 71 26 58 26 40Z" fill="#f0dac3"/>')
    # Short hair, parted at one side.
    out.append(f'<path d="M24 44 C18 14 44 8 54 14 C70 18 70 38 65 50 C64 40 61 34 58 30 C48 36 36 34 30 28 C27 34 26 39 24 44Z" fill="{ink}"/>')
    # Round glasses, eyes, nose and mouth.
    for x in (36, 53):
        out.append(f'<circle cx="{x}" cy="46" r="6.6" fill="none" stroke="{ink}" stroke-width="1.5"/>')
        out.append(f'<circle cx="{x - 0.6}" cy="46" r="1.5" fill="{ink}"/>')
    out.append(f'<path d="M42.6 45.4 Q44.5 44 46.4 45.4 M59.6 45 L64.4 43.6 M29.4 45 L26.4 44" fill="none" stroke="{ink}" stroke-width="1.5"/>')
    out.append(f'<path d="M43.6 49 C42 53 41.6 55 44.4 55.6" fill="none" stroke="#a67c5b" stroke-width="1.3" stroke-linecap="round"/>')
    out.append(f'<path d="M39.6 61.4 Q44.6 64.6 50 60.8" fill="none" stroke="#8a3f2c" stroke-width="1.7" stroke-linecap="round"/>')
    out.append("</svg>")
    (Path(__file__).parent / "author.svg").write_text("\n".join(out) + "\n", encoding="utf-8")


def main():
    author()
    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="330" height="390" viewBox="0 0 330 390">']
    out.append(mast((62, 315), (54, 120), 5))
    out.append(mast((160, 315), (156, 22), 7))
    out.append(mast((272, 300), (276, 168), 4.5))
    out += sail((28, 292), (108, 296), (34, 150), (84, 120), 5, 10)
    out += sail((112, 290), (236, 300), (122, 74), (196, 24), 7, 16)
    out += sail((250, 284), (308, 288), (256, 200), (290, 176), 4, 7)
    # The hull: a high stern at the right, the bow cut square at the left.
    out.append(f'<path d="M18 300 L34 296 C90 316 200 320 252 300 L316 286 L308 322 C300 342 286 350 262 352 L78 352 C52 350 34 330 18 300Z" fill="{HULL}"/>')
    out.append(f'<path d="M34 306 C96 326 206 328 256 310 L310 297" fill="none" stroke="{DECK}" stroke-width="4"/>')
    out.append(f'<path d="M46 322 C110 338 220 338 300 318" fill="none" stroke="{DECK}" stroke-width="1.6"/>')
    out.append('<circle cx="44" cy="312" r="4.4" fill="#f4ede0"/><circle cx="44" cy="312" r="1.9" fill="#1d1712"/>')
    for x, y, length, width in ((40, 362, 110, 3), (170, 360, 122, 3), (78, 372, 96, 2.4), (196, 371, 70, 2.4), (118, 381, 74, 2)):
        out.append(f'<path d="M{x} {y}q{length / 4:.1f} -4 {length / 2:.1f} 0t{length / 2:.1f} 0" fill="none" stroke="{WATER}" stroke-width="{width}" stroke-linecap="round"/>')
    out.append("</svg>")
    (Path(__file__).parent / "junk.svg").write_text("\n".join(out) + "\n", encoding="utf-8")


main()
