"""Composes an archive of pages on Ray Data.

    python archive.py JOBS OUT [--workers N] [--address ADDRESS]

JOBS is a folder of layouts, or a Parquet file or folder with a row a job: `layout`, a path from where JOBS stands;
`job`, a name of its own (the layout's path unless said); `root`; `files`, a map of path to bytes that goes
before the disk. Other columns are left alone. OUT is a folder; work.py says what stands in it.

It may be killed at any moment. The next run goes on with the jobs that have no page yet, those that failed
among them; when there are none it does nothing. Each run writes OUT/report.json and OUT/failed.parquet anew.
Exit code 0 says that every job has its pages, 1 that some failed, 2 that nothing could be done.
"""

from __future__ import annotations

import argparse
import fcntl
import itertools
import json
import logging
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as tables
import pyarrow.parquet as pq

import work

COLUMNS = ("job", "layout", "root", "files")


class Unusable(Exception):
    """Nothing can be done with this JOBS or OUT."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jobs", metavar="JOBS", type=Path)
    parser.add_argument("out", metavar="OUT", type=Path)
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes; one a core unless said")
    parser.add_argument("--batch", type=int, default=16, help="jobs that are recorded together: what a kill repeats")
    parser.add_argument("--attempts", type=int, default=3, help="at a job that the disk or its worker failed")
    parser.add_argument("--address", help="of a Ray cluster that sees JOBS and OUT; else Ray is started here")
    asked = parser.parse_args()
    for name in ("workers", "batch", "attempts"):
        if getattr(asked, name) < 1:
            parser.error(f"--{name} is 1 or more")
    try:
        return archive(asked)
    except Unusable as error:
        print(f"archive: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("archive: stopped; the next run goes on", file=sys.stderr)
    return 2


def archive(asked: argparse.Namespace) -> int:
    start = time.monotonic()
    jobs, out = Jobs(asked.jobs.absolute()), asked.out.absolute()
    if jobs.are_rows and out.is_relative_to(jobs.path):
        raise Unusable(f"{out} lies in {jobs.path}, whose tables are all jobs")
    with sole_run(out):
        done = {record["job"] for record in records(out, ["job", "ok"]) if record["ok"]}
        todo = [name for name in jobs.names if name not in done]
        print(f"{len(todo):,} of {len(jobs.names):,} jobs have no pages yet", file=sys.stderr)
        if todo:
            compose(jobs, todo, out, asked)
        return report(jobs, out, composed=len(todo), start=start)


def compose(jobs: Jobs, todo: list[str], out: Path, asked: argparse.Namespace) -> None:
    """Shares the jobs out. Ray gives a batch whose worker was lost to another, without end: `work` counts the attempts."""
    import ray

    ray.init(
        address=asked.address,
        num_cpus=None if asked.address else asked.workers,
        # What goes from process to process is rows of names and numbers.
        object_store_memory=None if asked.address else 256 << 20,
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.WARNING,
    )
    ray.data.DataContext.get_current().enable_progress_bars = False
    wanted, folder, run, attempts = ray.put(set(todo)), jobs.folder, int(time.time()), asked.attempts

    def composed(rows: pa.Table) -> pa.Table:
        names = ray.get(wanted)
        batch = [from_anywhere(row, folder) for row in rows.to_pylist()]
        batch = [job for job in batch if job["job"] in names]
        return work.compose_batch(batch, str(out), run, attempts).select(["ok", "pages"])

    dataset = jobs.dataset(set(todo), asked.batch)
    records = dataset.map_batches(composed, batch_size=asked.batch, batch_format="pyarrow", num_cpus=1)
    progress = Progress(len(todo))
    try:
        for made in records.iter_batches(batch_size=None, batch_format="pyarrow"):
            progress.add(made["ok"].to_pylist(), made["pages"].to_pylist())
    # No job does this: OUT is full, JOBS has become another file, the cluster is gone.
    except (OSError, ray.exceptions.RayError) as error:
        raise Unusable(f"stopped, the next run goes on: {error.__cause__ or error}") from None
    finally:
        ray.shutdown()
    shutil.rmtree(out / "work", ignore_errors=True)


class Jobs:
    """The jobs by their names, and how Ray reads them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = str(path if path.is_dir() else path.parent)
        layouts = sorted(path.rglob("*.toml"))
        self.are_rows = not layouts
        names = self.of_rows() if self.are_rows else [self.name(layout) for layout in layouts]
        counts = Counter(names)
        # Nobody could say whose page it is that stands under such a name: none of them is composed.
        self.twice = [name for name, count in counts.items() if count > 1]
        self.names = [name for name, count in counts.items() if count == 1]

    def name(self, layout: Path) -> str:
        return str(layout.relative_to(self.path).with_suffix(""))

    def of_rows(self) -> list[str]:
        try:
            rows = tables.dataset(self.path, format="parquet")
        except (OSError, pa.ArrowInvalid) as error:
            raise Unusable(f"{self.path} is no folder of layouts, and no Parquet: {error}") from None
        if "layout" not in rows.schema.names:
            raise Unusable(f"{self.path} has no layouts and no column `layout`")
        self.columns = [name for name in COLUMNS if name in rows.schema.names]
        key = self.columns[0]
        names: list[str] = rows.to_table(columns=[key])[key].cast(pa.string()).to_pylist()
        if None in names:
            raise Unusable(f"{self.path} has a row without its `{key}`")
        return names

    def dataset(self, todo: set[str], batch: int) -> Any:
        import ray.data

        if self.are_rows:
            rows = ray.data.read_parquet(str(self.path), columns=self.columns)
            return rows.repartition(target_num_rows_per_block=batch)
        items = [{"job": name, "layout": f"{name}.toml"} for name in self.names if name in todo]
        return ray.data.from_items(items, override_num_blocks=-(-len(items) // batch))


def from_anywhere(row: dict[str, Any], folder: str) -> dict[str, Any]:
    """A row with all of its columns, its paths such that they lead there from any worker's folder."""
    files = {os.path.join(folder, path): content for path, content in row.get("files") or ()}
    root = row.get("root") and os.path.join(folder, row["root"])
    layout = os.path.join(folder, row["layout"] or "")
    return {"job": str(row["job"] if "job" in row else row["layout"]), "layout": layout, "root": root, "files": files}


def records(out: Path, columns: list[str]) -> Iterator[dict[str, Any]]:
    """The last record of every job."""
    seen: set[str] = set()
    for part in sorted((out / "records").glob("*.parquet"), reverse=True):
        for record in pq.read_table(part, columns=columns).to_pylist():
            if record["job"] not in seen:
                seen.add(record["job"])
                yield record


def written(table: pq.ParquetWriter, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows, once they are in the table."""
    while chunk := list(itertools.islice(rows, 10_000)):
        table.write_table(pa.Table.from_pylist(chunk, schema=work.RECORD))
        yield from chunk


def report(jobs: Jobs, out: Path, composed: int, start: float) -> int:
    """Sums up all runs, and puts the records of their batches into one file."""
    missing, codes, failed = set(jobs.names), Counter[str](), []
    done = pages = characters = size = 0
    seconds = 0.0
    parts = sorted((out / "records").glob("*.parquet"))
    all_records = out / "work" / "records"
    all_records.parent.mkdir(exist_ok=True)
    with pq.ParquetWriter(all_records, work.RECORD) as together:
        for record in written(together, records(out, work.RECORD.names)):
            if record["job"] not in missing:
                continue
            missing.remove(record["job"])
            for finding in record["findings"]:
                codes[finding["code"]] += finding["count"]
            if record["ok"]:
                done += 1
                pages += record["pages"]
                characters += record["characters"]
                size += record["bytes"]
                seconds += record["seconds"]
            else:
                failed.append({name: record[name] for name in ("job", "layout", "findings")})
    if len(parts) > 1:
        # Killed here, the next run finds a job's record twice, and takes one.
        os.replace(all_records, parts[-1])
        for part in parts[:-1]:
            part.unlink()
    for names, message in [(jobs.twice, "several jobs have this name"), (sorted(missing), "nothing is recorded of it")]:
        finding = {"code": "job", "severity": "error", "message": message, "count": 1}
        failed += [{"job": name, "layout": None, "findings": [finding]} for name in names]
    summary = {
        "schema": 1,
        "jobs": len(jobs.names) + len(jobs.twice),
        "done": done,
        "failed": len(failed),
        "pages": pages,
        "characters": characters,
        "bytes": size,
        "findings": dict(sorted(codes.items())),
        "core_seconds": round(seconds, 3),
        "pages_per_second_per_core": round(pages / seconds, 2) if seconds else None,
        "run": {"composed": composed, "seconds": round(time.monotonic() - start, 3)},
        "failed_jobs": failed,
    }
    rows = [{"job": one["job"], "layout": one["layout"], **found} for one in failed for found in one["findings"]]
    schema = pa.schema([("job", pa.string()), ("layout", pa.string()), *work.FINDING])
    work.put_table(pa.Table.from_pylist(rows, schema=schema), out, "failed.parquet")
    staged = out / "work" / "report"
    staged.write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    os.replace(staged, out / "report.json")
    shutil.rmtree(out / "work", ignore_errors=True)
    print(f"{done:,} jobs done, {pages:,} pages; {len(failed):,} failed: {out}/report.json", file=sys.stderr)
    return 1 if failed else 0


@contextmanager
def sole_run(out: Path) -> Iterator[None]:
    """Two runs on one OUT would do each job twice. The lock goes with the process, however that ends."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = open(out / "lock", "w")
    except OSError as error:
        raise Unusable(f"{out} cannot be written to: {error.strerror}") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Unusable(f"another run is at work on {out}") from None
        yield


class Progress:
    """A line every few seconds, for people and for logs."""

    EVERY = 5.0

    def __init__(self, jobs: int) -> None:
        self.jobs, self.done, self.failed, self.pages = jobs, 0, 0, 0
        self.start = self.told = time.monotonic()

    def add(self, ok: list[bool], pages: list[int]) -> None:
        self.done += len(ok)
        self.failed += ok.count(False)
        self.pages += sum(pages)
        now = time.monotonic()
        if self.done and (now - self.told >= self.EVERY or self.done == self.jobs):
            self.told = now
            spent = now - self.start
            left = spent / self.done * (self.jobs - self.done)
            print(
                f"{self.done:,} of {self.jobs:,} jobs, {self.failed:,} failed, {self.pages:,} pages,"
                f" {self.pages / spent:.1f} a second, {left / 60:.0f} minutes left",
                file=sys.stderr,
                flush=True,
            )


if __name__ == "__main__":
    sys.exit(main())
