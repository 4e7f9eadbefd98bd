"""The archive on a real Ray of two workers: killed, it goes on; every page is there once, failed ones are told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ARTICLE, LAYOUT, ROOT

ray = pytest.importorskip("ray")
pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

ARCHIVE = ROOT / "examples/archive"
PAGES = 300
FILES = pa.map_(pa.string(), pa.binary())


def archive(jobs: Path, out: Path, *options: object) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(arguments(jobs, out, *options), capture_output=True, text=True, timeout=600)
    assert ran.returncode in (0, 1, 2), ran.stderr
    return ran


def arguments(jobs: Path, out: Path, *options: object) -> list[str]:
    return [sys.executable, str(ARCHIVE / "archive.py"), str(jobs), str(out), "--workers", "2", *map(str, options)]


def report(out: Path) -> dict:
    return json.loads((out / "report.json").read_text(encoding="utf-8"))


def pages(out: Path) -> dict[Path, tuple[int, int]]:
    """Every PDF of the archive, with what changes when it is written again."""
    found = ((path, path.stat()) for path in (out / "pages").rglob("*.pdf"))
    return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in found}


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """300 jobs that hold all of their files, two of them faulty; a name of each is no ASCII."""
    table = []
    for number in range(PAGES):
        files = {"p.toml": LAYOUT, "ferry.md": ARTICLE.replace("清晨六時", f"{number} 時")}
        if number == 7:
            del files["ferry.md"]
        if number == 8:
            files["p.toml"] = LAYOUT.replace("columns = 2", "columns = 0")
        content = [(f"{number}/{path}", text.encode()) for path, text in files.items()]
        table.append({"job": f"青嶼/{number:03}", "layout": f"{number}/p.toml", "files": content, "other": number})
    schema = [("job", pa.string()), ("layout", pa.string()), ("files", FILES), ("other", pa.int64())]
    pq.write_table(pa.Table.from_pylist(table, schema=pa.schema(schema)), tmp_path / "jobs.parquet")
    return tmp_path / "jobs.parquet"


def test_killed_and_resumed_it_has_every_page_once(rows: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    # A session of its own, so that all of Ray is in the group that is killed.
    started = subprocess.Popen(arguments(rows, out, "--batch", 8), start_new_session=True)
    try:
        deadline = time.monotonic() + 300
        while len(list((out / "records").glob("*.parquet"))) < 5 and started.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert started.poll() is None, "it was done before it could be killed"
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
    end_orphans(started.pid)
    standing = pages(out)
    assert 0 < len(standing) < PAGES - 2
    assert not (out / "report.json").exists()

    ran = archive(rows, out, "--batch", 8)
    assert ran.returncode == 1, ran.stderr
    told = report(out)
    assert (told["jobs"], told["done"], told["failed"], told["pages"]) == (PAGES, PAGES - 2, 2, PAGES - 2)
    assert 0 < told["run"]["composed"] < PAGES
    now = pages(out)
    assert len(now) == PAGES - 2
    assert {path: now[path] for path in standing} == standing, "a page was written twice"
    assert sorted(job["job"] for job in told["failed_jobs"]) == ["青嶼/007", "青嶼/008"]
    assert all(job["findings"] for job in told["failed_jobs"])
    failed = pq.read_table(out / "failed.parquet").to_pylist()
    assert {row["job"] for row in failed} == {"青嶼/007", "青嶼/008"}
    assert any("ferry.md" in row["message"] for row in failed)
    assert told["characters"] > 0 and told["findings"]["O002"] > 0
    assert not (out / "work").exists()
    maps = {path.with_suffix(".pdf") for path in (out / "pages").rglob("*.json")}
    assert maps == set(now)

    # Mended, and again: the two alone are composed.
    mended = pq.read_table(rows).to_pylist()
    for number in (7, 8):
        text = {"p.toml": LAYOUT, "ferry.md": ARTICLE}
        mended[number]["files"] = [(f"{number}/{path}", it.encode()) for path, it in text.items()]
    pq.write_table(pa.Table.from_pylist(mended, schema=pq.read_schema(rows)), rows)
    ran = archive(rows, out)
    assert ran.returncode == 0, ran.stderr
    assert (report(out)["run"]["composed"], report(out)["pages"]) == (2, PAGES)
    assert {path: pages(out)[path] for path in now} == now
    assert len(list((out / "records").iterdir())) == 1

    # Nothing is left to do: Ray is not even started.
    start = time.monotonic()
    assert archive(rows, out).returncode == 0
    assert time.monotonic() - start < 10
    assert report(out)["run"]["composed"] == 0


def end_orphans(group: int) -> None:
    """Ray's own daemons have sessions of their own, and end when they see their driver gone."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.2)


def test_a_folder_of_layouts(tmp_path: Path) -> None:
    jobs, out = tmp_path / "版面", tmp_path / "out"
    jobs.mkdir()
    for name in ("甲", "乙 2"):
        (jobs / f"{name}.toml").write_text(LAYOUT, encoding="utf-8")
    (jobs / "ferry.md").write_text(ARTICLE, encoding="utf-8")
    (jobs / "broken.toml").write_text("[[[", encoding="utf-8")
    (jobs / "lost.toml").write_text(LAYOUT.replace("ferry.md", "none.md"), encoding="utf-8")
    ran = archive(jobs, out)
    assert ran.returncode == 1, ran.stderr
    told = report(out)
    assert (told["jobs"], told["done"], told["pages"]) == (4, 2, 2)
    assert {job["job"] for job in told["failed_jobs"]} == {"broken", "lost"}
    names = sorted(path.name.rsplit("-", 1)[0] for path in pages(out))
    assert names == ["乙-2", "甲"]
    # The command's own bytes.
    import typeset

    assert {path.read_bytes() for path in pages(out)} == {typeset.compose(jobs / "甲.toml").pdf}


def write(path: Path, table: dict) -> Path:
    pq.write_table(pa.table(table), path)
    return path


def test_several_jobs_of_one_name(job: Path, tmp_path: Path) -> None:
    jobs = write(tmp_path / "j.parquet", {"job": [1, 0, 1], "layout": ["page.toml"] * 3})
    assert archive(jobs, tmp_path / "out").returncode == 1
    told = report(tmp_path / "out")
    assert (told["done"], [one["job"] for one in told["failed_jobs"]]) == (1, ["1"])


def test_nothing_that_can_be_done(job: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    empty = tmp_path / "empty"
    empty.mkdir()
    (tmp_path / "j.parquet").write_text("no Parquet")
    cases = [
        (tmp_path / "none", "none"),
        (empty, "empty"),
        (tmp_path / "j.parquet", "no Parquet"),
        (write(tmp_path / "k.parquet", {"job": ["a"]}), "no column `layout`"),
        (write(tmp_path / "l.parquet", {"layout": pa.array([None], pa.string())}), "without its `layout`"),
    ]
    for jobs, said in cases:
        ran = archive(jobs, out)
        assert ran.returncode == 2 and said in ran.stderr and "Traceback" not in ran.stderr, ran.stderr
    (tmp_path / "file").write_text("")
    jobs = write(tmp_path / "m.parquet", {"layout": ["page.toml"]})
    ran = archive(jobs, tmp_path / "file")
    assert ran.returncode == 2 and "cannot be written to" in ran.stderr


def test_an_archive_among_its_own_jobs(tmp_path: Path) -> None:
    write(tmp_path / "j.parquet", {"layout": ["page.toml"]})
    ran = archive(tmp_path, tmp_path / "out")
    assert ran.returncode == 2 and "whose tables are all jobs" in ran.stderr


def test_pages_that_cannot_be_put(job: Path, tmp_path: Path) -> None:
    """It stops, and says so; what it did stays."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "pages").write_text("a file where the pages are to go")
    ran = archive(write(tmp_path / "j.parquet", {"layout": ["page.toml"]}), out)
    assert ran.returncode == 2 and "stopped" in ran.stderr and "Traceback" not in ran.stderr, ran.stderr
    (out / "pages").unlink()
    assert archive(tmp_path / "j.parquet", out).returncode == 0
    assert len(pages(out)) == 1


def test_a_job_that_ends_its_worker_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no exception can say is counted by attempts."""
    monkeypatch.syspath_prepend(str(ARCHIVE))
    import work

    job = {"job": "a", "layout": "p.toml", "files": {"p.toml": LAYOUT.encode(), "ferry.md": ARTICLE.encode()}}
    for _ in range(2):
        work.Desk(tmp_path, run=1, attempts=2).begun(job)
    [record] = work.compose_batch([job], str(tmp_path), run=1, attempts=2).to_pylist()
    assert not record["ok"] and "was lost 2 times" in record["findings"][0]["message"]
    # Another run tries it anew.
    [record] = work.compose_batch([job], str(tmp_path), run=2, attempts=2).to_pylist()
    assert record["ok"] and (tmp_path / record["pdf"]).exists()


def test_names_that_disks_would_not_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ARCHIVE))
    import work

    names = ["a/b", "a-b", "A-b", "../../x", "", ".", "港" * 500, "\0", "a\nb", "\udcff"]
    places = [work.place_of(name) for name in names]
    assert len(set(places)) == len(names)
    for place in places:
        prefix, folder, name = place.split("/")
        assert prefix == "pages" and len(folder) == 2 and len(name.encode()) < 200 and name.isprintable()


def test_jobs_of_an_example(tmp_path: Path) -> None:
    made = [sys.executable, ARCHIVE / "make_jobs.py", ROOT / "layouts/page.toml", tmp_path / "j.parquet"]
    subprocess.run([*map(str, made), "--count", "3"], check=True)
    table = pq.read_table(tmp_path / "j.parquet").to_pylist()
    assert [row["job"] for row in table] == ["page/2024-11-16", "page/2024-11-17", "page/2024-11-18"]
    assert archive(tmp_path / "j.parquet", tmp_path / "out").returncode == 0
    assert report(tmp_path / "out")["pages"] == 3


def test_the_same_on_spark(job: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    jobs = write(tmp_path / "j.parquet", {"job": ["a", "b"], "layout": [str(job), str(job)]})
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable, "PYTHONPATH": os.pathsep.join([str(ARCHIVE), *sys.path])}
    ran = subprocess.run(
        [sys.executable, str(ARCHIVE / "spark.py"), str(jobs), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        env=environment,
    )
    if "JAVA_GATEWAY_EXITED" in ran.stderr or "JAVA_HOME" in ran.stderr:
        pytest.skip("there is no Java")
    assert ran.returncode == 0, ran.stderr
    assert len(pages(tmp_path / "out")) == 2
