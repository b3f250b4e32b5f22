"""Awkward and hostile repositories, made by script, and what each must be taken for."""
