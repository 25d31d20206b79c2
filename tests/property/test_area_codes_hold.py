"""Whatever the area: a code with its system means that area, and a code that means two is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.areas.index import AreaIndex

INDEX = AreaIndex.load()
AREAS = INDEX.areas()
WITH_BOTH = [area for area in AREAS if area.kemendagri]
BY_UNDOTTED = {area.kemendagri.replace(".", ""): area for area in WITH_BOTH if area.kemendagri}
AMBIGUOUS = [area.bps for area in AREAS if BY_UNDOTTED.get(area.bps, area) != area]


def test_every_code_with_its_system_means_itself() -> None:
    for area in AREAS:
        assert INDEX.resolve(f"bps:{area.bps}").area_code_bps == area.bps
        if area.kemendagri:
            assert INDEX.resolve(f"kemendagri:{area.kemendagri}").area_code_bps == area.bps
            assert INDEX.resolve(f"kemendagri:{area.kemendagri.replace('.', '')}").area_code_bps == area.bps


def test_every_dotted_code_is_kemendagri() -> None:
    for area in WITH_BOTH:
        if area.level != "province":
            assert INDEX.resolve(area.kemendagri).area_code_bps == area.bps


@pytest.mark.parametrize("kind", [str, int, float])
def test_every_code_of_two_meanings_is_refused(kind: type) -> None:
    assert len(AMBIGUOUS) > 253
    for code in AMBIGUOUS:
        resolution = INDEX.resolve(kind(code))
        assert resolution.status == "ambiguous"
        assert resolution.reading_a
        assert resolution.reading_b


@given(st.sampled_from(AREAS))
def test_every_village_is_found_by_its_own_names_or_refused(area: object) -> None:
    """A name with its district never leads to another village."""
    assert isinstance(area, type(AREAS[0]))
    if area.level != "village" or area.bps_parent is None:
        return
    resolution = INDEX.resolve_name(INDEX.name_of(area.bps_parent), area.name, within=area.bps[:4])

    assert resolution.area_code_bps == area.bps or resolution.status == "ambiguous"


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats()))
def test_nothing_written_breaks_the_index(written: str | float) -> None:
    resolution = INDEX.resolve(written)

    assert (resolution.status == "ok") == (resolution.area_code_bps is not None)
