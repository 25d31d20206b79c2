"""Small workbooks for the benchmark of intake: the demo's monthly reports of all 228 villages, over four years.

A workbook has a cover, the accounts (APBDes) and the budget of one village and month. The figures are made up; the same
number gives the same file.
"""

from __future__ import annotations

from functools import cache

from setara.demo.chance import chance
from setara.demo.plan import DemoFile
from setara.demo.village_files import monthly_workbook
from setara.demo.world import Arguments, World, make_world

FIRST_MONTH = "2021-01"
MONTHS = 48
SEED = 20250
FAULTY_SHARE = 0.01
"""Share of the books in which a word stands where a number belongs."""


def most_books() -> int:
    """How many books there are for the benchmark; one more is kept for later."""
    return len(_world().villages) * MONTHS


def book(number: int) -> DemoFile:
    """The book of that number, from 0 to `most_books()`: month after month, each from all villages."""
    world = _world()
    month, place = divmod(number, len(world.villages))
    file = monthly_workbook(world, world.villages[place], world.months[month])
    if chance(SEED, "faulty", str(number)).random() < FAULTY_SHARE:
        file.sheets[-1].rows[0].cells["total_belanja"] = "belum ada"
    return file


@cache
def _world() -> World:
    return make_world(Arguments(seed=SEED, months=MONTHS + 1, first_month=FIRST_MONTH))
