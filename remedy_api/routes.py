"""Which routers each door opens. One line a room; the order is the order of matching."""

from fastapi import APIRouter

from remedy_api.accounts import endpoints as accounts
from remedy_api.cases import endpoints as cases
from remedy_api.intake import endpoints as intake
from remedy_api.keyring import endpoints as keyring
from remedy_api.remedies import endpoints as remedies
from remedy_api.reporting import endpoints as reporting
from remedy_api.retention import endpoints as retention
from remedy_api.rooms import endpoints as rooms
from remedy_api.supply_chain import endpoints as supply_chain
from remedy_api.web.pages import casework as casework_pages
from remedy_api.web.pages import intake as intake_pages


def casework_routers() -> tuple[APIRouter, ...]:
    """The door of administrators, managers and representatives."""
    return (
        accounts.public,
        keyring.public,
        *accounts.routers,
        *keyring.routers,
        supply_chain.public,
        *supply_chain.routers,
        intake.for_representatives,
        rooms.router,
        cases.public,
        cases.router,
        remedies.public,
        remedies.tables,
        remedies.disclosures,
        reporting.router,
        retention.public,
        retention.router,
        casework_pages.router,
    )


def intake_routers() -> tuple[APIRouter, ...]:
    """The door of reporters: no account, no cookie."""
    return (
        intake.for_reporters,
        intake.receipts,
        cases.public,
        cases.receipts,
        accounts.public,
        keyring.public,
        supply_chain.public,
        reporting.public,
        retention.public,
        retention.receipts,
        intake_pages.router,
    )
