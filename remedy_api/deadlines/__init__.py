"""Days and clocks: when something is due, and whether it is late. Nothing here is kept; it is computed when it is asked for."""
