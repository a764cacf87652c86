"""People, organisations and the programme as they travel."""
