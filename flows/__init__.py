"""Prefect flows: order, schedule, retries, progress. No parsing, no SQL, no rules."""
