"""Meetings with suppliers."""
