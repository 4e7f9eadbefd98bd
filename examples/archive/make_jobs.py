"""Makes jobs of an example, to try the archive with.

    python make_jobs.py LAYOUT JOBS.parquet --count 300

Each job is the layout on another day. Only the layout's text stands in the row; what it names is read from the disk.
"""

from __future__ import annotations

import argparse
import datetime
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

JOBS = pa.schema(
    [("job", pa.string()), ("layout", pa.string()), ("files", pa.map_(pa.string(), pa.binary()))]
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layout", type=Path)
    parser.add_argument("jobs", type=Path)
    parser.add_argument("--count", type=int, default=300)
    asked = parser.parse_args()
    layout = asked.layout.absolute()
    text = layout.read_text(encoding="utf-8")
    written = re.search(r"^(date\s*=\s*)(\d{4}-\d\d-\d\d)", text, re.MULTILINE)
    if not written:
        parser.error(f"{layout} has no date to be changed")

    def files(day: datetime.date) -> dict[str, bytes]:
        changed = text[: written.start()] + f"{written[1]}{day}" + text[written.end() :]
        return {str(layout): changed.encode()}

    first = datetime.date.fromisoformat(written[2])
    with pq.ParquetWriter(asked.jobs, JOBS) as table:
        for some in range(0, asked.count, 1000):
            days = [first + datetime.timedelta(days=day) for day in range(some, min(some + 1000, asked.count))]
            rows = [{"job": f"{layout.stem}/{day}", "layout": str(layout), "files": files(day)} for day in days]
            table.write_table(pa.Table.from_pylist(rows, schema=JOBS))


if __name__ == "__main__":
    main()
