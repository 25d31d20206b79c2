"""The drawing of the poverty trend: static SVG, one for each width and language, so that it needs no script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

from pages.languages import LANGUAGES, percent

WIDTHS = {"wide": (760, 400), "narrow": (205, 330)}
GREY_LINE, GREY_TEXT, RULE = "#b7bfc8", "#5b6570", "#e6e9ed"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
# Room on the right: a reader's font may be wider than the one that the labels were measured with.
PADDING = {"left": 2, "top": 8, "right": 40, "bottom": 2}
YEARS_BETWEEN_TICKS = {"wide": 2, "narrow": 5}


@dataclass(frozen=True)
class Line:
    """An area's figures by year; `colour` is None for an area behind; `runs` are the years without a gap."""

    code: str
    name: str
    colour: str | None
    values: dict[int, float]
    runs: list[list[int]]


def draw(lines: list[Line]) -> dict[str, dict[str, str]]:
    """SVG text by width and language. A line is drawn within a run of years; a year on its own is a point."""
    return {width: {language: _svg(lines, width, language) for language in LANGUAGES} for width in WIDTHS}


def _svg(lines: list[Line], width: str, language: str) -> str:
    across, down = WIDTHS[width]
    chart = alt.layer(*_layers(lines, width, language)).properties(width=across, height=down)
    chart = chart.configure(font=FONT, background="transparent", padding=PADDING).configure_view(stroke=None)
    drawn: str = vl_convert.vegalite_to_svg(chart.to_json(validate="deferred"))
    return _scalable(drawn)


def _scalable(svg: str) -> str:
    """The SVG without a size of its own (its viewBox stays) and hidden from readers that get the table instead."""
    return re.sub(
        r'<svg ([^>]*?)width="[^"]*" height="[^"]*"', r'<svg aria-hidden="true" focusable="false" \1', svg, count=1
    )


def _layers(lines: list[Line], width: str, language: str) -> list[alt.Chart]:
    behind = [line for line in lines if line.colour is None]
    in_front = [line for line in lines if line.colour is not None]
    x, y = _axes(lines, width)
    layers = [
        _marks(behind, only_alone=False).mark_line(color=GREY_LINE, strokeWidth=1, aria=False),
        _marks(behind, only_alone=True).mark_point(color=GREY_LINE, filled=True, size=14, opacity=1, aria=False),
    ]
    for line in in_front:
        layers.append(_marks([line], only_alone=False).mark_line(color=line.colour, strokeWidth=2.75, aria=False))
        layers.append(_marks([line]).mark_point(color=line.colour, filled=True, size=34, opacity=1, aria=False))
    drawn = [layer.encode(x=x, y=y, detail="run:N") for layer in layers]
    return drawn + [_label(line, language).encode(x=x, y=y, text="label:N") for line in in_front]


def _marks(lines: list[Line], *, only_alone: bool | None = None) -> alt.Chart:
    """The points of lines; of lone years only, or of runs of several years only, where asked."""
    points = [
        {"year": year, "value": line.values[year], "run": f"{line.code}-{run[0]}"}
        for line in lines
        for run in line.runs
        if only_alone is None or only_alone == (len(run) == 1)
        for year in run
    ]
    return alt.Chart(alt.Data(values=points))


def _label(line: Line, language: str) -> alt.Chart:
    year = max(line.values)
    label = [line.name, f"{percent(line.values[year], 2).of(language)} ({year})"]
    point = {"year": year, "value": line.values[year], "label": label}
    return alt.Chart(alt.Data(values=[point])).mark_text(
        color=line.colour, align="left", baseline="middle", dx=9, dy=-7, fontSize=13, fontWeight=600, lineHeight=16
    )


def _axes(lines: list[Line], width: str) -> tuple[alt.X, alt.Y]:
    years = [year for line in lines for year in line.values]
    first, last = min(years), max(years)
    step = YEARS_BETWEEN_TICKS[width]
    ticks = [year for year in range(first, last + 1) if year % step == 0]
    shared: dict[str, Any] = {"labelColor": GREY_TEXT, "labelFontSize": 12, "title": None}
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[first, last], nice=False),
        axis=alt.Axis(values=ticks, format="d", grid=False, domainColor=GREY_TEXT, tickColor=GREY_TEXT, **shared),
    )
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(tickCount=6, gridColor=RULE, domain=False, ticks=False, labelPadding=6, **shared),
    )
    return x, y
