"""Every change of a room after its filing. The caller holds the room's row locked."""
