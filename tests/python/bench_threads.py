"""How much faster two threads of Python are than one: python tests/python/bench_threads.py [LAYOUT] [JOBS]

The figures inform; nothing depends on them.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import typeset

layout = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2] / "layouts/page.toml"
count = int(sys.argv[2]) if len(sys.argv) > 2 else 40


def seconds(threads: int) -> float:
    with ThreadPoolExecutor(threads) as pool:
        work = lambda _: typeset.compose(layout, threads=1).pdf
        list(pool.map(work, range(threads)))  # Fonts are opened.
        start = time.perf_counter()
        assert all(pool.map(work, range(count)))
        return time.perf_counter() - start


# Turn by turn, so that other work on the machine falls on both.
one, two = (min(times) for times in zip(*((seconds(1), seconds(2)) for _ in range(3))))
print(f"{count} jobs: {one:.2f} s on one thread, {two:.2f} s on two, {one / two:.2f} times as fast")
print(f"{count / one:.1f} jobs a second on one core")
