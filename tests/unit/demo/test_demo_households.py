"""The demo's households: a survey that comes to the published figures, registers, and their files."""

from __future__ import annotations

import csv
import io
import struct
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pyarrow.parquet as pq
import pytest
from made_demo import VILLAGES, SmallDemo

from setara.demo import planted_household_keys
from setara.demo.column_files import dbf_bytes
from setara.demo.field import Field
from setara.demo.household_files import REGISTER, household_files
from setara.demo.household_measures import persons, poverty
from setara.demo.household_register import pilot_district, registers
from setara.demo.household_survey import HOUSEHOLDS_OF_A_PSU, PSUS, surveys
from setara.demo.household_truth import household_aggregates, survey_calibration
from setara.demo.households import Household, HouseholdRow
from setara.demo.plan import LABEL, MICRODATA, REJECTED, DemoError, DemoFile, Row, Sheet
from setara.demo.world import Arguments, World, make_world
from setara.demo.wrong_households import plant_wrong_households


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(Arguments())


def test_the_survey_stands_for_the_published_population(world: World) -> None:
    for survey in surveys(world):
        assert persons(survey.households) == pytest.approx(world.published[survey.regency].population, abs=0.01)


def test_the_survey_is_as_poor_as_published_within_half_a_household(world: World) -> None:
    told = survey_calibration(world)
    for survey in surveys(world):
        off = 100 * poverty(survey.households, 0) - world.published[survey.regency].poverty_pct
        assert abs(off) <= told[survey.regency]["survey_poverty_step_pct"] / 2
        assert told[survey.regency]["survey_poverty_step_pct"] < 0.5


def test_blocks_hold_ten_households_and_every_stratum_two_blocks(world: World) -> None:
    for survey in surveys(world):
        blocks = Counter((h.stratum, h.psu) for h in survey.households)
        assert set(blocks.values()) == {HOUSEHOLDS_OF_A_PSU}
        assert len(blocks) == PSUS
        assert min(Counter(stratum for stratum, _ in blocks).values()) >= 2
        assert all(stratum.startswith(survey.regency) for stratum, _ in blocks)


def test_the_last_march_is_surveyed() -> None:
    periods = {
        first: make_world(Arguments(first_month=first, months=2, villages=4)).survey_period
        for first in ("2025-01", "2025-02", "2025-06")
    }
    assert periods == {"2025-01": "2024-03", "2025-02": "2025-03", "2025-06": "2025-03"}


def test_the_line_is_that_of_the_survey_year_or_the_last_one_before_it(world: World) -> None:
    figures = world.published["5371"]
    assert [figures.poverty_line(year) for year in (2024, 2025, 2031)] == [761_108, 794_609, 794_609]
    with pytest.raises(DemoError, match="no poverty line of 5371 up to 2001"):
        figures.poverty_line(2001)


def test_the_pilot_is_the_kecamatan_with_the_fewest_households(world: World) -> None:
    for regency in world.published:
        pilot = pilot_district(world, regency)
        sums: dict[str, int] = defaultdict(int)
        for village in world.villages:
            sums[village.district] += village.households * (village.regency == regency)
        assert sums[pilot.villages[0].district] == min(filter(None, sums.values()))
    assert sum(len(register.households) for register in registers(world)) < 7_000


def test_no_two_households_of_a_source_share_a_number(world: World) -> None:
    for groups in (surveys(world), registers(world)):
        keys = [household.key for group in groups for household in group.households]
        assert len(set(keys)) == len(keys)
        assert keys[0] == "RT-0001"


def test_planted_households_are_those_in_the_files(small_demo: SmallDemo) -> None:
    surveyed = (small_demo.inbox / MICRODATA).glob("susenas_*.csv")
    keys = {line.split(",")[0] for path in surveyed for line in path.read_text(encoding="utf-8").splitlines()[1:]}
    sound = {key for key in keys if not key.endswith("A")}
    assert sound
    assert sound <= set(planted_household_keys(Arguments(villages=VILLAGES)))


def test_too_few_villages_for_a_pilot_are_refused() -> None:
    with pytest.raises(DemoError, match="more villages"):
        registers(make_world(Arguments(villages=3)))


def row(village: str, spends: int, fate: str = "loaded") -> HouseholdRow:
    household = Household("RT-0001", 1, spends, 100.0, True, True, 5, psu=str(spends))
    return HouseholdRow({}, village, fate=fate, household=household)


def means(world: World, files: list[DemoFile], area: str) -> float:
    (line,) = (
        line
        for line in household_aggregates(world, files)
        if (line["area_code_bps"], line["indicator_code"]) == (area, "expenditure_pc_mean_idr_per_month")
    )
    return line["value"]


def test_a_register_sent_again_takes_the_place_of_the_first_and_rejected_rows_count_for_nothing() -> None:
    world = make_world(Arguments(villages=4))
    sound = list(household_files(world))
    village = pilot_district(world, "5371").villages[0]
    others = [f for f in sound if not (f.village and f.village.startswith("5371"))]
    first = DemoFile(
        MICRODATA, "a.csv", date(2025, 4, 3), "2025-03", [Sheet(REGISTER, "", [], [row(village.code, 900)])]
    )
    rows = [row(village.code, 100), row(village.code, 300), row(village.code, 5_000, REJECTED)]
    second = replace(first, received_on=date(2025, 4, 4), sheets=[Sheet(REGISTER, "", [], list(rows))])
    assert means(world, [*others, second, first], village.district) == 200


def test_faults_of_households_move_no_true_figure_of_the_survey() -> None:
    world = make_world(Arguments(villages=4))
    files = list(household_files(world))
    before = household_aggregates(world, files)
    field = Field(world, files)
    plant_wrong_households(field)
    after = household_aggregates(world, field.files)
    assert [line for line in before if line["source_code"] != REGISTER] == [
        line for line in after if line["source_code"] != REGISTER
    ]


def test_a_register_comes_first_with_a_part_of_its_households(small_demo: SmallDemo) -> None:
    folder = small_demo.inbox / MICRODATA
    (early,) = folder.glob("*_awal__*")
    late = folder / early.name.replace("_awal", "")
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as handle:
        days = {line["file"]: date.fromisoformat(line["received_on"]) for line in csv.DictReader(handle)}
    assert days[late.name] - days[early.name] == timedelta(days=1)
    assert 0 < len(early.read_bytes().splitlines()) < len(late.read_bytes().splitlines())


def test_parquet_keeps_types_and_the_label(small_demo: SmallDemo) -> None:
    whole = [path for path in (small_demo.inbox / MICRODATA).glob("*.parquet") if path.read_bytes()[-4:] == b"PAR1"]
    table = pq.read_table(io.BytesIO(whole[0].read_bytes()))
    assert table.schema.field("KAPITA").type == "int64"
    assert set(table["KETERANGAN"].to_pylist()) == {LABEL}
    assert table.num_rows == 600 // VILLAGES


def read_dbf(content: bytes) -> list[list[str]]:
    """Records as texts, by the published layout of dBASE III."""
    count, header_size, record_size = struct.unpack_from("<IHH", content, 4)
    widths = [content[at + 16] for at in range(32, header_size - 1, 32)]
    assert content[header_size - 1] == 0x0D
    assert record_size == 1 + sum(widths)
    assert content[header_size + count * record_size] == 0x1A
    records = []
    for number in range(count):
        at = header_size + number * record_size + 1
        record = []
        for width in widths:
            record.append(content[at : at + width].decode())
            at += width
        records.append(record)
    return records


def test_dbase_holds_numbers_right_and_text_left() -> None:
    rows = [Row({"ID_RT": "RT-1", "KAPITA": 5}, ""), Row({"ID_RT": "RT-10", "KAPITA": 1200}, "")]
    content = dbf_bytes(Sheet(REGISTER, "Data", ["ID_RT", "KAPITA"], rows))
    assert read_dbf(content) == [["RT-1 ", "   5"], ["RT-10", "1200"]]
    assert [content[32:43].rstrip(b"\0"), content[43:44]] == [b"ID_RT", b"C"]
    assert [content[64:75].rstrip(b"\0"), content[75:76]] == [b"KAPITA", b"N"]


def test_dbase_has_no_room_for_long_names() -> None:
    with pytest.raises(DemoError, match="SANITASI_LAYAK"):
        dbf_bytes(Sheet(REGISTER, "Data", ["SANITASI_LAYAK"], [Row({"SANITASI_LAYAK": 1}, "")]))
