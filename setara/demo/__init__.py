"""The demo: a labelled synthetic Kupang with planted faults, and the truth about it.

`write_demo` fills the inbox folders of a workspace with village reports and programme records such as kecamatan,
villages and offices send them, and writes `truth.json`: every finding that must be made in them and every aggregate
they must add up to. Nothing here uses the pipeline's own code, so that the truth can convict it.

How it is made, in the order of the modules:
- `chance`, `plan`: repeatable chance; what a file, sheet and row is before it is written.
- `published`, `reference_areas`, `world`, `figures`: villages with the published totals of their kab/kota spread over
  them, and the numbers of one village. Each village has random generators of its own.
- `people`, `recipients`: invented people with syllable names and NIKs of the right shape, and their programmes.
- `labels`, `district_files`, `target_files`, `village_files`, `programme_files`, `payment_files`: files without faults.
- `field`, `broken_files`, `misplaced_files`, `wrong_rows`, `wrong_people`: faults, each with the finding it makes and
  what becomes of its rows.
- `households`, `household_survey`, `household_register`, `household_files`, `wrong_households`: invented households, as
  sampled by a survey and as listed by villages; `household_measures`, `household_truth`: what they come to.
- `books`, `column_files`: plans to bytes. `truth`, `aggregates`: what must come out. `write`: all of it into an inbox.

The same arguments write the same bytes. Every file says that it is synthetic, but for those too broken to say anything.
People's NIKs, names and addresses and the numbers of households are in the inbox files and nowhere else;
`planted_people` and `planted_household_keys` make them anew.
"""

from setara.demo.plan import DemoError
from setara.demo.world import Arguments
from setara.demo.write import DemoAccount, planted_household_keys, planted_people, write_demo

__all__ = ["Arguments", "DemoAccount", "DemoError", "planted_household_keys", "planted_people", "write_demo"]
