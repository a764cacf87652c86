"""What the doors answer about people and organisations; `routers` are for the casework door, `public` for both."""

from remedy_api.accounts.endpoints import invitations, me, organisations, people, programme, sessions, sign_in, tokens

public = programme.public
routers = (
    programme.router,
    sign_in.router,
    sessions.router,
    me.router,
    tokens.router,
    people.router,
    organisations.router,
    invitations.router,
)

__all__ = ["public", "routers"]
