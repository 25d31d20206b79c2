"""What goes wrong at the loopback service, and when."""

from __future__ import annotations

from dataclasses import dataclass

ALWAYS = 1_000_000

NAMES = (
    "bad_key",
    "null_too_large",
    "list_not_available",
    "waf_403",
    "hang",
    "slow_drip",
    "truncated_json",
    "wrong_content_type",
    "server_500",
    "duplicate_page",
    "connection_cut",
)
"""Missing and excess `th` are no faults: the service answers them by itself. Changed numbers are `Scenario.revised`."""


class FaultError(ValueError):
    """There is no fault of that name; the message names those there are."""


@dataclass(frozen=True)
class Fault:
    """One fault at requests of one model (of all where empty), for the first `times` requests that it meets."""

    name: str
    model: str = ""
    times: int = ALWAYS

    def __post_init__(self) -> None:
        if self.name not in NAMES:
            raise FaultError(f"tidak ada gangguan | no fault {self.name!r}; ada | there are: {', '.join(NAMES)}")

    @classmethod
    def parsed(cls, text: str) -> Fault:
        """`NAME`, `NAME:MODEL` or `NAME:MODEL:TIMES`; raises FaultError."""
        name, model, times = (*text.split(":"), "", "")[:3]
        return cls(name, model, int(times) if times.isdecimal() else ALWAYS)


@dataclass(frozen=True)
class Scenario:
    """A day of the service: its faults, the key it accepts, and figures that were revised since the day before.

    `revised` has new figures by domain, variable and ids of vervar, turvar, tahun and turtahun; None withdraws one.
    """

    faults: tuple[Fault, ...] = ()
    key: str = "demo-key-0123456789abcdef"
    revised: tuple[tuple[str, str, tuple[str, ...], float | None], ...] = ()
    hang_s: float = 600.0
    drip_s: float = 0.5
