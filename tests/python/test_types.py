"""The types that the package tells are those that it has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

pytest.importorskip("mypy")

USE = """\
from pathlib import Path

import typeset

result = typeset.compose(Path("a.toml"), files={"a.toml": b""}, outputs=("pdf", "png"), threads=1)
pdf: bytes | None = result.pdf
names: list[str] = [found.code + (found.help or "") for found in result.diagnostics]
one: str = typeset.import_article("a.txt").articles[0].text
made: str | None = typeset.arrange("plan.toml", seed=1).layout
typeset.Session(threads=2).check("a.toml", files=lambda path: None)
typeset.compose("a.toml", outputs=3)  # type: ignore[arg-type]
typeset.compose("a.toml", files=lambda path: "text")  # type: ignore[arg-type]
"""


def run(*arguments: object, cwd: Path) -> None:
    ran = subprocess.run([sys.executable, "-m", *map(str, arguments)], cwd=cwd, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_caller_and_the_package_pass_mypy(tmp_path: Path) -> None:
    (tmp_path / "use.py").write_text(USE, encoding="utf-8")
    run("mypy", "--strict", "--warn-unused-ignores", "use.py", cwd=tmp_path)
    run("mypy", "--strict", "-p", "typeset", cwd=tmp_path)


def test_the_stub_is_of_what_is_there(tmp_path: Path) -> None:
    run("mypy.stubtest", "typeset._native", "--ignore-missing-stub", cwd=tmp_path)


def test_the_archive_passes_mypy() -> None:
    pytest.importorskip("pyarrow")
    files = [path.name for path in sorted((ROOT / "examples/archive").glob("*.py")) if path.stem != "spark"]
    run("mypy", "--strict", "--ignore-missing-imports", *files, cwd=ROOT / "examples/archive")
