"""Rules of the village budget by account (APBDes): one row an account."""

from expectations.kinds.account_tree import RULE as PARTS_ADD_UP
from expectations.kinds.row_rules import no_contradiction, no_same_rows

SOURCE = "village_apbdes"
RULES = (no_same_rows(SOURCE, ["account_no"], column="account_no"), PARTS_ADD_UP)
# amounts are of the year so far, which begins anew in January
RELATION_RULES = (no_contradiction(SOURCE, ["account_no"]),)
