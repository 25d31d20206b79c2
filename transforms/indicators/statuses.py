"""Every status of a measure: the one vocabulary of all families, with what each says to people.

A status stands beside a value and says why it is null, or what to mind where it is not. Published value_status uses the
same words. Where several fit, the families give the first of: not_finite, negative_values, empty, no_line, zero_total,
zero_values, denominator_missing, denominator_zero.
"""

from __future__ import annotations

from collections.abc import Mapping

OK = "ok"
EMPTY = "empty"
NOT_FINITE = "not_finite"
NEGATIVE_VALUES = "negative_values"
ZERO_TOTAL = "zero_total"
ZERO_VALUES = "zero_values"
NO_LINE = "no_line"
DENOMINATOR_ZERO = "denominator_zero"
DENOMINATOR_MISSING = "denominator_missing"
INPUT_MISSING = "input_missing"
NO_BENEFITS = "no_benefits"
CAPPED_ZERO_WELFARE = "capped_zero_welfare"
SINGLE_RANK = "single_rank"
NOT_A_PROPORTION = "not_a_proportion"
SEPARATED = "separated"
NO_NEIGHBOURS = "no_neighbours"
NO_VARIATION = "no_variation"
FEW_AREAS = "few_areas"
TOO_FEW_AREAS = "too_few_areas"
COLLINEAR = "collinear"
NO_AREA_EFFECT = "no_area_effect"

MEANINGS: Mapping[str, str] = {
    OK: "nilai ada | there is a value",
    EMPTY: "tidak ada baris yang dapat dihitung | no row that counts",
    NOT_FINITE: (
        "ada nilai atau bobot tak hingga atau di atas 1e150: kosong | "
        "a value or weight is infinite or above 1e150: null"
    ),
    NEGATIVE_VALUES: "ada nilai atau bobot negatif: kosong | a value or weight is negative: null",
    ZERO_TOTAL: "semua nilai nol: ukuran relatif kosong | every value is zero: relative measures are null",
    ZERO_VALUES: (
        "ada nilai nol: hanya ukuran yang memerlukan nilai di atas nol yang kosong | "
        "a value is zero: only measures that need values above zero are null"
    ),
    NO_LINE: ("ada baris tanpa garis kemiskinan di atas nol: kosong | a row has no poverty line above zero: null"),
    DENOMINATOR_ZERO: "penyebut nol: kosong | the denominator is zero: null",
    DENOMINATOR_MISSING: "penyebut tidak ada: kosong | there is no denominator: null",
    INPUT_MISSING: "masukan tidak ada: kosong | an input is missing: null",
    NO_BENEFITS: (
        "tidak ada manfaat yang dibayar: ukuran atas manfaat kosong | "
        "no benefit was paid: measures of benefits are null"
    ),
    CAPPED_ZERO_WELFARE: (
        "pengeluaran nol dihitung sebesar yang terkecil di atas nol | "
        "a welfare of zero counts as the least one above zero"
    ),
    SINGLE_RANK: "semua pada peringkat yang sama: kosong | all have the same rank: null",
    NOT_A_PROPORTION: "ada nilai di luar 0 sampai 1: kosong | a value is not within 0 and 1: null",
    SEPARATED: "garis logit tidak berhingga: kosong | the logit line has no finite slope: null",
    NO_NEIGHBOURS: "tanpa tetangga: kosong | no neighbours: null",
    NO_VARIATION: "semua nilai sama: kosong | all values are alike: null",
    FEW_AREAS: "kurang dari 30 wilayah: nilai ada, baca hati-hati | fewer than 30 areas: value given, read with care",
    TOO_FEW_AREAS: "wilayah terlalu sedikit untuk model: kosong | too few areas for the model: null",
    COLLINEAR: "prediktor saling bergantung: kosong | the predictors depend on each other: null",
    NO_AREA_EFFECT: (
        "tidak ada beda antarwilayah di luar kebetulan: setiap wilayah mendapat nilai bersama | "
        "areas differ by no more than chance: each gets the common value"
    ),
}
"""Status to its meaning, Bahasa Indonesia and English."""
