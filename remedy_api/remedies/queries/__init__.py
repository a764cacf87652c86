"""Every SELECT on tables, filtered by the actor in one place."""
