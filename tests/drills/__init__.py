"""Drills: what happens when something is killed."""
