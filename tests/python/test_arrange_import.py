"""`arrange` and `import_article`."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

import typeset

PLAN = ROOT / "layouts/plan-tabloid.toml"


def test_a_plan_is_arranged_as_by_the_command(command, tmp_path: Path) -> None:
    made = typeset.arrange(PLAN, output=tmp_path / "a.toml", seed=3)
    assert made.layout is not None, made.diagnostics
    ran = command("arrange", PLAN, "-o", tmp_path / "a.toml", "--seed", 3)
    assert ran.returncode == 0, ran.stderr.decode()
    assert made.layout == (tmp_path / "a.toml").read_text(encoding="utf-8")
    assert made.explained
    # Beside the plan, and composed without having been written.
    beside = typeset.arrange(PLAN)
    assert beside.layout is not None
    layout = PLAN.with_name("arranged.toml")
    assert typeset.compose(layout, files={layout: beside.layout.encode()}, outputs=["map"]).ok


def test_a_plan_with_a_fault(tmp_path: Path) -> None:
    text = PLAN.read_text(encoding="utf-8").replace("rank", "rnak", 1)
    made = typeset.arrange(PLAN, files={PLAN: text.encode()})
    assert made.layout is None and made.layouts == []
    assert any(found.severity == "error" for found in made.diagnostics)


NINJS = """{"type": "text", "headline": "渡輪復航", "body_text": "停航三日的渡輪明日復航。",
 "associations": {"main": {"type": "picture", "renditions": {"r": {"href": "a.png"}}, "headline": "碼頭"}}}"""


def test_copy_is_imported_as_by_the_command(command, tmp_path: Path) -> None:
    copy = tmp_path / "wire.json"
    copy.write_text(NINJS, encoding="utf-8")
    (tmp_path / "a.png").write_bytes((ROOT / "examples/harbour/lighthouse.png").read_bytes())
    made = typeset.import_article(copy)
    ran = command("import", copy, "-o", tmp_path / "out")
    assert ran.returncode == 0, ran.stderr.decode()
    [article] = made.articles
    assert article.text == (tmp_path / "out" / f"{article.name}.md").read_text(encoding="utf-8")
    assert "渡輪復航" in article.text
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {f"{article.name}.md", *article.pictures}
    for name, content in article.pictures.items():
        assert content == (tmp_path / "out" / name).read_bytes()


def test_copy_from_memory() -> None:
    files = {"none/here/a.txt": "港口開放\n\n港口今日開放。\n".encode("big5")}
    made = typeset.import_article("none/here/a.txt", files=files, encoding="big5")
    assert "港口今日開放" in made.articles[0].text
    wrong = typeset.import_article("a.docx", files={"a.docx": b"PK\3\4 and no more"})
    assert wrong.articles == [] and wrong.diagnostics[0].severity == "error"


def test_copy_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        typeset.import_article(tmp_path / "none.txt")
