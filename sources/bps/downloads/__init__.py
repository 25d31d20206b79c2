"""Tables of BPS that are no `model=data` body: files downloaded by hand, static tables, SIMDASI tables.

`grids` makes grids of files, `recognise` finds the table of `sources/bps/tables.yml` that a grid is, `columns` and
`places` say what its columns and rows are about, `map` joins them to figures, `stage` puts figures into staged tables.
"""
