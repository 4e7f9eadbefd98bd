"""The examples of the manual's chapter on Python are run, one after the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

CHAPTER = ROOT / "docs/src/python.md"


def test_the_manuals_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    for folder in ("layouts", "examples"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"^```python\n(.*?)^```$", CHAPTER.read_text(encoding="utf-8"), re.M | re.S)
    assert len(examples) == 5
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, str(CHAPTER), "exec"), names)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
