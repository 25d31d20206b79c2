"""`setara bench programs`: linkage of person records beside plain Splink, on labelled records of invented people.

Plain Splink is given the same records, brought to the same spelling, and the same model, and is asked for its pairs and
clusters as its documentation does it. Setara gives tokens of persons, weights and what to review.
Each runs in a process of its own, in turns.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
from rich.console import Console
from rich.table import Table

from setara.bench.child import peak_bytes
from setara.bench.measure import BenchError
from setara.bench.person_records import write_person_records
from setara.bench.targets import Target, targets_table
from warehouse.engines.opening import Engine

PRECISION_AT_LEAST, RECALL_AT_LEAST, RATIO_AT_MOST = 0.999, 0.93, 1.15
LISTED = """
CREATE TEMP TABLE lists AS
SELECT printf('%012d', record_no) AS row_id, DATE '2025-01-01' AS received_on, nik, family_card_no, person_name,
  birth_date, sex, area_code_bps
FROM labelled.records
"""
AGREEMENT = """
WITH of_records AS (
  SELECT person_no, {found} AS found FROM labelled.records LEFT JOIN persons ON row_id = printf('%012d', record_no)
),
counted AS (SELECT found, person_no, count(*) AS n FROM of_records GROUP BY ALL)
SELECT
  (SELECT sum(n * (n - 1) // 2) FROM counted),
  (SELECT sum(n * (n - 1) // 2) FROM (SELECT sum(n) AS n FROM counted GROUP BY found)),
  (SELECT sum(n * (n - 1) // 2) FROM (SELECT sum(n) AS n FROM counted GROUP BY person_no))
"""


@dataclass(frozen=True)
class Linkage:
    """One way, measured: pairs of records of one person that were found, that it took for such, and that there are."""

    way: str
    records: int
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    pairs_right: int
    pairs_found: int
    pairs_true: int
    pairs_to_review: int

    @property
    def precision(self) -> float:
        return self.pairs_right / self.pairs_found

    @property
    def recall(self) -> float:
        return self.pairs_right / self.pairs_true


def bench_linkage(records: int, repeats: int, seed: int, say: Callable[[str], None]) -> list[Linkage]:
    """Both ways over so many records of the people of that seed; of each the run of median time."""
    with TemporaryDirectory(prefix="setara_bench_") as folder:
        labelled = Path(folder) / "labelled.duckdb"
        with duckdb.connect(str(labelled)) as connection:
            write_person_records(connection, "records", records, seed)
        done: dict[str, list[Linkage]] = {way: [] for way in WAYS}
        for repeat in range(repeats):
            for way, runs in done.items():
                say(f"{way}, {records:,}, {repeat + 1}/{repeats}")
                runs.append(_in_a_process(way, labelled, Path(folder) / f"{way}{repeat}.json"))
        return [sorted(runs, key=lambda run: run.seconds)[len(runs) // 2] for runs in done.values()]


def ratio(measured: Sequence[Linkage]) -> float:
    """Setara's time in those of plain Splink."""
    seconds = {each.way: each.seconds for each in measured}
    return seconds["setara"] / seconds["splink"]


def linkage_targets(measured: Sequence[Linkage]) -> list[Target]:
    """Time beside plain Splink, and how many of the pairs found are wrong and of the true ones were not found."""
    ours = next(each for each in measured if each.way == "setara")
    return [
        Target("waktu / Splink | time / Splink", ours.records, ratio(measured), RATIO_AT_MOST),
        Target("pasangan salah | wrong pairs", ours.records, 1 - ours.precision, 1 - PRECISION_AT_LEAST),
        Target("pasangan terlewat | missed pairs", ours.records, 1 - ours.recall, 1 - RECALL_AT_LEAST),
    ]


def print_linkage(measured: Sequence[Linkage], console: Console) -> None:
    """A line a way, and the targets."""
    table = Table(title="Penautan orang | Linkage of persons", title_justify="left", title_style="bold")
    table.add_column("cara\nway")
    for heading in (
        "catatan\nrecords",
        "detik\nseconds",
        "detik CPU\nCPU seconds",
        "GB",
        "presisi\nprecision",
        "recall",
        "periksa\nto review",
    ):
        table.add_column(heading, justify="right")
    for each in measured:
        table.add_row(
            each.way,
            f"{each.records:,}",
            f"{each.seconds:.1f}",
            f"{each.cpu_seconds:.1f}",
            f"{each.peak_bytes / 1e9:.1f}",
            f"{each.precision:.4f}",
            f"{each.recall:.4f}",
            f"{each.pairs_to_review:,}",
        )
    console.print(table)
    console.print(targets_table(linkage_targets(measured)))


def write_linkage_json(
    measured: Sequence[Sequence[Linkage]], seed: int, machine: Mapping[str, str], file: Path
) -> None:
    """Everything that was measured, of each number of records both ways."""
    document = {
        "machine": dict(machine),
        "seed": seed,
        "measurements": [asdict(each) for both in measured for each in both],
        "targets": [
            asdict(target) | {"is_met": target.is_met} for both in measured for target in linkage_targets(both)
        ],
    }
    file.write_text(json.dumps(document, indent=2) + "\n")


def _in_a_process(way: str, labelled: Path, answer: Path) -> Linkage:
    process = multiprocessing.get_context("spawn").Process(target=measure, args=(way, labelled, answer))
    process.start()
    process.join()
    if process.exitcode != 0:
        raise BenchError(f"{way}: berhenti dengan status | ended with status {process.exitcode}")
    return Linkage(**json.loads(answer.read_text()))


def measure(way: str, labelled: Path, answer: Path) -> None:
    """Time one way and write what it found; the clock starts when all is imported and the lists are in memory."""
    from vault.linkage.identity import open_linkage_engine

    engine = open_linkage_engine(None)
    engine.con.execute(f"ATTACH '{labelled}' AS labelled (READ_ONLY)")
    engine.con.execute(LISTED)
    work = WAYS[way](engine)
    cpu, started = time.process_time(), time.perf_counter()
    persons, to_review = work()
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu
    engine.con.register("persons", persons)
    found = {"setara": "coalesce(person_token, nik)", "splink": "cluster_id"}[way]
    right, taken, true = engine.con.execute(AGREEMENT.format(found=found)).fetchone()
    (records,) = engine.con.execute("SELECT count(*) FROM lists").fetchone()
    done = Linkage(way, records, seconds, cpu_seconds, peak_bytes(), int(right), int(taken), int(true), to_review)
    answer.write_text(json.dumps(asdict(done)))


def _setara(engine: Engine) -> Callable[[], tuple[pa.Table, int]]:
    import splink  # noqa: F401

    from vault.linkage.decisions import DECISIONS
    from vault.linkage.identity import link_persons
    from vault.store.keys import VaultKey

    def work() -> tuple[pa.Table, int]:
        lists = {"program_beneficiaries": engine.table("lists")}
        linked = link_persons(lists, VaultKey(bytes(32)), engine, DECISIONS.empty_table())
        return linked.persons, linked.pairs.num_rows

    return work


def _splink(engine: Engine) -> Callable[[], tuple[pa.Table, int]]:
    from splink import DuckDBAPI, Linker

    from transforms.linkage.identities import compared, told
    from transforms.linkage.model import person_model

    model = person_model()
    logging.getLogger("splink").setLevel(logging.ERROR)

    def work() -> tuple[pa.Table, int]:
        # Every record is compared, those that are spelled alike, too.
        rows = told({"program_beneficiaries": engine.table("lists")}).mutate(identity=lambda t: t.row_id)
        spelled = engine.create_table("spelled", compared(rows), temp=True)
        linker = Linker(
            DuckDBAPI(engine.con).register("spelled"), model.settings(spelled.count().execute()), log_level=None
        )
        pairs = linker.inference.predict(threshold_match_weight=model.link_from_weight, warning_mode="never")
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_weight=model.link_from_weight
        )
        return engine.table(clusters.physical_name).select("cluster_id", row_id="identity").to_pyarrow(), 0

    return work


WAYS = {"splink": _splink, "setara": _setara}
"""Each prepares its work on the engine and gives it: persons by row_id, and how many pairs are to be reviewed."""
