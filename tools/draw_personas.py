#!/usr/bin/env python3
"""Draws what the virtual cards hold as pictures, and writes it beside the personas' data.

  crates/emulator/src/photos/*.jp2             faces, 378 x 472, grey, JPEG 2000 (JP2), about 10 kB each
  crates/emulator/src/personas/NAME/*.png      name, address, security code and individual number, 1 bit

The faces are drawn from ellipses and curves; they show nobody. The results are committed: run this
again only after changing a persona or a face. It needs Pillow with OpenJPEG and, for the text, a
font with Japanese glyphs:

  apt-get install fonts-noto-cjk && pip install pillow
  python3 tools/draw_personas.py [--preview DIR]
"""

import argparse
import pathlib
import random
import tomllib

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

ROOT = pathlib.Path(__file__).resolve().parent.parent / "src" / "emulator"
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
WIDTH, HEIGHT = 378, 472
SCALE = 4
TARGET = 10_000


# ---- faces ---------------------------------------------------------------------------------------


class Canvas:
    """Drawing in units of the finished picture, four times as fine."""

    def __init__(self):
        self.image = Image.new("L", (WIDTH * SCALE, HEIGHT * SCALE), 218)

    def layer(self):
        mask = Image.new("L", self.image.size, 0)
        return mask, ImageDraw.Draw(mask)

    def paint(self, mask, tone, blur=0.0):
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE))
        self.image.paste(tone, (0, 0), mask)

    def ellipse(self, cx, cy, rx, ry, tone, blur=0.0, clip=None, strength=255):
        mask, draw = self.layer()
        draw.ellipse([v * SCALE for v in (cx - rx, cy - ry, cx + rx, cy + ry)], fill=strength)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE))
        if clip is not None:
            mask = ImageChops.multiply(mask, clip)
        self.paint(mask, tone)

    def shape(self, points, tone, blur=0.0, clip=None, strength=255):
        mask, draw = self.layer()
        draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=strength)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE))
        if clip is not None:
            mask = ImageChops.multiply(mask, clip)
        self.paint(mask, tone)

    def stroke(self, points, tone, width, blur=0.4, strength=255):
        mask, draw = self.layer()
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        draw.line(scaled, fill=strength, width=round(width * SCALE), joint="curve")
        for x, y in (scaled[0], scaled[-1]):
            r = width * SCALE / 2
            draw.ellipse([x - r, y - r, x + r, y + r], fill=strength)
        self.paint(mask, tone, blur)


def curve(points, steps=24):
    """A Catmull-Rom curve through the points."""
    padded = [points[0], *points, points[-1]]
    result = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:]):
        for i in range(steps):
            t = i / steps
            result.append(
                tuple(
                    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t
                           + (3 * b - a - 3 * c + d) * t ** 3)
                    for a, b, c, d in zip(p0, p1, p2, p3)
                )
            )
    result.append(points[-1])
    return result


def mirrored(points, cx):
    return [(2 * cx - x, y) for x, y in points]


def face(seed, child=False, old=False, female=False, hair=38, glasses=False, skin=205):
    rng = random.Random(seed)
    c = Canvas()
    cx = WIDTH / 2
    # Background: a soft light from the upper left.
    c.ellipse(cx - 40, 130, 230, 260, 232, blur=70)
    top, chin = (132, 338) if child else (104, 346)
    half = 86 if child else (80 if female else 86)
    mid = (top + chin) / 2 + (14 if child else 6)
    shade = skin - 34

    # Hair behind the head.
    if female and not old:
        back = curve([(cx, top - 34), (cx + 78, top - 16), (cx + 112, mid - 30), (cx + 112, mid + 70),
                      (cx + 98, chin + (10 if child else 46)), (cx + 40, chin + 30)])
        c.shape(back + mirrored(back, cx)[::-1], hair, blur=1)

    # Shoulders, neck, collar.
    cloth = 70 if not female else 96
    if child:
        cloth = 150
    shoulder = curve([(cx, chin + 18), (cx + 50, chin + 34), (cx + 120, chin + 62),
                      (cx + 162, chin + 96), (cx + 176, HEIGHT + 30)])
    c.shape(shoulder + [(cx, HEIGHT + 30)] + mirrored(shoulder, cx)[::-1], cloth, blur=1)
    neck = 34 if child else (38 if female else 47)
    throat, draw = c.layer()
    draw.polygon([(x * SCALE, y * SCALE) for x, y in (
        (cx - neck, chin - 50), (cx + neck, chin - 50), (cx + neck + 10, chin + 40),
        (cx, chin + 74), (cx - neck - 10, chin + 40))], fill=255)
    throat = throat.filter(ImageFilter.GaussianBlur(2 * SCALE))
    c.paint(throat, shade + 10)
    c.ellipse(cx, chin - 2, half * 0.62, 28, shade - 20, blur=9, clip=throat, strength=180)
    if not female and not child:
        collar = [(cx - neck - 12, chin + 30), (cx, chin + 84), (cx - 34, chin + 110), (cx - neck - 34, chin + 50)]
        c.shape(collar, 240, blur=0.8)
        c.shape(mirrored(collar, cx), 240, blur=0.8)
        c.shape([(cx - 9, chin + 84), (cx + 9, chin + 84), (cx + 14, HEIGHT), (cx - 14, HEIGHT)], 44, blur=0.8)
    else:
        c.stroke(curve([(cx - neck - 12, chin + 34), (cx, chin + 78), (cx + neck + 12, chin + 34)]),
                 min(255, cloth + 90), 5)

    # Ears.
    for side in (-1, 1):
        c.ellipse(cx + side * (half + 3), mid + 14, 13, 27, skin - 12, blur=1)
        c.ellipse(cx + side * (half + 4), mid + 14, 6, 17, shade - 8, blur=3)

    # Head.
    jaw = 0.60 if (female or child) else 0.70
    if child:
        cheek = [(cx + half * 0.96, mid + 26), (cx + half * 0.74, chin - 28)]
    else:
        cheek = [(cx + half * 0.97, mid + 34), (cx + half * jaw + 8, chin - 40)]
    right = curve([(cx, top - 6), (cx + half * 0.72, top + 16), (cx + half, mid - 24), *cheek,
                   (cx + half * 0.36, chin - 5), (cx, chin)])
    outline = right + mirrored(right, cx)[::-1]
    head, draw = c.layer()
    draw.polygon([(x * SCALE, y * SCALE) for x, y in outline], fill=255)
    head = head.filter(ImageFilter.GaussianBlur(1.2 * SCALE))
    c.paint(head, skin)
    c.ellipse(cx - 26, mid - 34, half * 0.9, 92, min(255, skin + 16), blur=26, clip=head, strength=200)
    c.ellipse(cx + half + 4, mid + 20, 34, 120, shade, blur=20, clip=head, strength=190)
    c.ellipse(cx - half - 12, mid + 20, 24, 110, shade, blur=18, clip=head, strength=150)
    c.ellipse(cx, chin + 4, half * 0.8, 18, shade, blur=9, clip=head, strength=180)
    for side in (-1, 1):
        c.ellipse(cx + side * half * 0.52, mid + 46, 22, 15, skin - 12, blur=9, clip=head,
                  strength=200 if (child or female) else 100)

    # Eyes and brows.
    eye_y = mid + (12 if child else 2)
    gap = 38 if not child else 39
    ex, ey = (17, 11) if child else ((17, 9) if female else (15.5, 7.2))
    for side in (-1, 1):
        x = cx + side * gap
        c.ellipse(x, eye_y - 3, ex + 8, ey + 9, shade + 10, blur=6, clip=head, strength=140)
        lid = curve([(x - ex, eye_y + 2), (x - ex * 0.4, eye_y - ey), (x + ex * 0.5, eye_y - ey + 0.5), (x + ex, eye_y + 1)])
        low = curve([(x + ex, eye_y + 1), (x + ex * 0.3, eye_y + ey * 0.72), (x - ex * 0.5, eye_y + ey * 0.66), (x - ex, eye_y + 2)])
        eye, draw = c.layer()
        draw.polygon([(a * SCALE, b * SCALE) for a, b in lid + low], fill=255)
        eye = eye.filter(ImageFilter.GaussianBlur(0.5 * SCALE))
        c.paint(eye, 242)
        r = ey + (1.5 if child else 1.2)
        c.ellipse(x, eye_y - 0.5, r, r, 62, blur=0.6, clip=eye)
        c.ellipse(x, eye_y - 0.5, r * 0.5, r * 0.5, 14, blur=0.4, clip=eye)
        c.ellipse(x - 3, eye_y - 4, 2.4, 2.4, 255, blur=0.4)
        c.stroke(lid, 40, 2.6 if female else 1.9)
        c.stroke(low, shade - 30, 0.9, strength=150)
        c.stroke([(a, b - 6) for a, b in lid[6:-8]], shade - 16, 1.3, strength=170)
        brow_y = eye_y - (27 if child else 24)
        lift = 3 if female else 1
        brow = curve([(x - side * 19, brow_y + 5), (x + side * 2, brow_y - lift), (x + side * 22, brow_y + 5)])
        c.stroke(brow, (150 if old else hair + 22), 3.0 if (female or child) else 5.0, blur=1.0, strength=220)
        if old:
            for k in range(3):
                c.stroke(curve([(x + side * (ex + 5), eye_y - 2 + k * 4),
                                (x + side * (ex + 15), eye_y - 5 + k * 8)]), shade - 4, 1.2, blur=0.9, strength=150)
            c.stroke(curve([(x - 15, eye_y + 15), (x, eye_y + 19), (x + 15, eye_y + 14)]), shade - 2, 1.6, blur=1.2, strength=160)

    # Nose.
    nose_y = eye_y + (37 if child else 56)
    c.stroke(curve([(cx + 7, eye_y + 12), (cx + 10, nose_y - 16), (cx + 15, nose_y - 3), (cx + 8, nose_y + 3)]),
             shade - 4, 3, blur=2.6, strength=170)
    c.ellipse(cx - 3, nose_y - 30, 6, 30, min(255, skin + 26), blur=6, clip=head, strength=170)
    c.ellipse(cx - 1, nose_y - 4, 9, 8, min(255, skin + 18), blur=4, clip=head, strength=170)
    for side in (-1, 1):
        c.ellipse(cx + side * 7, nose_y + 3.5, 4.2, 2.2, shade - 62, blur=1.1)
    c.stroke(curve([(cx - 16, nose_y), (cx - 12, nose_y + 5), (cx, nose_y + 7), (cx + 12, nose_y + 5), (cx + 16, nose_y)]),
             shade - 16, 1.6, blur=1.3, strength=170)

    # Mouth, with a trace of a smile.
    mouth_y = nose_y + (24 if child else 31)
    w = 22 if child else 27
    upper = curve([(cx - w, mouth_y - 6), (cx - 9, mouth_y - 5), (cx, mouth_y - 3), (cx + 9, mouth_y - 5), (cx + w, mouth_y - 6)])
    line = curve([(cx + w, mouth_y - 6), (cx + 12, mouth_y + 1), (cx, mouth_y + 2.5), (cx - 12, mouth_y + 1), (cx - w, mouth_y - 6)])
    lower = curve([(cx - w, mouth_y - 6), (cx - 13, mouth_y + 7), (cx, mouth_y + 11), (cx + 13, mouth_y + 7), (cx + w, mouth_y - 6)])
    lip = skin - (62 if female else 44)
    c.shape(upper + line, lip - 10, blur=0.9)
    c.shape(line + lower, lip, blur=0.9)
    c.ellipse(cx - 3, mouth_y + 6, 9, 2.4, lip + 34, blur=1.6, strength=190)
    c.stroke(line, 86, 1.7, blur=0.6)
    for side in (-1, 1):
        c.stroke(curve([(cx + side * (w + 1), mouth_y - 9), (cx + side * (w + 3), mouth_y - 5.5), (cx + side * (w + 1), mouth_y - 2)]),
                 shade - 14, 1.6, blur=1.4, strength=170)
    c.ellipse(cx, mouth_y + 19, 15, 3.5, shade - 2, blur=3.4, clip=head, strength=140)
    if not child:
        for side in (-1, 1):
            c.stroke(curve([(cx + side * 19, nose_y - 1), (cx + side * 31, nose_y + 14), (cx + side * 34, mouth_y - 2)]),
                     shade - (6 if old else -6), 2.2 if old else 1.4, blur=1.8, strength=200 if old else 110)
    if old:
        for k in range(3):
            y = top + 42 + k * 11
            c.stroke(curve([(cx - 40 + k * 4, y + 3), (cx, y), (cx + 40 - k * 4, y + 3)]), shade + 4, 1.3, blur=1.2, strength=140)

    # Hair in front.
    tone = hair
    if old and not female:
        for side in (-1, 1):
            side_hair = curve([(cx + side * 40, top + 2), (cx + side * 78, top + 12), (cx + side * (half + 10), mid - 40),
                               (cx + side * (half + 8), mid + 6), (cx + side * (half - 8), mid - 16), (cx + side * (half - 16), top + 52)])
            c.shape(side_hair, tone, blur=2.0)
        c.shape(curve([(cx - 46, top + 4), (cx, top - 12), (cx + 46, top + 4), (cx, top + 8)]), tone + 14, blur=3, strength=190)
        fringe = []
    elif female:
        fringe = curve([(cx - 12, top + 26), (cx - 46, top + 48), (cx - half + 4, mid - 26), (cx - half - 4, mid + (30 if not old else -4)),
                        (cx - half - 18, mid + (44 if not old else 0)), (cx - half - 16, mid - 40), (cx - 66, top - 18), (cx, top - 40),
                        (cx + 66, top - 18), (cx + half + 16, mid - 40), (cx + half + 18, mid + (44 if not old else 0)),
                        (cx + half + 4, mid + (30 if not old else -4)), (cx + half - 6, mid - 34), (cx + 52, top + 44), (cx - 12, top + 26)])
        if child:
            fringe = curve([(cx - half + 2, mid - 12), (cx - half - 16, mid + 30), (cx - half - 16, mid - 50), (cx - 70, top - 18), (cx, top - 40),
                            (cx + 70, top - 18), (cx + half + 16, mid - 50), (cx + half + 16, mid + 30), (cx + half - 2, mid - 12),
                            (cx + 60, mid - 30), (cx + 20, mid - 26), (cx - 20, mid - 26), (cx - 60, mid - 30), (cx - half + 2, mid - 12)])
    else:
        fringe = curve([(cx - half + 3, mid - 8), (cx - half - 9, mid - 16), (cx - half - 10, mid - 60), (cx - 70, top - 16), (cx - 10, top - 36),
                        (cx + 66, top - 18), (cx + half + 10, mid - 60), (cx + half + 9, mid - 16), (cx + half - 3, mid - 8),
                        (cx + half - 12, top + 58), (cx + 40, top + 34), (cx - 6, top + 40), (cx - 44, top + 34), (cx - half + 14, top + 62), (cx - half + 3, mid - 8)])
    if fringe:
        mask, draw = c.layer()
        draw.polygon([(x * SCALE, y * SCALE) for x, y in fringe], fill=255)
        mask = mask.filter(ImageFilter.GaussianBlur(1.2 * SCALE))
        c.ellipse(cx, top + 30, half + 4, 44, shade - 10, blur=11, clip=head, strength=110)
        c.paint(mask, tone)
        c.ellipse(cx - 34, top + 2, 46, 15, min(255, tone + 44), blur=11, clip=mask, strength=200)
        # Strands.
        for _ in range(70):
            x = cx + rng.uniform(-half - 8, half + 8)
            y = top + rng.uniform(-30, 46)
            bend = (x - cx) * 0.22
            strand, draw = c.layer()
            points = [(x, y), (x + bend, y + rng.uniform(20, 42))]
            draw.line([(a * SCALE, b * SCALE) for a, b in points], fill=70, width=SCALE)
            c.paint(ImageChops.multiply(strand.filter(ImageFilter.GaussianBlur(0.6 * SCALE)), mask),
                    min(255, tone + rng.choice((-22, 40)) if tone > 22 else tone + 40))
    if glasses:
        for side in (-1, 1):
            box = [(cx + side * gap - 25), eye_y - 17, (cx + side * gap + 25), eye_y + 19]
            mask, draw = c.layer()
            draw.rounded_rectangle([v * SCALE for v in box], radius=12 * SCALE, outline=255, width=round(2.6 * SCALE))
            c.paint(mask, 44, 0.4)
            c.stroke([(cx + side * (gap + 25), eye_y - 4), (cx + side * (half + 4), eye_y - 7)], 44, 2.4)
        c.stroke(curve([(cx - gap + 25, eye_y - 3), (cx, eye_y - 8), (cx + gap - 25, eye_y - 3)]), 44, 2.4)

    image = c.image.resize((WIDTH, HEIGHT), Image.LANCZOS)
    # The grain of a photograph, the same in every run.
    grain = Image.frombytes("L", (WIDTH, HEIGHT), rng.randbytes(WIDTH * HEIGHT))
    grain = grain.point(lambda value: 128 + (value - 128) // 24)
    return ImageChops.add(image, grain, scale=1, offset=-128)


FACES = {
    "woman": lambda: face(1, female=True, hair=34),
    "man": lambda: face(2, hair=30, glasses=True, skin=196),
    "girl": lambda: face(3, child=True, female=True, hair=42, skin=214),
    "boy": lambda: face(4, child=True, hair=36, skin=210),
    "elderly-man": lambda: face(5, old=True, hair=150, glasses=True, skin=196),
    "elderly-woman": lambda: face(6, old=True, female=True, hair=142, skin=202),
}


def save_photo(image, path):
    """Near TARGET bytes: the rate is searched, since the encoder does not take a size."""
    low, high = 4.0, 80.0
    for _ in range(14):
        rate = (low + high) / 2
        image.save(path, "JPEG2000", quality_mode="rates", quality_layers=[rate], irreversible=True,
                   num_resolutions=6, codeblock_size=(64, 64), progression="LRCP")
        if path.stat().st_size > TARGET:
            low = rate
        else:
            high = rate


# ---- rendered text -------------------------------------------------------------------------------


def text_image(text, size, path):
    """Text in a box, 1 bit, as large as fits."""
    width, height = size
    for points in (12, 11, 10, 9, 8, 7, 6):
        font = ImageFont.truetype(FONT, points)
        box = font.getbbox(text)
        if box[2] - box[0] <= width - 2:
            break
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    y = (height - (box[3] - box[1])) // 2 - box[1]
    draw.text((1 - box[0], y), text, font=font, fill=0)
    image.point(lambda v: 255 if v > 150 else 0).convert("1").save(path, optimize=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preview", type=pathlib.Path, help="also write the faces as PNG here, to look at")
    parser.add_argument("--faces-only", action="store_true")
    options = parser.parse_args()
    photos = ROOT / "photos"
    photos.mkdir(exist_ok=True)
    for name, draw in FACES.items():
        image = draw()
        save_photo(image, photos / f"{name}.jp2")
        print(name, (photos / f"{name}.jp2").stat().st_size, "bytes")
        if options.preview:
            options.preview.mkdir(parents=True, exist_ok=True)
            Image.open(photos / f"{name}.jp2").save(options.preview / f"{name}.png")
    if options.faces_only:
        return
    for path in sorted((ROOT / "personas").glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        if data["card"]["kind"] != "my-number":
            continue
        folder = path.with_suffix("")
        folder.mkdir(exist_ok=True)
        holder = data["holder"]
        text_image(holder["name"], (216, 12), folder / "name.png")
        text_image(holder["address"], (288, 12), folder / "address.png")
        text_image(data["card"]["security_code"], (24, 12), folder / "security-code.png")
        text_image(holder["individual_number"], (72, 12), folder / "individual-number.png")


if __name__ == "__main__":
    main()
