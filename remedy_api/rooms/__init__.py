"""Sealed rooms: epochs, wraps, entries, events."""
