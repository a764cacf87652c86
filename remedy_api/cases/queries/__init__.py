"""Every SELECT on cases, filtered by the actor in one place."""
