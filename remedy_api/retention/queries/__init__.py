"""Every SELECT of retention: what is due by the rules, and what of it an actor is told."""
