"""Run long work outside requests: the Tasks API on the database, with retries, heartbeats and take-over.

What actions start is a `declaring.Errand` in a feature's jobs.py: `PRINT.start(…)` inside the transaction that needs it. Its
tasks.py says what is done, `@PRINT.runs()`, and writes the results inside `context.effect()`; what nobody starts, because it
is periodic, is a `declaring.job` there.
"""
