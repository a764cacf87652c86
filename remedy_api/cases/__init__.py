"""Cases, their stages and clocks."""
