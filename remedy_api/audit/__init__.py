"""Signed, hash-chained history."""
