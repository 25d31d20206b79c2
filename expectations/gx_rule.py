"""A rule as an expectation of Great Expectations. Importing this module imports it, which takes seconds.

A batch tells in a column for each rule which of its rows break it. All columns are counted by one query, and counts are
all that is ever asked: no row, no value.
"""

from __future__ import annotations

from typing import Any, ClassVar

from great_expectations.compatibility.sqlalchemy import sqlalchemy
from great_expectations.core.metric_domain_types import MetricDomainTypes
from great_expectations.core.metric_function_types import MetricPartialFunctionTypes
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.metrics.metric_provider import metric_partial
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

N_BROKEN = "table.setara_n_broken"


class RowsThatBreakRule(TableMetricProvider):
    """How many rows of the batch break a rule; known by its name once it is defined."""

    metric_name = N_BROKEN
    value_keys = ("verdict_column",)

    @metric_partial(
        engine=SqlAlchemyExecutionEngine,
        partial_fn_type=MetricPartialFunctionTypes.AGGREGATE_FN,
        domain_type=MetricDomainTypes.TABLE,
    )
    def _sqlalchemy(
        cls,  # noqa: N805 - Great Expectations makes it a method of the class
        execution_engine: SqlAlchemyExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any],
    ) -> tuple[Any, dict[str, Any], dict[str, Any]]:
        verdicts = sqlalchemy.column(metric_value_kwargs["verdict_column"])
        return sqlalchemy.func.count_if(verdicts), metric_domain_kwargs, {}


class ExpectNoRowToBreakRule(BatchExpectation):
    """No row of the batch is true in `verdict_column`."""

    verdict_column: str
    metric_dependencies: ClassVar[tuple[str, ...]] = (N_BROKEN,)
    success_keys: ClassVar[tuple[str, ...]] = ("verdict_column",)

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: SqlAlchemyExecutionEngine | None = None,
    ) -> dict[str, Any]:
        return {"success": metrics[N_BROKEN] == 0}
