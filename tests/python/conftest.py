"""What the tests of the Python package share: the command to compare with, and a small job."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LAYOUT = """\
[document]
title = "青嶼日報"
date  = 2024-11-16

[paper]
size = ["148mm", "105mm"]

[grid]
columns = 2
measure = 18

[article]
ferry = "ferry.md"

[[page]]
id = "A1"
block = [{ article = "ferry", columns = "1-2", lines = "1-" }]
"""

ARTICLE = """\
+++
headline = "渡輪明日復航　首班清晨六時"
+++
停航三日的青嶼渡輪明日復航，首班船清晨六時由瀾灣碼頭開出，末班船晚上十一時。
"""

# Whatever the disk has, no test's job lies in it.
JOB = {"job/page.toml": LAYOUT.encode(), "job/ferry.md": ARTICLE.encode()}


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """The small job on the disk: its layout."""
    (tmp_path / "page.toml").write_text(LAYOUT, encoding="utf-8")
    (tmp_path / "ferry.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path / "page.toml"


@pytest.fixture(scope="session")
def command() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the command that is built beside the package."""
    named = os.environ.get("TYPESET")
    built = [ROOT / "target" / profile / "typeset" for profile in ("release", "debug")]
    there = [path for path in ([Path(named)] if named else built) if path.exists()]
    if not there:
        if os.environ.get("TYPESET_REQUIRE_TOOLS"):
            pytest.fail("the command is not built: cargo build --release")
        pytest.skip("the command is not built: cargo build --release")

    def run(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([there[0].absolute(), *map(str, arguments)], cwd=cwd, capture_output=True)

    return run
