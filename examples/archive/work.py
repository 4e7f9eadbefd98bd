"""What one worker does with a batch of jobs: composes it, puts its files into place, records it.

Whoever shares out the batches (Ray in archive.py, Spark in spark.py) calls `compose_batch` and nothing else.

    OUT/pages/3f/NAME-3f0c….pdf     256 prefixes, so that no folder and no partition of a store gets all of them
    OUT/pages/3f/NAME-3f0c….json    the map: which article stands where, with its text
    OUT/records/RUN-….parquet       a row a job, with its findings: what is recorded is done
    OUT/work/                       files that are not in their place yet

A file is written in `work` and renamed, so what stands in `pages` is whole; one that stands there already is
never written again. The record of a batch comes last: a worker that is killed leaves pages without a
record, which the next run composes for its record and does not write.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import typeset

FINDING = pa.struct(
    [(name, pa.string()) for name in ("code", "severity", "message", "file", "help")]
    + [(name, pa.int32()) for name in ("line", "column", "count")]
)
RECORD = pa.schema(
    [
        ("job", pa.string()),
        ("layout", pa.string()),
        ("ok", pa.bool_()),
        ("pdf", pa.string()),  # Below OUT; null of a job that failed.
        ("map", pa.string()),
        ("pages", pa.int32()),
        ("characters", pa.int64()),
        ("bytes", pa.int64()),
        ("seconds", pa.float64()),
        ("findings", pa.list_(FINDING)),
    ]
)


def compose_batch(
    jobs: Iterable[Mapping[str, Any]], out: str, run: int, attempts: int = 3
) -> pa.Table:
    """Composes jobs: each has a `job` (its name), a `layout`, perhaps a `root` and `files`, path to bytes."""
    jobs = list(jobs)
    desk = Desk(Path(out), run, attempts)
    records = [desk.record(job) for job in jobs]
    table = pa.Table.from_pylist(records, schema=RECORD)
    if records:
        # The same batch has the same name, should its worker be lost after this and the batch come again.
        names = "\0".join(record["job"] for record in records)
        put_table(table, Path(out), f"records/{run:06}-{digest(names)[:16]}.parquet")
    desk.forget(jobs)
    return table


class Desk:
    """Where jobs are composed."""

    def __init__(self, out: Path, run: int, attempts: int) -> None:
        self.out, self.run, self.attempts = out, run, attempts

    def record(self, job: Mapping[str, Any]) -> dict[str, Any]:
        """Composes a job; whatever is wrong with it stands in its record."""
        start = time.monotonic()
        record: dict[str, Any] = {"job": job["job"], "layout": job["layout"], "ok": False}
        record.update(pages=0, characters=0, bytes=0)
        try:
            if self.begun(job) > self.attempts:
                raise RuntimeError(f"the worker was lost {self.attempts} times while it composed this")
            result = self.compose(job)
        # MemoryError and RuntimeError, a fault of the program, among them: one job does not end an archive.
        except Exception as error:
            finding = {"code": type(error).__name__, "severity": "error", "message": str(error)}
            record["findings"] = [finding | {"count": 1}]
        else:
            record["findings"] = [finding_of(one) for one in result.diagnostics]
            if result.pdf is not None and result.map is not None:
                record |= self.put(job["job"], result.pdf, result.map)
                record |= {"ok": True, "pages": len(json.loads(result.map)["pages"])}
        record["seconds"] = time.monotonic() - start
        return record

    def compose(self, job: Mapping[str, Any]) -> typeset.Result:
        """One thread: there is a worker for each core. What the disk refuses is tried again."""
        files = dict(job.get("files") or {})
        for attempt in range(1, self.attempts + 1):
            try:
                return typeset.compose(
                    job["layout"],
                    root=job.get("root"),
                    files=files or None,
                    outputs=("pdf", "map"),
                    threads=1,
                )
            except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError):
                raise
            except OSError:
                if attempt == self.attempts:
                    raise
                time.sleep(attempt)
        raise AssertionError("the last attempt returns or raises")

    def put(self, job: str, pdf: bytes, map: str) -> dict[str, Any]:
        """Puts a job's files into place, the PDF last."""
        name = place_of(job)
        put(self.out, f"{name}.json", map.encode())
        put(self.out, f"{name}.pdf", pdf)
        texts = (article["text"] for article in json.loads(map)["articles"])
        characters = sum(len("".join(text.split())) for text in texts)
        return {"pdf": f"{name}.pdf", "map": f"{name}.json", "characters": characters, "bytes": len(pdf)}

    def begun(self, job: Mapping[str, Any]) -> int:
        """How often this run has begun the job, with this time: a job that ends its worker (no memory left) comes
        again, and would forever."""
        path = self.mark(job)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as mark:
            mark.write(b".")
            return mark.tell()

    def forget(self, jobs: Iterable[Mapping[str, Any]]) -> None:
        for job in jobs:
            self.mark(job).unlink(missing_ok=True)

    def mark(self, job: Mapping[str, Any]) -> Path:
        return self.out / "work" / f"{self.run:06}-{digest(job['job'])[:32]}.begun"


def place_of(job: str) -> str:
    """Where a job's files stand below OUT, without their endings: by a name that every disk and store takes, and
    that no other job has."""
    key = digest(job)
    name = "".join(c if c.isalnum() or c in "-_." else "-" for c in job)
    name = name.encode("utf-8", "replace")[:120].decode("utf-8", "ignore").strip("-.")
    return f"pages/{key[:2]}/{name}-{key[:16]}"


def put(out: Path, name: str, content: bytes) -> None:
    """Puts a file into place at one stroke, unless it stands there."""
    target = out / name
    if target.exists():
        return
    staged = staging(out, name)
    staged.write_bytes(content)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(staged, target)


def put_table(table: pa.Table, out: Path, name: str) -> None:
    """Puts a table into place at one stroke, in the place of an older one."""
    staged = staging(out, name)
    pq.write_table(table, staged)
    (out / name).parent.mkdir(parents=True, exist_ok=True)
    os.replace(staged, out / name)


def staging(out: Path, name: str) -> Path:
    (out / "work").mkdir(parents=True, exist_ok=True)
    return out / "work" / f"{os.getpid()}-{digest(name)[:32]}"


def digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def finding_of(found: typeset.Diagnostic) -> dict[str, Any]:
    kept = {name: getattr(found, name) for name in ("code", "severity", "message", "file", "help", "line", "column")}
    return kept | {"count": found.more or 1}
