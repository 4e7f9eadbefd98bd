"""port.jpg: dusk over the container port. make_pictures.py runs this; it is not run by itself.

A sky of cloud noise, hills, a ship under way, a quay in perspective with its cranes and stacks, and the water
that turns all of it over. Drawn at twice the size and reduced.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).resolve().parent


# ---------------------------------------------------------------- noise

def noise(rng, width, height, across, down):
    """Smooth noise in 0..1 with about `across` x `down` bumps."""
    grid = rng.random((down + 3, across + 3), dtype=np.float32)
    image = Image.fromarray((grid * 65535).astype(np.int32), "I").convert("F")
    image = image.resize((width, height), Image.BICUBIC)
    return np.clip(np.asarray(image, dtype=np.float32) / 65535, 0, 1)


def fractal(rng, width, height, across, down, octaves, gain=0.52):
    """Several octaves of noise, stretched to 0..1."""
    total = np.zeros((height, width), np.float32)
    weight = 1.0
    for octave in range(octaves):
        total += weight * noise(rng, width, height, across << octave, down << octave)
        weight *= gain
    total -= total.min()
    return total / total.max()


def smooth(low, high, x):
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def mix(a, b, t):
    return a * (1 - t[..., None]) + np.asarray(b, np.float32) * t[..., None]


# ---------------------------------------------------------------- port.jpg

SCALE = 2                     # drawn at twice the size, then reduced
WIDTH, HEIGHT = 1400 * SCALE, 950 * SCALE
HORIZON = 0.575 * HEIGHT
VANISH = 0.470 * WIDTH        # where the edge of the quay meets the horizon
QUAY = 1.72                   # how fast that edge leaves it, towards the right
CAMERA = 26.0                 # metres above the quay
SUN = (0.345 * WIDTH, HORIZON - 0.098 * HEIGHT)


def sky(rng):
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    up = np.clip((HORIZON - y) / HORIZON, 0, 1)
    stops = [
        (0.00, (255, 196, 118)), (0.06, (250, 164, 96)), (0.16, (224, 118, 92)),
        (0.32, (150, 88, 112)), (0.55, (76, 68, 112)), (0.80, (36, 46, 88)), (1.00, (20, 30, 62)),
    ]
    at = [s[0] for s in stops]
    image = np.stack([np.interp(up, at, [s[1][c] for s in stops]) for c in range(3)], -1).astype(np.float32)

    far = np.hypot((x - SUN[0]) / (0.52 * WIDTH), (y - SUN[1]) / (0.36 * HEIGHT))
    image += np.exp(-(far ** 2) * 3.2)[..., None] * np.array([84, 52, 14], np.float32)
    image *= (1 - 0.30 * smooth(0.5, 1.4, far))[..., None]

    # clouds: banks stretched along the horizon, lit from below near the sun
    bank = fractal(rng, WIDTH, HEIGHT, 4, 12, 7)
    warp = fractal(rng, WIDTH, HEIGHT, 3, 5, 4)
    cover = np.clip(bank * 0.74 + warp * 0.44 - 0.06, 0, 1)
    cloud = smooth(0.46, 0.70, cover) * smooth(0.03, 0.15, up)
    thick = smooth(0.56, 0.92, cover)
    below = np.roll(cover, -int(0.020 * HEIGHT), 0)
    lit = np.clip((cover - below) * 4.5 + 0.32, 0, 1) * np.exp(-(far ** 2) * 0.9)
    dark = np.stack([np.interp(up, [0, 0.2, 0.5, 1], v) for v in
                     ([150, 96, 58, 26], [82, 58, 52, 34], [84, 72, 84, 62])], -1)
    glow = np.stack([np.interp(up, [0, 0.25, 0.6, 1], v) for v in
                     ([255, 250, 214, 120], [206, 150, 116, 84], [136, 104, 112, 104])], -1)
    colour = dark * (1 - lit[..., None]) + glow * lit[..., None]
    image = image * (1 - 0.86 * cloud[..., None]) + colour * (0.86 * cloud[..., None])
    image *= (1 - 0.20 * thick * cloud)[..., None]

    # thin streaks of high cloud
    streak = fractal(rng, WIDTH, HEIGHT, 3, 40, 4)
    veil = smooth(0.56, 0.80, streak) * smooth(0.22, 0.45, up) * (1 - cloud)
    image = mix(image, (214, 132, 118), 0.34 * veil * np.exp(-far * 0.9))

    disc = np.hypot(x - SUN[0], (y - SUN[1]))
    image = mix(image, (255, 236, 190), smooth(0.0200 * WIDTH, 0.0180 * WIDTH, disc) * (1 - 0.75 * cloud))
    image += np.exp(-((disc / (0.055 * WIDTH)) ** 2))[..., None] * np.array([70, 52, 26], np.float32)
    return np.clip(image, 0, 255)


def ridge(rng, base, height, rough):
    """A mountain line: for each x the y of its top."""
    line = fractal(rng, WIDTH, 8, rough, 1, 6)[4]
    return base - height * line


def hills(image, rng):
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    sunward = np.exp(-(((x - SUN[0]) / (0.34 * WIDTH)) ** 2))
    shape_a = 0.25 + 0.75 * smooth(0.30, 0.75, x[0] / WIDTH)
    shape_b = smooth(0.34, 0.10, x[0] / WIDTH) * 0.9 + smooth(0.42, 0.62, x[0] / WIDTH) * 0.75
    for top, colour, haze in (
        (ridge(rng, HORIZON, 0.105 * HEIGHT, 5) * shape_a + HORIZON * (1 - shape_a), (104, 66, 86), 0.60),
        (ridge(rng, HORIZON, 0.060 * HEIGHT, 9) * shape_b + HORIZON * (1 - shape_b), (62, 44, 64), 0.34),
    ):
        inside = smooth(-1.5, 1.5, y - top[None, :]) * (y < HORIZON + 2)
        body = np.zeros_like(image) + np.asarray(colour, np.float32)
        body = mix(body, (238, 142, 92), np.clip(haze * sunward, 0, 1))
        mist = smooth(0.05 * HEIGHT, 0, HORIZON - y) * 0.35
        body = mix(body, (206, 122, 98), mist)
        image = image * (1 - inside[..., None]) + body * inside[..., None]
    return image


class Scene:
    """What stands above the water, and the lamps that burn on it."""

    def __init__(self):
        self.layer = Image.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0))
        self.draw = ImageDraw.Draw(self.layer)
        self.lamps = []       # x, y, radius, colour, strength
        self.pools = []       # x, y, half width, colour, strength: light lying on the ground

    def lamp(self, x, y, radius, colour, strength=1.0):
        self.lamps.append((x, y, radius, colour, strength))

    def line(self, points, colour, width):
        self.draw.line([(float(a), float(b)) for a, b in points], fill=colour, width=max(1, round(width)), joint="curve")

    def box(self, x0, y0, x1, y1, colour):
        self.draw.rectangle([min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)], fill=colour)

    def poly(self, points, colour):
        self.draw.polygon([(float(a), float(b)) for a, b in points], fill=colour)


def edge(depth):
    """The edge of the quay at `depth` (pixels below the horizon)."""
    return VANISH + QUAY * depth, HORIZON + depth


def truss(scene, x0, y0, x1, y1, tall, colour, width, panels):
    """A lattice girder from (x0, y0) to (x1, y1), its lower chord `tall` below."""
    scene.line([(x0, y0), (x1, y1)], colour, width)
    scene.line([(x0, y0 + tall), (x1, y1 + tall)], colour, width)
    for i in range(panels):
        a, b = i / panels, (i + 1) / panels
        ax, bx = x0 + (x1 - x0) * a, x0 + (x1 - x0) * b
        ay, by = y0 + (y1 - y0) * a, y0 + (y1 - y0) * b
        scene.line([(ax, ay + tall), ((ax + bx) / 2, (ay + by) / 2), (bx, by + tall)], colour, width * 0.55)


def crane(scene, depth, shade, hoist, raised=False):
    """A ship-to-shore gantry crane, seen from its side; `hoist` = where its trolley hangs, 0..1."""
    m = depth / CAMERA                                  # pixels in a metre here
    x, y = edge(depth)
    ink, soft = shade, tuple(min(255, c + 16) for c in shade[:3]) + (255,)
    water, land = x + 2 * m, x + 32 * m                 # the two legs
    girder, apex = y - 50 * m, y - 80 * m
    w = 1.9 * m
    for leg in (water, land):
        scene.line([(leg, y), (leg, girder + 2 * m)], ink, w)
        scene.box(leg - 4.5 * m, y - 2.2 * m, leg + 4.5 * m, y, ink)
        for k in range(-3, 4, 2):
            scene.draw.ellipse([leg + (k - .8) * m, y - 1.2 * m, leg + (k + .8) * m, y + 0.4 * m], fill=ink)
    scene.line([(water, y - 17 * m), (land, y - 17 * m)], ink, w * 1.05)
    scene.line([(water, girder + 3 * m), (land, y - 17 * m)], ink, w * 0.55)
    # the lift tower and stairs on the landward leg
    for k in range(7):
        a = y - (18 + 4.4 * k) * m
        scene.line([(land, a), (land + 4 * m, a - 2.2 * m), (land, a - 4.4 * m)], soft, 0.5 * m)
    # back reach with its engine house
    truss(scene, water, girder, land + 21 * m, girder, 3.4 * m, ink, 0.9 * m, 9)
    scene.box(land - 3 * m, girder - 7.5 * m, land + 15 * m, girder, ink)
    scene.box(land - 3 * m, girder - 7.5 * m, land + 15 * m, girder - 6.6 * m, soft)
    # the A-frame
    top = water + 3 * m
    scene.line([(water, girder), (top, apex)], ink, w * 0.9)
    scene.line([(water + 15 * m, girder), (top, apex)], ink, w * 0.7)
    scene.line([(water + 1.2 * m, girder - 13 * m), (water + 9 * m, girder - 13 * m)], ink, w * 0.45)
    scene.box(top - 2.4 * m, apex - 1 * m, top + 2.4 * m, apex + 1 * m, ink)
    scene.line([(top, apex), (land + 14 * m, girder)], ink, 0.55 * m)
    scene.line([(top, apex), (land - 1 * m, girder)], ink, 0.45 * m)
    # the boom
    reach = 66 * m
    if raised:
        tip = (water - reach * 0.20, girder - reach * 0.93)
        truss(scene, water, girder, tip[0], tip[1], 3.0 * m, ink, 0.9 * m, 13)
        scene.line([(top, apex), ((water + tip[0]) / 2, (girder + tip[1]) / 2)], ink, 0.5 * m)
        scene.lamp(tip[0], tip[1], 2.4 * m, (255, 70, 50), 0.9)
    else:
        tip = (water - reach, girder)
        truss(scene, water, girder, tip[0], tip[1], 3.4 * m, ink, 0.9 * m, 15)
        scene.line([(top, apex), (water - reach * 0.45, girder)], ink, 0.60 * m)
        scene.line([(top, apex), (water - reach * 0.93, girder)], ink, 0.60 * m)
        t = water - reach * hoist
        scene.box(t - 3.4 * m, girder + 2.6 * m, t + 3.4 * m, girder + 4.6 * m, ink)
        scene.box(t + 4.2 * m, girder + 4 * m, t + 7.6 * m, girder + 7.6 * m, soft)       # the cab
        scene.box(t + 4.6 * m, girder + 5 * m, t + 7.2 * m, girder + 6.8 * m, (255, 214, 150, 255))
        drop = girder + (16 + 12 * hoist) * m
        for k in (-2.8, 2.8):
            scene.line([(t + k * m, girder + 4.4 * m), (t + k * m, drop)], ink, 0.28 * m)
        scene.box(t - 6 * m, drop, t + 6 * m, drop + 0.9 * m, ink)
        scene.box(t - 6.1 * m, drop + 1.1 * m, t + 6.1 * m, drop + 3.8 * m, (96, 46, 40, 255))
        scene.lamp(tip[0], tip[1] + 1 * m, 2.0 * m, (255, 70, 50), 0.8)
        for k in range(6):
            scene.lamp(water - reach * (0.10 + 0.15 * k), girder + 3.9 * m, 1.5 * m, (255, 222, 168), 0.75)
    scene.lamp(top, apex - 1.6 * m, 2.2 * m, (255, 70, 50), 0.9)
    for k in range(3):
        scene.lamp(water + (5 + 11 * k) * m, girder + 4.6 * m, 2.2 * m, (255, 232, 186), 1.0)
    scene.lamp((water + land) / 2, y - 15.4 * m, 2.8 * m, (255, 220, 160), 0.9)
    scene.pools.append(((water + land) / 2, y + 0.5 * m, 26 * m, (255, 206, 146), 0.34))


BOXES = [(128, 50, 40), (44, 70, 108), (150, 96, 42), (58, 92, 84), (112, 106, 104), (88, 44, 58), (38, 56, 84), (134, 120, 92)]


def containers(scene, rng, x0, y0, cell_w, cell_h, columns, rows, light, ragged=0.22):
    """A stack of containers end-on or side-on, standing on y0; `light` scales its colours."""
    for c in range(columns):
        tall = rows - int(rng.random() < ragged) - int(rng.random() < ragged * 0.6)
        for r in range(max(1, tall)):
            base = BOXES[int(rng.integers(len(BOXES)))]
            k = light * (0.72 + 0.45 * rng.random())
            colour = tuple(int(min(255, v * k)) for v in base) + (255,)
            x, y = x0 + c * cell_w, y0 - (r + 1) * cell_h
            scene.box(x, y, x + cell_w * 0.965, y + cell_h * 0.94, colour)
            if cell_w > 9:
                dark = tuple(int(v * 0.74) for v in colour[:3]) + (255,)
                ribs = max(3, int(cell_w / (2.2 * SCALE)))
                for i in range(1, ribs):
                    if i % 2:
                        a = x + cell_w * i / ribs
                        scene.line([(a, y + cell_h * 0.12), (a, y + cell_h * 0.84)], dark, cell_w * 0.3 / ribs)
                scene.line([(x, y), (x + cell_w * 0.96, y)], tuple(min(255, v + 26) for v in colour[:3]) + (255,), 1)


def yard(scene, rng):
    """The quay: apron, stacks and light masts, far to near."""
    near = HEIGHT - HORIZON + 40
    scene.poly([edge(8), edge(near), (WIDTH + 10, HEIGHT + 40), (WIDTH + 10, HORIZON + 8)], (38, 34, 44, 255))
    face = [edge(8), edge(near), (edge(near)[0], edge(near)[1] + near * 0.34), (edge(8)[0], HORIZON + 8 * 1.24)]
    scene.poly(face, (17, 17, 25, 255))
    for t in np.linspace(0.05, 1, 26):                       # fenders on the quay's face
        d = 8 + (near - 8) * t ** 2
        x, y = edge(d)
        scene.line([(x, y + d * 0.02), (x, y + d * 0.23)], (7, 7, 11, 255), d * 0.035)
    scene.line([edge(8), edge(near)], (116, 88, 78, 255), 1.6 * SCALE)
    for off in (2, 32):                                      # crane rails
        a, b = edge(8), edge(near)
        scene.line([(a[0] + off * 8 / CAMERA, a[1]), (b[0] + off * near / CAMERA, b[1])], (74, 60, 62, 255), SCALE)
    for off, colour in ((6.5, (108, 92, 62, 255)), (11.5, (108, 92, 62, 255)), (27.5, (108, 92, 62, 255))):
        for t in range(60):                                  # lanes, dashed
            a, b = 8 + (near - 8) * (t / 60) ** 2, 8 + (near - 8) * ((t + 0.55) / 60) ** 2
            scene.line([(edge(a)[0] + off * a / CAMERA, edge(a)[1]), (edge(b)[0] + off * b / CAMERA, edge(b)[1])], colour, max(1, b * 0.008))
    for depth in (24, 32, 42, 55, 72, 94, 122, 158, 205, 262):
        d = depth * SCALE / 2
        m = d / CAMERA
        x, y = edge(d)
        start = x + 42 * m
        columns = int((WIDTH - start) / (6.3 * m)) + 1
        if columns > 0:
            containers(scene, rng, start, y, 6.3 * m, 2.7 * m, min(columns, 70), 6 if depth < 200 else 5,
                       0.30 + 0.12 * (depth / 262), 0.34)
        if depth in (42, 94, 158, 262):
            for k in (52, 112):
                mast = x + k * m
                if mast < WIDTH:
                    scene.pools.append((mast - 8 * m, y + 1 * m, 34 * m, (255, 210, 150), 0.30))
                    scene.line([(mast, y), (mast, y - 38 * m)], (20, 19, 27, 255), 0.7 * m)
                    scene.box(mast - 2.6 * m, y - 38.6 * m, mast + 2.6 * m, y - 37.2 * m, (60, 54, 52, 255))
                    for s in (-2, 0, 2):
                        scene.lamp(mast + s * m, y - 37.4 * m, 3.6 * m, (255, 226, 172), 1.0)


def stacker(scene, depth, off):
    """A yard crane on rubber tyres, astride the stacks."""
    m = depth / CAMERA
    x, y = edge(depth)[0] + off * m, edge(depth)[1]
    ink = (44, 36, 46, 255)
    for a in (0, 26):
        scene.line([(x + a * m, y), (x + a * m, y - 25 * m)], ink, 1.3 * m)
        scene.box(x + (a - 2.5) * m, y - 1.6 * m, x + (a + 2.5) * m, y, ink)
    truss(scene, x - 1 * m, y - 27 * m, x + 27 * m, y - 27 * m, 2.4 * m, ink, 0.8 * m, 7)
    scene.box(x + 9 * m, y - 29 * m, x + 14 * m, y - 24 * m, ink)
    for a in (10, 13):
        scene.line([(x + a * m, y - 24 * m), (x + a * m, y - 17 * m)], ink, 0.3 * m)
    scene.lamp(x + 2 * m, y - 24 * m, 1.8 * m, (255, 226, 172), 0.8)
    scene.lamp(x + 24 * m, y - 24 * m, 1.8 * m, (255, 226, 172), 0.8)


def truck(scene, rng, depth, off, box):
    """A lorry driving away along the quay, seen from behind."""
    m = depth / CAMERA
    box = tuple(int(v * 0.72) for v in box[:3]) + (255,)
    x, y = edge(depth)[0] + off * m, edge(depth)[1]
    scene.box(x - 1.3 * m, y - 4.2 * m, x + 1.3 * m, y - 1.1 * m, box)
    scene.box(x - 1.25 * m, y - 1.1 * m, x + 1.25 * m, y - 0.5 * m, (14, 13, 18, 255))
    scene.box(x - 1.2 * m, y - 0.7 * m, x - 0.6 * m, y, (8, 8, 11, 255))
    scene.box(x + 0.6 * m, y - 0.7 * m, x + 1.2 * m, y, (8, 8, 11, 255))
    scene.line([(x, y - 4.0 * m), (x, y - 1.2 * m)], tuple(int(v * 0.6) for v in box[:3]) + (255,), 0.12 * m)
    scene.lamp(x - 1.05 * m, y - 0.95 * m, 0.62 * m, (255, 58, 40), 1.1)
    scene.lamp(x + 1.05 * m, y - 0.95 * m, 0.62 * m, (255, 58, 40), 1.1)
    scene.pools.append((x, y + 0.8 * m, 3.2 * m, (255, 80, 56), 0.22))
    scene.pools.append((x, y - 1.6 * m, 5 * m, (255, 226, 180), 0.16))


def moored(scene, rng, depth):
    """A ship along the quay, seen from its stern."""
    m = depth / CAMERA
    x, y = edge(depth)
    line = y + 6.2 * m                                       # its waterline
    right, left = x - 3 * m, x - 57 * m
    hull = (26, 24, 34, 255)
    scene.poly([(left + 2 * m, line - 17 * m), (right - 2 * m, line - 17 * m), (right, line - 8 * m),
                (right - 5 * m, line), (left + 5 * m, line), (left, line - 8 * m)], hull)
    scene.poly([(left + 1.2 * m, line - 4.6 * m), (right - 1.2 * m, line - 4.6 * m), (right - 5 * m, line), (left + 5 * m, line)], (70, 27, 25, 255))
    scene.line([(left + 2 * m, line - 17 * m), (right - 2 * m, line - 17 * m)], (148, 98, 78, 255), 0.45 * m)
    for i in range(9):
        scene.box(left + (7 + 5 * i) * m, line - 14.6 * m, left + (9.4 + 5 * i) * m, line - 12.4 * m, (10, 10, 15, 255))
    containers(scene, rng, left + 2.5 * m, line - 17.4 * m, 2.72 * m, 2.8 * m, 18, 7, 0.62, 0.3)
    # bridge, seen over the boxes
    mid = (left + right) / 2
    scene.box(mid - 19 * m, line - 46 * m, mid + 19 * m, line - 36.6 * m, (58, 52, 60, 255))
    scene.box(mid - 27 * m, line - 47.4 * m, mid + 27 * m, line - 45 * m, (76, 66, 70, 255))
    for i in range(12):
        scene.box(mid + (-18 + 3.1 * i) * m, line - 46.6 * m + 2.2 * m, mid + (-16.2 + 3.1 * i) * m, line - 42.6 * m, (255, 214, 142, 255))
    scene.line([(mid, line - 47 * m), (mid, line - 60 * m)], (30, 28, 36, 255), 0.9 * m)
    scene.lamp(mid, line - 60 * m, 2.4 * m, (255, 240, 214), 1.0)
    scene.lamp(left + 1 * m, line - 19 * m, 2.2 * m, (255, 206, 140), 0.8)
    scene.lamp(right - 1 * m, line - 19 * m, 2.2 * m, (255, 206, 140), 0.8)
    return line


def liner(scene, rng, bow, line, length):
    """The container ship under way to the left, broadside."""
    m = length / 399
    stern = bow + length
    hull = [(bow - 6 * m, line - 30 * m), (bow + 22 * m, line - 22 * m), (bow + 60 * m, line - 18.5 * m), (stern - 6 * m, line - 18.5 * m),
            (stern + 2 * m, line - 14 * m), (stern - 6 * m, line), (bow + 18 * m, line), (bow + 6 * m, line - 10 * m)]
    scene.poly(hull, (24, 24, 38, 255))
    scene.poly([(bow + 13.5 * m, line - 4.5 * m), (stern - 3.5 * m, line - 4.5 * m), (stern - 6 * m, line), (bow + 18 * m, line)], (86, 32, 28, 255))
    scene.line([(bow - 6 * m, line - 30 * m), (bow + 22 * m, line - 22 * m), (bow + 60 * m, line - 18.5 * m), (stern - 6 * m, line - 18.5 * m)], (190, 116, 84, 255), 1.1 * m)
    cell = 13.0 * m
    c = 0
    for block in range(22):                                  # bays of forty-foot boxes
        x = bow + (44 + 15.6 * block) * m
        if 4 <= block < 6 or 16 <= block < 17:
            continue
        rows = [5, 6, 7, 8][min(block, 3)] if block < 6 else (9 if block < 16 else 7)
        containers(scene, rng, x, line - 18.8 * m, cell / 2, 2.75 * m, 2, rows, 0.70, 0.16)
        c += 1
    house = bow + (44 + 15.6 * 4.1) * m                      # the bridge forward, the funnel aft
    scene.box(house, line - 56 * m, house + 22 * m, line - 18 * m, (206, 150, 120, 255))
    scene.box(house + 13 * m, line - 56 * m, house + 22 * m, line - 18 * m, (112, 86, 88, 255))
    scene.box(house - 4 * m, line - 57.5 * m, house + 24 * m, line - 52 * m, (168, 118, 100, 255))
    for r in range(7):
        for k in range(5):
            if rng.random() < 0.75:
                scene.box(house + (2 + 4 * k) * m, line - (50 - 4.6 * r) * m, house + (4.2 + 4 * k) * m, line - (48 - 4.6 * r) * m, (255, 222, 150, 255))
    scene.line([(house + 8 * m, line - 57 * m), (house + 8 * m, line - 72 * m)], (40, 34, 44, 255), 1.6 * m)
    funnel = bow + (44 + 15.6 * 16) * m
    scene.box(funnel + 1 * m, line - 50 * m, funnel + 13 * m, line - 18 * m, (54, 44, 58, 255))
    scene.box(funnel + 1 * m, line - 46 * m, funnel + 13 * m, line - 40 * m, (168, 52, 40, 255))
    scene.lamp(house + 8 * m, line - 72 * m, 4 * m, (255, 244, 220), 1.0)
    scene.lamp(bow + 4 * m, line - 36 * m, 3.4 * m, (255, 240, 210), 0.9)
    scene.line([(bow + 4 * m, line - 28 * m), (bow + 4 * m, line - 37 * m)], (40, 34, 44, 255), 1.2 * m)
    scene.lamp(stern - 8 * m, line - 22 * m, 3.2 * m, (255, 206, 150), 0.8)
    return m


def tug(scene, x, line, m, flip=1):
    def p(a, b):
        return x + flip * a * m, line - b * m
    scene.poly([p(-17, 6.5), p(-12, 4.6), p(14, 3.6), p(16, 0), p(-14, 0)], (22, 20, 30, 255))
    scene.poly([p(-8, 4.6), p(-7, 10), p(3, 10), p(4, 4)], (150, 98, 80, 255))
    scene.poly([p(-6, 10), p(-5.5, 14), p(0.5, 14), p(1, 10)], (92, 68, 70, 255))
    scene.poly([p(5, 4), p(5, 11), p(8, 11), p(8, 4)], (128, 44, 36, 255))
    scene.line([p(-2, 14), p(-2, 21)], (24, 22, 30, 255), 0.9 * m)
    for k in range(3):
        a, b = p(-5.2 + 2 * k, 12.8), p(-3.8 + 2 * k, 11.2)
        scene.box(a[0], a[1], b[0], b[1], (255, 220, 150, 255))
    scene.lamp(x - 2 * flip * m, line - 21 * m, 2.6 * m, (255, 244, 220), 1.0)


def town(scene, rng):
    """A far row of towers with lit windows, on the right of the sun."""
    for x0, x1, tall in ((0.345, 0.50, 0.050), (0.0, 0.085, 0.034)):
        x = x0 * WIDTH
        while x < x1 * WIDTH:
            w = (4 + 9 * rng.random()) * SCALE
            middle = 1 - abs((x / WIDTH - (x0 + x1) / 2) / ((x1 - x0) / 2)) ** 2
            h = (0.25 + 0.75 * rng.random() ** 1.6) * (0.35 + 0.65 * middle) * tall * HEIGHT
            tone = int(52 + 22 * rng.random())
            scene.box(x, HORIZON - h, x + w, HORIZON + 1, (tone + 22, tone - 8, tone + 12, 255))
            for yy in np.arange(HORIZON - h + 3 * SCALE, HORIZON - 2 * SCALE, 2.7 * SCALE):
                for xx in np.arange(x + 1.6 * SCALE, x + w - 1.6 * SCALE, 2.4 * SCALE):
                    if rng.random() < 0.20:
                        scene.box(xx, yy, xx + 0.9 * SCALE, yy + 1.0 * SCALE, (255, int(186 + 40 * rng.random()), 120, 255))
            x += w * (0.92 + 0.5 * rng.random())


def beacon(scene, x, tall):
    """The small lighthouse on its rock."""
    y = HORIZON + 0.006 * HEIGHT
    w = tall * 0.10
    scene.poly([(x - tall * 0.85, y), (x - tall * 0.42, y - tall * 0.16), (x - tall * 0.1, y - tall * 0.24), (x + tall * 0.35, y - tall * 0.18), (x + tall * 1.0, y)], (30, 24, 36, 255))
    scene.poly([(x - w, y - tall * 0.18), (x - w * 0.62, y - tall * 0.86), (x + w * 0.62, y - tall * 0.86), (x + w, y - tall * 0.18)], (196, 138, 112, 255))
    scene.poly([(x, y - tall * 0.18), (x, y - tall * 0.86), (x + w * 0.62, y - tall * 0.86), (x + w, y - tall * 0.18)], (112, 76, 80, 255))
    scene.box(x - w * 0.95, y - tall * 0.885, x + w * 0.95, y - tall * 0.85, (34, 28, 38, 255))
    scene.box(x - w * 0.45, y - tall * 0.97, x + w * 0.45, y - tall * 0.88, (255, 230, 170, 255))
    scene.poly([(x - w * 0.6, y - tall * 0.97), (x, y - tall * 1.05), (x + w * 0.6, y - tall * 0.97)], (34, 28, 38, 255))
    scene.lamp(x, y - tall * 0.925, tall * 0.16, (255, 236, 190), 1.3)


def glow(image, lamps):
    """Add the light of the lamps: a core and a wide halo each."""
    for x, y, radius, colour, strength in lamps:
        for spread, share in ((0.42, 1.0), (1.5, 0.26), (5.0, 0.060)):
            r = max(0.9 * SCALE * spread / 0.42 ** 0.5, radius * spread)
            reach = int(r * 2.6) + 1
            x0, x1 = max(0, int(x) - reach), min(WIDTH, int(x) + reach + 1)
            y0, y1 = max(0, int(y) - reach), min(HEIGHT, int(y) + reach + 1)
            if x0 >= x1 or y0 >= y1:
                continue
            yy, xx = np.mgrid[y0:y1, x0:x1]
            f = np.exp(-(((xx - x) ** 2 + (yy - y) ** 2) / (r * r))) * share * strength
            light = np.clip(f, 0, 1)[..., None] * np.asarray(colour, np.float32) / 255
            part = np.clip(image[y0:y1, x0:x1] / 255, 0, 1)
            image[y0:y1, x0:x1] = 255 * (1 - (1 - part) * (1 - light))


def pools(image, lights):
    """Light lying on the quay, flat ellipses of it."""
    for x, y, half, colour, strength in lights:
        reach = int(half * 2.4)
        x0, x1 = max(0, int(x) - reach), min(WIDTH, int(x) + reach)
        y0, y1 = max(0, int(y - reach * 0.3)), min(HEIGHT, int(y + reach * 0.3))
        if x0 >= x1 or y0 >= y1:
            continue
        yy, xx = np.mgrid[y0:y1, x0:x1]
        f = np.exp(-(((xx - x) / half) ** 2 + ((yy - y) / (half * 0.26)) ** 2)) * strength
        f = f * (xx > VANISH + QUAY * (yy - HORIZON))
        image[y0:y1, x0:x1] += f[..., None] * np.asarray(colour, np.float32) * (0.25 + image[y0:y1, x0:x1] / 160)


def over(image, layer):
    rgba = np.asarray(layer, np.float32)
    a = rgba[..., 3:] / 255
    return image * (1 - a) + rgba[..., :3] * a


def ripples(rng):
    """How far the water throws the image aside at each pixel: small far away, large near."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    below = np.clip(y - HORIZON, 1, None)
    far = below / (HEIGHT - HORIZON)
    # sample a square noise field through the perspective of the plane
    field = fractal(rng, 2048, 2048, 96, 96, 4, 0.62)
    u = ((x - VANISH) / (below + 60 * SCALE) * 52 + 9000).astype(np.float32)
    v = (56000 * SCALE / (below + 60 * SCALE)).astype(np.float32)
    def sample(a, b):
        ia, ib = np.floor(a).astype(np.int64), np.floor(b).astype(np.int64)
        fa, fb = a - ia, b - ib
        g = lambda i, j: field[np.mod(j, 2048), np.mod(i, 2048)]
        return (g(ia, ib) * (1 - fa) * (1 - fb) + g(ia + 1, ib) * fa * (1 - fb)
                + g(ia, ib + 1) * (1 - fa) * fb + g(ia + 1, ib + 1) * fa * fb)
    a = sample(u, v) - 0.5
    b = sample(u * 3.1 + 511, v * 2.6 + 77) - 0.5
    long = fractal(rng, WIDTH, HEIGHT, 6, 70, 4) - 0.5
    c = sample(u * 7.3 + 91, v * 4.4 + 303) - 0.5
    near = smooth(0.0, 0.5, far)
    return a * (1.25 - 0.35 * near) + b * (0.8 + 0.5 * near) + c * 0.9 * near + long * 0.22 * (0.3 + far), far, below


def water(image, rng, standing):
    """Everything below the horizon: the world above, turned over and broken up."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    wave, far, below = ripples(rng)
    amount = (3 + 128 * far ** 0.8) * SCALE / 2

    def mirrored(source, line):
        yy = np.clip(2 * line - y + wave * amount * 1.7 - amount * 0.10, 0, line - 1)
        xx = np.clip(x + wave * amount * 0.22, 0, WIDTH - 1)
        return source[yy.astype(np.int64), xx.astype(np.int64)]

    base = mirrored(image, HORIZON)
    sheen = 0.80 - 0.42 * far
    sea = base * sheen[..., None]
    sea = mix(sea, (16, 24, 44), 0.14 + 0.44 * smooth(0.05, 1.0, far))
    slope = np.clip(wave * 2.2, -1, 1)
    sea *= (1 + 0.50 * slope * (0.35 + 0.65 * far))[..., None]
    # the sun's road
    road = np.exp(-(((x - SUN[0] - wave * amount * 0.5) / (0.022 * WIDTH + 0.135 * WIDTH * far)) ** 2))
    glint = smooth(0.06, 0.42, wave) * road * (1 - 0.30 * far)
    sea += glint[..., None] * np.array([244, 152, 74], np.float32) * 0.95
    crest = smooth(0.34, 0.62, wave) * far * (1 - road)
    sea += crest[..., None] * np.array([92, 62, 66], np.float32) * 0.55
    sea += road[..., None] * np.array([66, 34, 14], np.float32) * (1 - far)[..., None]

    # what stands nearer than the horizon, turned over about its own waterline
    for layer, line in standing:
        rgba = np.asarray(layer, np.float32)
        up = 2 * line - y + wave * amount * 1.1
        ok = (y >= line) & (up > 0) & (up < line)
        sample = rgba[np.clip(up, 0, HEIGHT - 1).astype(np.int64), np.clip(x + wave * amount * 0.5, 0, WIDTH - 1).astype(np.int64)]
        fade = np.clip(1 - (y - line) / (0.25 * HEIGHT), 0, 1) ** 1.2 * 0.80
        a = sample[..., 3] / 255 * ok * fade
        sea = sea * (1 - a[..., None]) + sample[..., :3] * 0.58 * a[..., None]
    out = image.copy()
    rows = (y >= HORIZON)[..., None]
    out = np.where(rows, sea, out)
    haze = np.exp(-((y - HORIZON) / (0.010 * HEIGHT)) ** 2)
    return mix(out, (214, 132, 98), 0.32 * haze), wave


def streaks(image, wave, lamps, line):
    """The lamps' broken light on the water beneath them."""
    for lx, ly, radius, colour, strength in lamps:
        top = int(max(HORIZON + 2, line(lx, ly)))
        length = int(min(HEIGHT - top, 0.9 * (top - ly) + 40 * SCALE))
        if length <= 4 or not 0 <= lx < WIDTH:
            continue
        half = int(16 * SCALE)
        x0, x1 = max(0, int(lx) - half), min(WIDTH, int(lx) + half)
        yy, xx = np.mgrid[top:top + length, x0:x1]
        sub = wave[top:top + length, x0:x1]
        t = (yy - top) / length
        wide = (1.6 + 7 * t) * SCALE
        f = np.exp(-(((xx - lx + sub * 26 * SCALE * t) / wide) ** 2)) * (1 - t) ** 1.3 * smooth(-0.10, 0.22, sub)
        image[top:top + length, x0:x1] += f[..., None] * np.asarray(colour, np.float32) * 0.50 * strength


def gulls(draw, rng):
    for _ in range(9):
        x, y = (0.10 + 0.36 * rng.random()) * WIDTH, (0.24 + 0.24 * rng.random()) * HEIGHT
        s = (4 + 7 * rng.random()) * SCALE
        t = 0.25 + 0.35 * rng.random()
        points = [(x - s, y - s * t * 0.6), (x - s * 0.45, y - s * t), (x, y), (x + s * 0.5, y - s * t * 1.1), (x + s, y - s * t * 0.4)]
        draw.line(points, fill=(26, 20, 34, 255), width=max(2, int(s * 0.13)), joint="curve")


def port():
    rng = np.random.default_rng(20241116)
    image = hills(sky(rng), rng)

    distant = Scene()
    town(distant, rng)
    beacon(distant, 0.118 * WIDTH, 0.085 * HEIGHT)
    image = over(image, distant.layer)
    glow(image, distant.lamps)

    ship = Scene()
    line = HORIZON + 0.034 * HEIGHT
    liner(ship, rng, 0.150 * WIDTH, line, 0.330 * WIDTH)
    tugs = Scene()
    tug(tugs, 0.118 * WIDTH, HORIZON + 0.050 * HEIGHT, 1.15 * SCALE)
    tug(tugs, 0.520 * WIDTH, HORIZON + 0.040 * HEIGHT, 0.95 * SCALE)

    ground = Scene()
    yard(ground, rng)
    quay = Scene()                # what stands on the ground, or beside it
    for depth, off in ((0.034, 62), (0.048, 96), (0.066, 58), (0.086, 74)):
        stacker(quay, depth * HEIGHT, off)
    for depth, off, box in ((0.060, 9, (52, 80, 110, 255)), (0.092, 24.8, (120, 60, 44, 255)), (0.128, 9, (64, 92, 84, 255)),
                            (0.186, 24.8, (128, 58, 42, 255)), (0.262, 9, (54, 78, 112, 255))):
        truck(quay, rng, depth * HEIGHT, off, box)
    berth = moored(quay, rng, 0.088 * HEIGHT)
    shade = lambda k: (int(34 * k), int(27 * k), int(38 * k), 255)
    crane(quay, 0.036 * HEIGHT, shade(2.3), 0.5, raised=True)
    crane(quay, 0.050 * HEIGHT, shade(1.9), 0.35)
    crane(quay, 0.070 * HEIGHT, shade(1.45), 0.62)
    crane(quay, 0.100 * HEIGHT, shade(1.0), 0.48)
    crane(quay, 0.148 * HEIGHT, shade(0.62), 0.70)

    image, wave = water(image, rng, [(ship.layer, line), (tugs.layer, HORIZON + 0.046 * HEIGHT), (quay.layer, berth)])
    lamps = ground.lamps + quay.lamps
    streaks(image, wave, distant.lamps, lambda x, y: HORIZON + 4)
    streaks(image, wave, ship.lamps + tugs.lamps, lambda x, y: line + 4)
    streaks(image, wave, [l for l in lamps if l[0] < edge(0.10 * HEIGHT)[0]], lambda x, y: berth + 6)
    image = over(image, ship.layer)
    image = over(image, tugs.layer)
    glow(image, ship.lamps + tugs.lamps)
    # the wake
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    foam = np.exp(-(((y - line - 2 * SCALE) / (2.2 * SCALE)) ** 2)) * smooth(0.150 * WIDTH, 0.17 * WIDTH, x) * smooth(0.56 * WIDTH, 0.47 * WIDTH, x)
    image = mix(image, (250, 206, 168), 0.55 * foam * smooth(-0.2, 0.25, wave))
    image = over(image, ground.layer)
    pools(image, ground.pools + quay.pools)
    image = over(image, quay.layer)
    glow(image, lamps)

    top = Image.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0))
    gulls(ImageDraw.Draw(top), rng)
    image = over(image, top)

    # the camera: a touch of bloom, the corners darker, grain, a firmer curve
    small = Image.fromarray(np.clip(image, 0, 255).astype(np.uint8)).resize((WIDTH // SCALE, HEIGHT // SCALE), Image.LANCZOS)
    photo = np.asarray(small, np.float32)
    bloom = np.asarray(small.filter(ImageFilter.GaussianBlur(14)), np.float32)
    photo = photo + 0.16 * np.clip(bloom - 120, 0, None)
    h, w = photo.shape[:2]
    yy, xx = np.mgrid[0:h, 0:w]
    corner = np.hypot((xx / w - 0.5) * 1.05, (yy / h - 0.5) * 1.1)
    photo *= (1 - 0.55 * np.clip(corner - 0.36, 0, None))[..., None]
    photo = 255 * np.clip(photo / 255, 0, 1) ** 0.90
    grain = rng.normal(0, 1, (h, w)).astype(np.float32)
    photo += grain[..., None] * 1.7
    Image.fromarray(np.clip(photo, 0, 255).astype(np.uint8)).save(
        HERE / "port.jpg", quality=88, subsampling="4:2:0", optimize=True, progressive=False, dpi=(200, 200))
