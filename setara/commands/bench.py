"""`setara bench`: how fast it is and what memory it needs, beside other ways to do the same."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from setara.progress import console

app = typer.Typer(no_args_is_help=True, help="Measure speed and memory.")


@app.command()
def indicators(
    rows: Annotated[str, typer.Option(help="Millions of synthetic households, such as 1M,5M,20M,100M.")] = "1M,5M",
    repeats: Annotated[int, typer.Option(min=1, help="How often each case is measured, in turns.")] = 3,
    folder: Annotated[
        Path | None, typer.Option(help="Keeps the households for the next time; else they are deleted.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Write all measurements to this file, too.")] = None,
) -> None:
    """Time and memory of the inequality engine beside hand-written SQL, pandas and polars, on synthetic households."""
    from setara.bench.report import print_report, write_json
    from setara.bench.run import benchmark_in, sizes

    measurements, machine = benchmark_in(folder, sizes(rows), repeats, console.print)
    print_report(measurements, machine, console)
    if json:
        write_json(measurements, machine, json)


@app.command()
def intake(
    books: Annotated[int, typer.Option(min=100, help="Small synthetic workbooks.")] = 10_000,
    json: Annotated[Path | None, typer.Option(help="Write all measurements to this file, too.")] = None,
) -> None:
    """Time and memory of reading and checking village workbooks, beside a loop that only opens them."""
    from setara.bench.intake import measure_intake, write_intake_json
    from setara.bench.intake_report import print_intake
    from setara.bench.machine import machine

    measured = measure_intake(books, console.print)
    print_intake(measured, machine(), console)
    if json:
        write_intake_json(measured, machine(), json)


@app.command()
def vault(
    rows: Annotated[int, typer.Option(min=1000, help="Synthetic person records.")] = 1_000_000,
    repeats: Annotated[int, typer.Option(min=1, help="How often each way is measured, in turns.")] = 3,
) -> None:
    """Time and size of the vault's encryption beside other ways to encrypt tables."""
    from setara.bench.vault_stores import run_vault_bench

    run_vault_bench(rows, repeats, console)


@app.command()
def scanner(
    rows: Annotated[int, typer.Option(min=1000, help="Synthetic rows of each kind.")] = 200_000,
) -> None:
    """Megabytes a second of the leak scanner, by kind of file."""
    from setara.bench.scanner import run_scanner_bench

    run_scanner_bench(rows, console)


@app.command()
def programs(
    *,
    records: Annotated[str, typer.Option(help="Millions of synthetic person records, such as 1M,10M.")] = "1M",
    repeats: Annotated[int, typer.Option(min=1, help="How often each way is measured, in turns.")] = 1,
    seed: Annotated[
        int | None, typer.Option(help="Makes other people than those on whom the linkage model was tried.")
    ] = None,
    audit: Annotated[
        bool, typer.Option("--audit", help="Disclosure control and its audit instead of linkage: a year of programmes.")
    ] = False,
    villages: Annotated[int, typer.Option(help="With --audit: villages; a quarter and a half, too.")] = 228,
    json: Annotated[Path | None, typer.Option(help="Write all measurements to this file, too.")] = None,
) -> None:
    """Linkage of persons beside plain Splink; with --audit protection, attack and what is left to read."""
    from setara.bench.machine import machine

    if audit:
        from setara.bench.audit_report import print_audit
        from setara.bench.programs_audit import measure_audit, write_audit_json

        years = measure_audit(villages, console.print)
        print_audit(years, machine(), console)
        if json:
            write_audit_json(years, machine(), json)
        return

    from setara.bench.linkage import bench_linkage, print_linkage, write_linkage_json
    from setara.bench.person_records import SEED
    from setara.bench.run import sizes

    of_people = SEED if seed is None else seed
    measured = [bench_linkage(size, repeats, of_people, console.print) for size in sizes(records)]
    for both in measured:
        print_linkage(both, console)
    if json:
        write_linkage_json(measured, of_people, machine(), json)
