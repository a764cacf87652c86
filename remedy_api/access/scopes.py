"""What a program's token may be made for: scopes, taken from the one vocabulary of permissions.

A token is never more than its account: it adds nothing to what the account may do and takes away everything that its scopes
do not name. Which scope opens which route stands in one table (`remedy_api/scopes.py`); a route that is not in it refuses
every token, so whatever concerns passphrases, sessions, members or tokens is reached from a browser alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request

from remedy_api.access.permissions import Permission
from remedy_api.kit.errors import Forbidden
from remedy_api.kit.http.bearer import shows_token
from remedy_api.kit.i18n import _N


@dataclass(frozen=True, slots=True)
class Scope:
    """What it allows, one sentence for people. `key`: only for a program with keys of its own, never for a person's account."""

    meaning: str
    key: bool = False


SCOPES: Mapping[Permission, Scope] = {
    Permission.READ_REPORTS: Scope(_N("See the list of reports and fetch them, sealed as they are.")),
    Permission.READ_CASES: Scope(_N("See cases, tables and reviews, and fetch what is in them, sealed as it is.")),
    Permission.READ_SUPPLY_CHAIN: Scope(_N("See sites, companies, products and contracts.")),
    Permission.SEE_MEMBERS: Scope(_N("See who belongs to your organisations, by name.")),
    Permission.WRITE_ENTRIES: Scope(_N("Write messages in reports, cases and tables, in its own name."), key=True),
    Permission.SIGN_STEPS: Scope(
        _N("Sign that a report or a table was received or that a step was done, and renew keys."), key=True
    ),
    Permission.FILE_REPORTS: Scope(_N("File reports for workers."), key=True),
    Permission.CHANGE_SUPPLY_CHAIN: Scope(_N("Add and change sites, companies, products and contracts."), key=True),
}
"""All there is to choose from, in the order in which it is offered."""

ALWAYS = Permission.SEE_ORGANISATION
"""Every token holds it: without the keys of organisations nothing can be checked."""

READING = frozenset({Permission.READ_REPORTS, Permission.READ_CASES})
IN_ROOMS = frozenset({Permission.WRITE_ENTRIES, Permission.SIGN_STEPS})
"""They act in rooms, which only a token that reads finds."""

Table = Mapping[str, frozenset[Permission]]
"""By "METHOD /path/{as}/{routed}": the scopes of which one opens the route. What is not named is closed to tokens."""


class OutOfScope(Forbidden):
    """A program asked for what its token was not made for."""

    code = "out-of-scope"


_WRONG = _N("This token was not made for this. Its owner can make another one.")
_NEVER = _N("No token opens this. Only a person can do it, signed in.")


def check_scope(request: Request, scopes: frozenset[str]) -> None:
    """Whether a token with these scopes opens the route of a request. Raises OutOfScope, also where no route is known."""
    table: Table = getattr(request.app.state, "scopes", {})
    route = getattr(request.scope.get("route"), "path", "")
    method = "GET" if request.method == "HEAD" else request.method
    opening = table.get(f"{method} {route}", frozenset())
    if not opening & scopes:
        raise OutOfScope(_WRONG if opening else _NEVER)


def check_no_token(request: Request) -> None:
    """Whether a change at an open address comes without a token: nothing there looks at one. Raises OutOfScope."""
    if request.method not in ("GET", "HEAD") and shows_token(request.headers.getlist("authorization")):
        raise OutOfScope(_NEVER)
