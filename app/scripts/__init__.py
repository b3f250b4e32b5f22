"""Scripts, their runs, the logs of these, and the secrets they are given."""
