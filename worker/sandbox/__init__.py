"""Runs a script in isolation: the probe of this machine, the keeper of each run, its spool, masking and limits.

Nothing is imported here: a keeper starts by importing this package, and its start is part of every run's latency.
"""
