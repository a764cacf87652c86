"""Work that may wait: the procrastinate app and its schedule. Arguments are ids only."""
