"""Which scopes open which routes to a program's token. One line a route; what is not here, no token opens.

Not here are, on purpose, passphrases and recovery codes, sessions, the vault, tokens themselves, invitations, rosters and
whatever only administrators do: a token that could reach them could make itself, or somebody else, more than it is.
"""

from collections.abc import Iterable

from remedy_api.access.permissions import Permission
from remedy_api.access.scopes import ALWAYS, READING, Table


def _routes(scopes: Iterable[Permission], *routes: str) -> Table:
    return dict.fromkeys(routes, frozenset(scopes))


def opened_by_tokens() -> Table:
    """The scopes of which one opens a route, by method and path."""
    return {
        **_routes(
            {ALWAYS},
            "GET /v1/me",
            "GET /v1/organisations",
            "GET /v1/organisations/{organisation}",
            "GET /v1/organisations/{organisation}/chain",
            "GET /v1/organisations/{organisation}/keys",
        ),
        **_routes({Permission.SEE_MEMBERS}, "GET /v1/organisations/{organisation}/members"),
        **_routes({Permission.READ_REPORTS}, "GET /v1/organisations/{organisation}/reports"),
        # Of which kind a room is, its row says: the filter of rooms asks for the scope again.
        **_routes(
            READING,
            "GET /v1/rooms/{room}",
            "GET /v1/rooms/{room}/entries",
            "GET /v1/rooms/{room}/entries/{entry}/body",
            "GET /v1/rooms/{room}/events",
        ),
        **_routes(
            {Permission.READ_CASES},
            "GET /v1/rooms/{room}/case",
            "GET /v1/rooms/{room}/disclosures",
            "GET /v1/rooms/{room}/disclosures/{disclosure}/body",
            "GET /v1/organisations/{organisation}/cases",
            "GET /v1/cases/overdue",
            "GET /v1/cases/{case}",
            "GET /v1/cases/{case}/preview",
            "GET /v1/cases/{case}/preview/viewers",
            "GET /v1/organisations/{organisation}/tables",
            "GET /v1/tables/{table}",
            "GET /v1/organisations/{organisation}/review",
            "GET /v1/organisations/{organisation}/review.csv",
            "GET /v1/organisations/{organisation}/review/suppliers",
        ),
        **_routes({Permission.WRITE_ENTRIES}, "POST /v1/rooms/{room}/entries"),
        # That somebody has looked is said by whoever takes a step, not by whoever only copies.
        **_routes({Permission.SIGN_STEPS}, "POST /v1/rooms/{room}/events", "POST /v1/rooms/{room}/seen"),
        **_routes({Permission.FILE_REPORTS}, "POST /v1/submissions"),
        **_routes(
            {Permission.READ_SUPPLY_CHAIN},
            "GET /v1/sites",
            "GET /v1/sites/export",
            "GET /v1/sites/{site}",
            "GET /v1/sites/{site}/paths",
            "GET /v1/sites/{site}/links",
            "GET /v1/links/{link}",
            "GET /v1/companies",
            "GET /v1/companies/{company}",
            "GET /v1/companies/{company}/links",
            "GET /v1/companies/{company}/products",
            "GET /v1/contracts",
            "GET /v1/contracts/{contract}",
        ),
        **_routes(
            {Permission.CHANGE_SUPPLY_CHAIN},
            "POST /v1/sites",
            "POST /v1/sites/import",
            "PATCH /v1/sites/{site}",
            "POST /v1/sites/{site}/links",
            "PATCH /v1/links/{link}",
            "POST /v1/companies",
            "PATCH /v1/companies/{company}",
            "POST /v1/companies/{company}/products",
            "POST /v1/contracts",
            "PATCH /v1/contracts/{contract}",
        ),
    }
