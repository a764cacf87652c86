"""What the doors answer about keys; `routers` are for the casework door, `public` for both."""

from remedy_api.keyring.endpoints import directory, invitations, rosters

public = directory.public
routers = (rosters.router, invitations.router)

__all__ = ["public", "routers"]
