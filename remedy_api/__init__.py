"""Remedy: everything after the seal. The order of the rooms is written in pyproject.toml."""
