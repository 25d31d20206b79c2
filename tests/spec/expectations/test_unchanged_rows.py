"""Only what changed is loaded again: a later file that repeats what was loaded is told so once a sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

from staged_samples import Sheet, cell, columns, fates, validated

VILLAGES = ("5371041001", "5371041002", "5371041003")
LATER = ("b" * 64, date(2025, 2, 8))
LATEST = ("c" * 64, date(2025, 2, 9))


def deaths(infants: tuple[int, ...], sha: str = "a" * 64, day: date = date(2025, 2, 5), **about: Any) -> Sheet:
    rows = [
        {"area_code_bps": village, "maternal_deaths": 0, "infant_deaths": number, "received_on": day}
        for village, number in zip(VILLAGES, infants, strict=False)
    ]
    return Sheet("village_deaths", rows, about={"file_sha256": sha, "received_on": day, **about})


def accounts(amounts: dict[str, float], sha: str, day: date) -> Sheet:
    rows = [{"account_no": number, "amount_idr": amount, "received_on": day} for number, amount in amounts.items()]
    return Sheet("village_apbdes", rows, about={"file_sha256": sha, "received_on": day})


def facilities(names: dict[str, int], sha: str, day: date) -> Sheet:
    rows = [
        {
            "facility_name": n,
            "facility_count": count,
            "facility_category": "sd" if n.startswith("SD") else "posyandu",
            "received_on": day,
        }
        for n, count in names.items()
    ]
    return Sheet("village_facilities", rows, about={"file_sha256": sha, "received_on": day})


def test_of_a_corrected_file_only_the_changed_row_is_loaded_again() -> None:
    validation = validated(deaths((1, 2, 3)), deaths((1, 2, 4), *LATER))
    assert fates(validation) == ["loaded"] * 3 + ["duplicate", "duplicate", "loaded"]
    (found,) = validation.findings.to_pylist()
    assert (found["code"], found["severity"], found["row_number"], found["cell"]) == ("K08", "warn", 0, "")
    assert found["message_id"].startswith("Sebanyak 2 baris pada lembar ini")
    assert columns(validation.loads, "rows_loaded", "rows_duplicate") == [(3, 0), (1, 2)]


def test_how_many_rows_came_again_is_told_of_a_file_with_persons_too() -> None:
    both = (deaths((1, 2), is_personal=True), deaths((1, 2), *LATER, is_personal=True))
    assert validated(*both).findings.to_pylist()[0]["message_id"].startswith("Sebanyak 2 baris")


def test_a_figure_that_returns_after_another_one_in_between_is_news() -> None:
    validation = validated(deaths((1,)), deaths((2,), *LATER), deaths((1,), *LATEST))
    assert fates(validation) == ["loaded", "loaded", "loaded"]
    assert validation.findings.num_rows == 0


def test_the_first_file_itself_counts_again_where_another_one_came_since() -> None:
    again = deaths((1,), day=LATEST[1], delivery_no=2, first_received_on=date(2025, 2, 5))
    assert fates(validated(deaths((1,)), deaths((2,), *LATER), again)) == ["loaded", "loaded", "loaded"]
    assert columns(validated(deaths((1,)), again).findings, "code") == [("T04",)]


def test_what_was_rejected_before_is_no_repeat() -> None:
    assert fates(validated(deaths((-1,)), deaths((-1,), *LATER))) == ["rejected", "rejected"]
    assert fates(validated(deaths((-1, 5)), deaths((1, 5), *LATER))) == ["rejected", "loaded", "loaded", "duplicate"]


def test_an_account_changes_alone() -> None:
    before, after = {"4.1": 5.0, "5.1": 7.0}, {"4.1": 5.0, "5.1": 8.0}
    validation = validated(accounts(before, "a" * 64, date(2025, 2, 5)), accounts(after, *LATER))
    assert fates(validation) == ["loaded", "loaded", "duplicate", "loaded"]


def test_facilities_of_a_category_are_added_up_so_that_all_of_them_load_where_one_changed() -> None:
    before, after = {"Posyandu I": 1, "Posyandu II": 1}, {"Posyandu I": 1, "Posyandu II": 2}
    first = facilities(before, "a" * 64, date(2025, 2, 5))
    assert fates(validated(first, facilities(after, *LATER))) == ["loaded"] * 4
    assert fates(validated(first, facilities(before, *LATER))) == ["loaded"] * 2 + ["duplicate"] * 2


def test_of_a_list_that_was_not_whole_nothing_was_counted_so_its_rows_are_news() -> None:
    faulty, whole = {"Posyandu I": 1, "SD I": -1}, {"Posyandu I": 1, "SD I": 1}
    first = facilities(faulty, "a" * 64, date(2025, 2, 5))
    validation = validated(first, facilities(whole, *LATER), facilities(whole, *LATEST))
    assert fates(validation) == ["loaded", "rejected", "loaded", "loaded", "duplicate", "duplicate"]


def test_a_list_of_which_a_row_has_no_village_may_be_a_part_of_any_village_in_its_file() -> None:
    rows = {"Posyandu I": 1, "SD I": 1}
    first = facilities(rows, "a" * 64, date(2025, 2, 5))
    first.rows[1] |= {"area_code_bps": None}
    first.cells = [cell("A3", "area_code_bps", "blank")]
    validation = validated(first, facilities(rows, *LATER))
    assert fates(validation) == ["loaded", "rejected", "loaded", "loaded"]


def test_a_list_in_contradiction_with_itself_was_not_whole_either() -> None:
    first = facilities({"Posyandu I": 1}, "a" * 64, date(2025, 2, 5))
    other = facilities({"Posyandu I": 2, "SD I": 1}, "d" * 64, date(2025, 2, 5))
    validation = validated(first, other, facilities({"Posyandu I": 2, "SD I": 1}, *LATER))
    assert fates(validation) == ["held", "loaded", "loaded", "held", "loaded"]


def test_another_target_for_the_same_percentage_is_news() -> None:
    def coverage(target: float, sha: str, day: date) -> Sheet:
        row = {"coverage": 80.0, "declared_unit": "persen", "declared_target": target, "received_on": day}
        return Sheet("village_immunisation", [row], about={"file_sha256": sha, "received_on": day})

    first = coverage(100.0, "a" * 64, date(2025, 2, 5))
    assert fates(validated(first, coverage(120.0, *LATER))) == ["loaded", "loaded"]
    assert fates(validated(first, coverage(100.0, *LATER))) == ["loaded", "duplicate"]


def test_a_confirmation_is_news_and_that_there_is_none_any_more_is_not() -> None:
    def overspent(answer: str | None, sha: str, day: date) -> Sheet:
        row = {"total_budget_idr": 5e8, "total_spending_idr": 6e8, "confirmation": answer, "received_on": day}
        return Sheet("village_budget", [row], about={"file_sha256": sha, "received_on": day})

    validation = validated(
        overspent(None, "a" * 64, date(2025, 2, 5)), overspent("memang benar", *LATER), overspent(None, *LATEST)
    )
    assert fates(validation) == ["loaded", "loaded", "duplicate"]
