"""The additive store: household records as sums in bins, from which every area's measures are made without the records.

`bins.village_bins` makes the store of records, `merge` corrects it and adds it up to larger areas, `measures` makes
indicators of it: sums of any function of welfare are exact (`moments`), what depends on ranks has certain bounds
(`bounds`). The store is about people as much as the records are, and stays where they stay.
"""
