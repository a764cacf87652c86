"""Figures beside a floor measured in the same run: what this machine gives to any such program."""
