"""Numbers that others give sites, companies and purchases, each with what can be checked of it."""
