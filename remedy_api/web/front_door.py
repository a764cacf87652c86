"""A front door put together: problems, the rim and the security headers around an app, in the one right order."""

import re
from collections.abc import Sequence

from fastapi import FastAPI

from remedy_api.kit.http.body import JSON_LIMIT, BodyLimits
from remedy_api.kit.http.problems import install_problems
from remedy_api.kit.http.rim import Door, Rim
from remedy_api.web.security_headers import SecurityHeaders

_HEX = "[0-9a-f]{32}"
# Lists of wraps grow with the members of an organisation: 1 MiB holds six hundred.
_WRAPS = re.compile(
    f"/v1/(?:organisations/{_HEX}/(?:rosters|founding)|invitations/{_HEX}/confirmation|rooms/{_HEX}/events|receipts/events)"
)
_SEALED = re.compile(f"/v1/(?:submissions|receipts/entries|rooms/{_HEX}/entries)")


def install_front_door(
    app: FastAPI,
    *,
    origins: Sequence[str],
    accounts: bool,
    json_limit: int = JSON_LIMIT,
    sealed_limit: int = 27 * 1024 * 1024,
    wraps_limit: int = 1024 * 1024,
) -> None:
    """Put an app behind its door. `origins`: every address it is reached at; `accounts`: casework yes, intake no.

    `json_limit`, `sealed_limit`, `wraps_limit`: the largest ordinary body, sealed body and JSON with wraps, in bytes.
    Call it last: a layer added after it would stand outside of the headers.
    """
    limits = BodyLimits(json=((_WRAPS, wraps_limit),), sealed=((_SEALED, sealed_limit),), default=json_limit)
    install_problems(app)
    app.add_middleware(Rim, door=Door(tuple(origins), accounts, limits))
    app.add_middleware(SecurityHeaders, https=any(origin.startswith("https://") for origin in origins))
