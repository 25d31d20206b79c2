"""Microdata of households: survey and register files (CSV, Parquet, DBF), read column by column."""
