"""Statuses of growth that mean a z-score below -2 (Permenkes 2/2020, WHO 2006): rules and counts agree on them."""

from __future__ import annotations

BELOW_MINUS_2_SD = {
    "weight_for_age": ("severely_underweight", "underweight"),
    "height_for_age": ("severely_stunted", "stunted"),
    "weight_for_height": ("severely_wasted", "wasted"),
}
"""By status column of the contract `child_growth`."""
OUTLIER = "outlier"
"""A measurement that the register itself takes for wrong."""
