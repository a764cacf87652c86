"""Every change of rosters, organisation keys and wraps."""
