"""Public keys, wrapped secrets, organisation epochs and rosters."""
