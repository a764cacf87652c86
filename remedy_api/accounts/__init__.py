"""People, organisations, how they come in and how they sign in."""
