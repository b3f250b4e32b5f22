"""The log of critical actions."""
