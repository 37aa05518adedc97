"""Run long work outside requests: the Tasks API on the database, with retries, heartbeats and take-over.

Declare a job with `declaring.job` in a feature's tasks.py, start it with `actions.enqueue` inside the transaction that
needs it, and write its results inside `context.effect()`.
"""
