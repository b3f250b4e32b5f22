"""Repositories as people see them: found, watched, read, pulled, talked about."""
