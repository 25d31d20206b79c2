"""Sampling uncertainty of household measures.

The way of a survey: `psu_sums` (Ibis, the only step that grows with rows) adds up each measure's ingredients per
primary sampling unit (PSU); from that small table `estimates` has the point estimates, their linearised variance under
a stratified cluster design (`design`, `variance`), degrees of freedom and design effect; `intervals` and
`transforms.indicators.release` say how far a figure may be trusted. `replicates` is the other way: reweighted copies.
"""
