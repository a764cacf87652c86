"""Every SELECT on the supply chain, each list through the row filter of its policy."""
