"""The task that says whose records they are: persons on all lists together, inside the vault."""

from __future__ import annotations

from flows.judge import Judged
from flows.rooms import Rooms
from flows.tasks import step_task
from setara.progress import console, step
from vault.persons import Persons


@step_task
def link_people(rooms: Rooms, judged: Judged) -> Persons:
    """Persons of all accepted records; what the vault knows of the last run is not linked anew."""
    with step("Menautkan orang di brankas | Linking persons in the vault"):
        persons = rooms.person_store.persons(judged.accepted(is_personal=True), rooms.workspace.vault / "spill")
    pairs = rooms.person_store.pairs()
    undecided = 0 if pairs is None else pairs["decision"].null_count
    if undecided:
        console.print(
            f"{undecided:,} pasangan catatan mungkin satu orang; putuskan dengan: setara vault review | "
            f"{undecided:,} pairs of records may be one person's; decide with: setara vault review"
        )
    return persons
