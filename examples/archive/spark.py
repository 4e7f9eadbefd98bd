"""The archive on Spark, by the same worker: spark-submit --py-files work.py spark.py JOBS.parquet OUT

JOBS has the columns `job`, `layout` and perhaps `files`, its paths absolute; OUT and what the layouts name are seen by every
executor. A job that stands in OUT's records is not composed again.
"""

import sys
import time
from collections.abc import Iterator

import pandas as pd
import work
from pyspark.sql import SparkSession

jobs, out = sys.argv[1:]
run = int(time.time())
batch = 16


def compose(tables: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    for table in tables:
        rows = table.to_dict("records")
        for at in range(0, len(rows), batch):
            made = work.compose_batch(rows[at : at + batch], out, run).select(["job", "ok", "pages"])
            yield made.to_pandas()


spark = SparkSession.builder.appName("archive").getOrCreate()
todo = spark.read.parquet(jobs)
records = work.Path(out) / "records"
if records.exists():
    todo = todo.join(spark.read.parquet(str(records)).filter("ok"), "job", "left_anti")
made = todo.mapInPandas(compose, "job string, ok boolean, pages int").cache()
made.groupBy("ok").agg({"job": "count", "pages": "sum"}).show()
