"""Back from a backup: read and judged whole, built beside what is there, and put in its place at once."""
