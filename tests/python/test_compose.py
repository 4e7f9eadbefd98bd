"""`compose`, `check` and `Session`: what they give is what the command gives."""

from __future__ import annotations

import json
import os
import pickle
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import ARTICLE, JOB, LAYOUT, ROOT

import typeset

PAGE = ROOT / "layouts/page.toml"


def test_bytes_are_the_commands(command, tmp_path: Path) -> None:
    given = typeset.compose(PAGE, outputs=("pdf", "pages", "map", "text", "png"), dpi=50)
    out = tmp_path
    names = ["-o", out / "page.pdf", "--map", out / "map.json", "--text", out / "text"]
    ran = command(PAGE, *names, "--png", out / "{page}.png", "--dpi", 50)
    assert ran.returncode == 0, ran.stderr.decode()
    assert given.pdf == (out / "page.pdf").read_bytes()
    assert given.map == (out / "map.json").read_text(encoding="utf-8")
    assert given.text == {
        path.stem: path.read_text(encoding="utf-8") for path in (out / "text").iterdir()
    }
    assert given.png == {path.stem: path.read_bytes() for path in out.glob("*.png")}
    assert command(PAGE, "-o", out / "each/{page}.pdf").returncode == 0
    assert given.pages == {path.stem: path.read_bytes() for path in (out / "each").iterdir()}
    assert given.page_count == len(given.pages) == 1


def test_web_pages_are_those_beside_the_layout(command, job: Path) -> None:
    given = typeset.compose(job, outputs=["html"])
    assert command("page.toml", "--html", ".", cwd=job.parent).returncode == 0
    assert given.html == {"ferry": (job.parent / "ferry.html").read_text(encoding="utf-8")}
    assert given.pdf is None


def test_findings_are_the_commands(command, job: Path) -> None:
    job.write_text(LAYOUT.replace("columns = 2", 'columns = "2"'), encoding="utf-8")
    ran = command(job, "-o", job.parent / "x.pdf", "--message-format", "json")
    assert ran.returncode == 1
    given = typeset.compose(job)
    assert given.pdf is None and not given.ok
    said = [json.loads(line) for line in ran.stderr.splitlines()]
    assert len(said) == len(given.diagnostics) > 0
    for one, found in zip(said, given.diagnostics):
        told = (found.code, found.severity, found.message, found.file, found.label)
        assert tuple(one[key] for key in ("code", "severity", "message", "file", "label")) == told
        assert one["help"] == (found.help or "").split("\n") and one["notes"] == list(found.notes)
        assert (one["start"]["line"], one["start"]["column"]) == (found.line, found.column)
    first = given.errors[0]
    assert str(first) == f"{job}:{first.line}:{first.column}: error[{first.code}]: {first.message}"


def test_files_of_a_dict_go_before_the_disk(job: Path) -> None:
    on_disk = typeset.compose(job).pdf
    assert on_disk is not None
    # Nothing of it on the disk, and not even its folder.
    in_memory = typeset.compose("job/page.toml", files=JOB, outputs=["pdf", "text"])
    assert in_memory.pdf == on_disk
    assert "渡輪明日復航" in in_memory.text["ferry"]
    # One of its files from the dict, the other from the disk.
    other = ARTICLE.replace("清晨", "正午")
    for path in (job.parent / "ferry.md", os.path.join(job.parent, "x/../ferry.md")):
        changed = typeset.compose(job, files={path: bytearray(other.encode())}, outputs=["text"])
        assert "正午" in changed.text["ferry"]
    assert typeset.compose(job).pdf == on_disk


def test_files_of_a_function(job: Path) -> None:
    asked = []

    def files(path: str) -> bytes | None:
        asked.append(path)
        return LAYOUT.encode() if path.endswith("page.toml") else None

    assert typeset.compose(job, files=files).pdf == typeset.compose(job).pdf
    assert asked == [str(job), str(job.parent / "ferry.md")]


def test_what_a_function_raises_is_raised(job: Path) -> None:
    for error in (KeyError("ferry"), KeyboardInterrupt()):

        def files(path: str) -> bytes | None:
            if path.endswith(".md"):
                raise error
            return None

        with pytest.raises(type(error)):
            typeset.compose(job, files=files)

    def missing(path: str) -> bytes | None:
        if path.endswith(".md"):
            raise FileNotFoundError(2, "no such thing", path)
        return None

    # A file that is not there is a fault of the job; the layout itself is its caller's.
    result = typeset.compose(job, files=missing)
    assert result.pdf is None and "ferry.md" in result.errors[0].message
    with pytest.raises(TimeoutError):
        typeset.compose(job, files=raising(TimeoutError()))
    with pytest.raises(TypeError, match="gave str for .*page.toml, not bytes or None"):
        typeset.compose(job, files=lambda path: "text")  # type: ignore[arg-type, return-value]


def raising(error: Exception):
    def files(path: str) -> bytes | None:
        raise error

    return files


def test_a_function_may_compose_itself(job: Path) -> None:
    inner = []

    def files(path: str) -> bytes | None:
        inner.append(typeset.compose("job/page.toml", files=JOB, threads=1).pdf)
        return None

    assert typeset.compose(job, files=files, threads=1).pdf == inner[0] == inner[1]


def test_a_faulty_job_raises_nothing(job: Path) -> None:
    for layout in (b"", b"[[[", b"\xff\xfe\x00", b"[document]\n", "港 = 1\n".encode(), b"\0" * 1000):
        result = typeset.compose(job, files={job: layout}, outputs=["pdf", "map", "png"])
        assert result.pdf is None and result.map is None and result.png == {}
        assert result.errors, layout
    (job.parent / "ferry.md").unlink()
    assert [found.code for found in typeset.compose(job).errors]


def test_a_proof_is_made_in_spite_of_errors(command, job: Path) -> None:
    job.write_text(LAYOUT.replace('lines = "1-"', 'lines = "1+4"'), encoding="utf-8")
    assert typeset.compose(job).pdf is None
    proof = typeset.compose(job, proof=True)
    assert proof.pdf is not None and not proof.ok
    command("page.toml", "--proof", "-o", "proof.pdf", cwd=job.parent)
    assert proof.pdf == (job.parent / "proof.pdf").read_bytes()


def test_what_is_denied_is_an_error(job: Path) -> None:
    assert typeset.compose(job).ok
    denied = typeset.compose(job, deny=["warnings"])
    assert denied.pdf is None and not denied.ok
    assert not typeset.check(job, deny=["O002"]).ok


def test_a_check_has_a_ledger(command, job: Path) -> None:
    checked = typeset.check(job)
    assert command("check", "page.toml", "--ledger", "l.json", cwd=job.parent).returncode == 0
    assert checked.ledger == (job.parent / "l.json").read_text(encoding="utf-8")
    assert checked.pdf is None and checked.page_count == 1
    assert [found.code for found in checked.diagnostics] == ["O002"]


def test_any_number_of_threads_gives_the_same(job: Path) -> None:
    wanted = typeset.compose(job).pdf
    assert all(typeset.compose(job, threads=threads).pdf == wanted for threads in (1, 2, 7))
    with ThreadPoolExecutor(8) as pool:
        made = pool.map(lambda threads: typeset.compose(job, threads=threads).pdf, [1, 2, None] * 16)
        assert set(made) == {wanted}


def test_the_lock_is_let_go(job: Path) -> None:
    """While one thread composes, another gets its turn."""
    seen, runs = threading.Event(), []

    def compose() -> None:
        while len(runs) < 50 and not seen.is_set():
            runs.append(typeset.compose(job, threads=1).ok)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)  # Nobody is made to let it go.
    try:
        thread = threading.Thread(target=compose)
        thread.start()
        seen.set()
        thread.join(60)
    finally:
        sys.setswitchinterval(interval)
    assert len(runs) < 50


def test_a_session_keeps_and_gives_the_same(job: Path) -> None:
    session = typeset.Session(threads=1)
    fresh = typeset.compose(job).pdf
    other = {job.parent / "ferry.md": ARTICLE.replace("清晨", "正午").encode()}
    for files in (None, other, None):
        assert session.compose(job, files=files).pdf == typeset.compose(job, files=files).pdf
    assert session.compose(job).pdf == fresh
    assert session.check(job).ok
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: session.compose(job).pdf, range(16))) == {fresh}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_process_that_was_forked_off_composes(job: Path) -> None:
    """The threads of its parent are not there."""
    wanted = typeset.compose(job, threads=2).pdf
    child = os.fork()
    if child == 0:
        os._exit(0 if typeset.compose(job, threads=2).pdf == wanted else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_results_go_from_process_to_process(job: Path) -> None:
    result = typeset.compose(job, outputs=["pdf", "map"])
    assert pickle.loads(pickle.dumps(result)) == result
    assert "%PDF" not in repr(result)


def test_paths_of_any_characters(tmp_path: Path) -> None:
    folder = tmp_path / "港 口\U00020bb7"
    folder.mkdir()
    for name, text in {"頁.toml": LAYOUT.replace("ferry.md", "渡輪.md"), "渡輪.md": ARTICLE}.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert typeset.compose(folder / "頁.toml").ok
    asked = []
    assert typeset.compose(folder / "頁.toml", files=lambda path: asked.append(path)).ok
    assert asked[1] == str(folder / "渡輪.md")
    # Bytes that are no UTF-8, as Python tells them.
    odd = os.path.join(os.fsencode(tmp_path), b"\xff.toml")
    Path(os.fsdecode(odd)).write_text(LAYOUT, encoding="utf-8")
    (tmp_path / "ferry.md").write_text(ARTICLE, encoding="utf-8")
    assert typeset.compose(os.fsdecode(odd)).ok


def test_nothing_is_read_from_outside_the_root(tmp_path: Path, job: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "page.toml").write_text(LAYOUT.replace("ferry.md", "../ferry.md"), encoding="utf-8")
    assert not typeset.compose(folder / "page.toml", root=folder).ok
    assert typeset.compose(folder / "page.toml", root=tmp_path).ok
