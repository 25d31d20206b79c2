"""What `setara bps search` and `setara bps wanted` show: lists of variables, how old they are, what is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from rich.table import Table

from setara.progress import Advance, console, step
from sources.bps.answers import AnswerError
from sources.bps.catalog import load_catalog
from sources.bps.client.transport import Transport
from sources.bps.fetch import OF_ALL
from sources.bps.search import Variable, VariableList, kept_list, matching, read_list
from sources.bps.wanted import load_wanted


class Lists:
    """Lists of variables: kept while young, else read; where that fails the old one, and the reason is told.

    After a failure that other domains would meet, too, nothing more is asked.
    """

    def __init__(self, folder: Path, transport: Callable[[Advance], Transport], now: datetime) -> None:
        self.folder, self.transport, self.now = folder, transport, now
        self.unread: list[str] = []
        """Domains whose list could not be read."""
        self._is_away = False

    def of(self, domain: str) -> VariableList | None:
        """The domain's list; None where there is none, not even an old one."""
        kept = kept_list(self.folder, domain)
        if kept is not None and kept.is_young(self.now):
            return kept
        if not self._is_away:
            try:
                return self._read(domain)
            except AnswerError as error:
                self._is_away = error.cause in OF_ALL
                console.print(f"  {domain}: {error}", soft_wrap=True, style="bold red")
                console.print(f"    → {error.next_step}", soft_wrap=True)
        self.unread.append(domain)
        return kept

    def _read(self, domain: str) -> VariableList:
        with (
            step(f"Membaca daftar variabel | Reading the list of variables  {domain}") as advance,
            self.transport(advance) as opened,
        ):
            return read_list(opened, self.folder, domain, self.now)


def print_found(lists: Sequence[VariableList], words: Sequence[str], limit: int, now: datetime) -> None:
    """The variables that have the words, and how large and how old each list is."""
    matches = matching((variable for each in lists for variable in each.variables), words)
    if matches:
        console.print(_variables(matches[:limit]))
    console.print(f"{min(limit, len(matches)):,} dari | of {len(matches):,} variabel | variables")
    for each in lists:
        age = (now - each.read_at).days
        when = f"dibaca {age} hari lalu | read {age} days ago"
        console.print(f"  {each.domain}: {len(each.variables):,} variabel | variables, {when}")
    if matches:
        console.print("Berikutnya | Next: setara bps add DOMAIN VARIABEL")
    elif lists:
        console.print("Coba kata lain, atau lebih sedikit kata | Try other words, or fewer")


def _variables(variables: Iterable[Variable]) -> Table:
    table, known = _table("domain", "variabel", "judul | title", "satuan | unit", "indikator"), load_catalog()
    for variable in variables:
        entry = known.get((variable.domain, variable.variable))
        indicator = entry.indicator_code if entry else ""
        # BPS writes titles such as "[Metode Baru] Indeks …", which are no markup.
        table.add_row(variable.domain, variable.variable, variable.title, variable.unit, indicator)
    return table


INDONESIA = "0000"


def domains_of(report_areas: Sequence[str]) -> list[str]:
    """BPS's domains of a workspace: Indonesia, the provinces of these kab/kota, and they themselves."""
    provinces = sorted({f"{area[:2]}00" for area in report_areas})
    return [INDONESIA, *provinces, *report_areas]


def _level(domain: str) -> str:
    if domain == INDONESIA:
        return "country"
    return "province" if domain.endswith("00") else "regency"


def print_wanted(report_areas: Sequence[str]) -> None:
    """What is needed from BPS and has no variable id yet: one row per indicator, and its search.

    The list names the domains of the first workspace; shown are those of the same levels for these kab/kota.
    """
    table, missing = _table("domain", "indikator", "untuk | for", "setara bps search …"), load_wanted()
    for each in missing:
        levels = {_level(domain) for domain in each.domains}
        domains = [domain for domain in domains_of(report_areas) if _level(domain) in levels]
        table.add_row(" ".join(domains), each.indicator_code, " ".join(each.needed_for), each.words)
    console.print(table)
    console.print(f"{len(missing):,} indikator belum ditemukan | indicators still to be found")


def _table(*headings: str) -> Table:
    table = Table()
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
