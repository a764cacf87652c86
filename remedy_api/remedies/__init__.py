"""Findings, plans, steps, verification."""
