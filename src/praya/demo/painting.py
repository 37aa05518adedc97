"""Draw the picture of the demo's front page: two harbours at dusk, with lanterns on the water between them.

It is drawn from numbers alone, so that it is ours and the same on every machine.
"""

from __future__ import annotations

from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT, HORIZON = 1600, 640, 400
DUSK = ((18, 38, 58), (58, 84, 110), (232, 160, 92))
SEA = ((24, 60, 74), (10, 30, 42))
FAR, NEAR, WINDOW, GLOW = (34, 58, 74), (14, 28, 38), (250, 214, 138), (255, 186, 92)
Colour = tuple[int, int, int]


def harbours() -> bytes:
    """Return the picture as PNG."""
    rng = Random("praya demo harbours")  # noqa: S311 - where windows are lit, no secret
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(picture)
    for y in range(HEIGHT):
        draw.line([(0, y), (WIDTH, y)], fill=_sky(y) if y < HORIZON else _between(*SEA, (y - HORIZON) / (HEIGHT - HORIZON)))
    for x in range(0, WIDTH, 4):
        # Hills are two slow waves: one behind each harbour, low where the sea is open.
        bend = 90 * (abs(x - WIDTH / 2) / (WIDTH / 2)) ** 1.5 + 12 * ((x // 40 * 7919) % 5) / 5
        draw.rectangle([x, HORIZON - bend, x + 4, HORIZON], fill=FAR)
    for start, end in ((40, 620), (1000, 1560)):
        _towers(draw, rng, start, end)
    _reflect(picture)
    _lanterns(picture, rng)
    stream = BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def _sky(y: int) -> Colour:
    share = y / HORIZON
    return _between(DUSK[0], DUSK[1], share * 2) if share < 0.5 else _between(DUSK[1], DUSK[2], share * 2 - 1)


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _towers(draw: ImageDraw.ImageDraw, rng: Random, start: int, end: int) -> None:
    x = start
    while x < end:
        wide, middle = rng.randint(26, 58), 1 - abs(2 * (x - start) / (end - start) - 1)
        high = rng.randint(50, 110) + round(150 * middle * rng.random())
        draw.rectangle([x, HORIZON - high, x + wide, HORIZON], fill=NEAR)
        for row in range(HORIZON - high + 8, HORIZON - 6, 12):
            for column in range(x + 5, x + wide - 6, 10):
                if rng.random() < 0.38:
                    draw.rectangle([column, row, column + 4, row + 6], fill=WINDOW)
        x += wide + rng.randint(2, 12)


def _reflect(picture: Image.Image) -> None:
    deep = HEIGHT - HORIZON
    mirrored = picture.crop((0, HORIZON - deep, WIDTH, HORIZON)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirrored = mirrored.filter(ImageFilter.GaussianBlur(5))
    picture.paste(Image.blend(picture.crop((0, HORIZON, WIDTH, HEIGHT)), mirrored, 0.35), (0, HORIZON))


def _lanterns(picture: Image.Image, rng: Random) -> None:
    halo = Image.new("RGB", picture.size)
    light = ImageDraw.Draw(halo)
    places = [(rng.randint(60, WIDTH - 60), rng.randint(HORIZON + 40, HEIGHT - 40)) for _ in range(34)]
    for x, y in places:
        size = 4 + (y - HORIZON) // 26
        light.ellipse([x - 3 * size, y - 3 * size, x + 3 * size, y + 3 * size], fill=(96, 58, 18))
    picture.paste(ImageChops.add(picture, halo.filter(ImageFilter.GaussianBlur(12))))
    draw = ImageDraw.Draw(picture)
    for x, y in places:
        size = 4 + (y - HORIZON) // 26
        draw.rounded_rectangle([x - size, y - size, x + size, y + size // 2], radius=size // 2, fill=GLOW)
