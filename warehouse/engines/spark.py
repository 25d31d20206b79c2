"""Ibis's Spark backend with tables handed in and out as Arrow in memory, on a context that shows and keeps nothing.

The backend's own ways write tables as plain Parquet files, and go through pandas, where NaN and null are the same.
What else Spark is to know (memory, a cluster's secret) the operator says in SPARK_CONF_DIR/spark-defaults.conf.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.pyspark import Backend
from ibis.backends.sql.compilers.pyspark import NULL, PySparkCompiler
from py4j.protocol import Py4JJavaError
from pyspark import SparkConf
from pyspark.errors import PySparkRuntimeError
from pyspark.sql import SparkSession

from warehouse.engines.opening import NO_JAVA, EngineError

LOGGING = Path(__file__).with_name("spark_log4j2.properties")
CODE_CACHE = "-XX:ReservedCodeCacheSize=512m"
"""Each query is compiled to classes of its own: all of a release in one process once filled the usual 240 MB."""
SETTINGS = {
    "spark.app.name": "setara",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={LOGGING.as_uri()} {CODE_CACHE}",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.eventLog.enabled": "false",
    "spark.io.encryption.enabled": "true",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
}
ON_LOOPBACK = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
ON_THE_WIRE = {"spark.authenticate": "true", "spark.network.crypto.enabled": "true"}
NOT_STARTED = "Spark tidak dapat dimulai. | Spark did not start."
OF_THE_PROCESS = ("spark.master", "spark.local.dir")


class NullsOnly(PySparkCompiler):
    """Ibis's compiler takes NaN for null on Spark; on DuckDB, and so here, it is a number like any other."""

    __slots__ = ()

    def visit_IsNull(self, op: Any, *, arg: Any) -> Any:  # noqa: N802 - Ibis looks for this name
        return arg.is_(NULL)

    def visit_NotNull(self, op: Any, *, arg: Any) -> Any:  # noqa: N802
        return arg.is_(NULL).not_()


class SparkEngine(Backend):
    """Tables are temporary views of one session over Arrow batches in memory."""

    compiler = NullsOnly()

    def create_table(self, name: str, obj: pa.Table) -> ir.Table:
        """`obj` as a table of this session."""
        # Spark drops what follows an empty batch.
        batches = [batch for batch in obj.to_batches() if batch.num_rows]
        rows = pa.Table.from_batches(batches, schema=obj.schema)
        self._session.createDataFrame(rows).createOrReplaceTempView(name)
        return self.table(name)

    def to_pyarrow(self, expr: ir.Expr, /, **options: Any) -> Any:
        """The rows of an expression, with the types that Ibis says it has."""
        self._run_pre_execute_hooks(expr)
        made = self._session.sql(self.compile(expr.as_table(), **options)).toArrow()
        return expr.__pyarrow_result__(made)

    def _register_in_memory_table(self, op: Any) -> None:
        self.create_table(op.name, op.data.to_pyarrow(op.schema))


def open_spark(spill: Path | None, master: str) -> SparkEngine:
    """A session of its own on this process's Spark context.

    A process has one context: where it is to spill elsewhere or has another master it starts anew, and engines opened
    before end. EngineError where Java or the master does not start Spark.
    """
    wanted = {**SETTINGS, "spark.master": master, **(ON_LOOPBACK if master.startswith("local") else ON_THE_WIRE)}
    if spill is not None:
        wanted |= {"spark.local.dir": str(spill), "spark.sql.warehouse.dir": (spill / "tables").as_uri()}
    # PySpark writes each failed query to stderr before it raises the error, with the value at which it failed.
    logging.getLogger("SQLQueryContextLogger").disabled = True
    SparkEngine.register_options()
    return SparkEngine().connect(_context(wanted).newSession())


def _context(wanted: dict[str, str]) -> SparkSession:
    running = SparkSession.getActiveSession()
    if running is not None:
        has = running.sparkContext.getConf()
        if all(has.get(key) == wanted[key] for key in OF_THE_PROCESS if key in wanted):
            return running
        running.stop()
    try:
        return SparkSession.builder.config(conf=SparkConf().setAll(list(wanted.items()))).getOrCreate()
    except PySparkRuntimeError as error:
        raise EngineError(f"{NO_JAVA} ({error})") from error
    except Py4JJavaError as error:
        why = str(error.java_exception.getMessage()).splitlines()[0]
        raise EngineError(f"{NOT_STARTED} ({why})") from error
