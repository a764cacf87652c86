"""A member's or a reporter's own program: it speaks to the doors, seals and opens. Nothing of it runs in a server."""
