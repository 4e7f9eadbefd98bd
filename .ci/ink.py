#!/usr/bin/env python3
"""The most ink on a page.

    .ci/ink.py LIMIT FILE.pam...

Reads CMYK rasters (ghostscript's `pamcmyk32`) and exits with 1 when any pixel has more than LIMIT
per cent of ink in all. A rounding of each ink to 1/255 is let pass.
"""

import sys

ROUNDING = 4 * 100 / 255


def samples(path):
    data = open(path, "rb").read()
    head, _, rest = data.partition(b"ENDHDR\n")
    if b"TUPLTYPE CMYK\n" not in head:
        sys.exit(f"{path} is no CMYK raster")
    return rest


def main(limit, *paths):
    bad = False
    for path in paths:
        inks = samples(path)
        most = max(map(sum, zip(*(inks[ink::4] for ink in range(4))))) * 100 / 255
        print(f"{path}: at most {most:.0f} % of ink")
        bad |= most > float(limit) + ROUNDING
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
