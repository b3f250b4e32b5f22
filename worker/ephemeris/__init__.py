"""Celestial events of a span of time, by Skyfield with DE421, and by astronomy-engine for eclipses and transits.

Pure functions of the span: no database, no network. NumPy, Skyfield and astronomy-engine are imported by whoever
computes, never at import, so that other workers do not carry them.
"""
