"""The published page: one HTML file that opens from disk, made from a release's Parquet and nothing else."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pages.findings import SEVERITIES, findings_section
from pages.languages import LANGUAGES, Both, day
from pages.poverty import poverty_section
from pages.release import Release, short_name
from pages.report_coverage import STATUSES, report_coverage
from pages.reporting_progress import SHARES, reporting_progress
from pages.village_summary import village_summary

TEMPLATES = Path(__file__).parent / "templates"
NO_BREAK = "\u00a0"


def build_site(release_parquet: Path, target: Path) -> None:
    """Write `target/index.html` from the tables below `release_parquet` (one folder a table).

    The same Parquet gives the same bytes: the page's date is the last receipt of any file, never the day it was made.
    """
    release = Release(release_parquet)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("index.html.j2").render(
        both=Both,
        names=_joined([short_name(area) for area in release.home_areas]),
        data_date=_data_date(release),
        poverty=poverty_section(release),
        coverage=report_coverage(release),
        progress=reporting_progress(release),
        progress_shares=list(SHARES.values()),
        statuses=STATUSES,
        summaries=village_summary(release),
        findings=findings_section(release),
        severities=SEVERITIES,
        report_notes=_report_notes(release),
    )
    target.mkdir(parents=True, exist_ok=True)
    (target / "index.html").write_text(page, encoding="utf-8")


def _joined(names: list[str]) -> Both:
    *first, last = (name.replace(" ", NO_BREAK) for name in names)
    return Both(*(f"{', '.join(first)} {word} {last}" if first else last for word in ("dan", "and")))


def _data_date(release: Release) -> Both:
    return day(max(row["received_on"] for row in release.rows("snapshots", ("received_on",))))


def _report_notes(release: Release) -> list[Both]:
    """What the village reports say of their origin, such as that they are synthetic."""
    snapshots = release.rows("snapshots", ("origin_note",), family="village_reports")
    return [_in_both(note) for note in sorted({row["origin_note"] for row in snapshots if row["origin_note"]})]


def _in_both(note: str) -> Both:
    """A note of `words in Bahasa | words in English`; one of another form stands in both languages as it is."""
    words = note.split(" | ")
    return Both(*words) if len(words) == len(LANGUAGES) else Both(note, note)
