"""One generic message that something is new; never case content."""
