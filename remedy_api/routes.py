"""Which routers each door opens. One line a room; the order is the order of matching."""

from fastapi import APIRouter


def casework_routers() -> tuple[APIRouter, ...]:
    """The door of administrators, managers and representatives."""
    return ()


def intake_routers() -> tuple[APIRouter, ...]:
    """The door of reporters: no account, no cookie."""
    return ()
