"""The two front doors, each an app of its own, built from the same rooms."""

import asyncio
import re
from collections.abc import Sequence
from importlib.metadata import version

from fastapi import APIRouter, Depends, FastAPI, Request
from sqlalchemy import Engine
from sqlmodel import Session

from remedy_api.access import guards
from remedy_api.access.actor import ANONYMOUS, Actor
from remedy_api.accounts.endpoints.cookies import authenticate
from remedy_api.document import describe
from remedy_api.kit import events
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.http.body import BodyLimits
from remedy_api.kit.http.problems import RESPONSES, Unavailable, install_problems
from remedy_api.kit.http.rim import Door, Rim
from remedy_api.kit.http.watching import Watched
from remedy_api.kit.readiness import missing
from remedy_api.reactions import REACTIONS
from remedy_api.routes import casework_routers, intake_routers
from remedy_api.scopes import opened_by_tokens
from remedy_api.settings import MIB, Settings
from remedy_api.storage.opening import open_blobs
from remedy_api.web.assets import STATIC, bundle
from remedy_api.web.demonstration import demonstration_of
from remedy_api.web.other_address import OtherAddress
from remedy_api.web.security_headers import SecurityHeaders
from remedy_api.web.static_files import PackedStatic


def create_casework_app(settings: Settings, engine: Engine, people_key: bytes) -> FastAPI:
    """The door of administrators, managers and representatives."""
    app = _app("Remedy: casework", settings, engine, people_key)
    app.state.authenticate = authenticate
    app.state.scopes = opened_by_tokens()
    describe(app, app.state.scopes)
    _open(app, casework_routers(), Door(settings.casework, accounts=True, limits=_limits(settings)))
    return app


def create_intake_app(settings: Settings, engine: Engine, people_key: bytes) -> FastAPI:
    """The door of reporters: nobody signs in, and cookies are dropped before anything can see them."""
    app = _app("Remedy: intake", settings, engine, people_key)
    app.state.authenticate = _nobody
    describe(app, {})
    _open(app, intake_routers(), Door(settings.intake, accounts=False, limits=_limits(settings)))
    return app


def _app(title: str, settings: Settings, engine: Engine, people_key: bytes) -> FastAPI:
    events.wire(REACTIONS)
    # The interactive documentation loads scripts from elsewhere; the document itself is served.
    app = FastAPI(
        title=title,
        version=version("remedy"),
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        responses=RESPONSES,
        # The framework would tell paths, addresses and refused bodies to whatever a variable of the environment names.
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False},
    )
    app.state.settings = settings
    app.state.engine = engine
    app.state.people_key = people_key
    app.state.demonstration = demonstration_of(settings)
    app.state.fingerprint = lambda: bundle().fingerprint
    app.state.blobs = open_blobs(settings)
    app.state.turns = asyncio.Semaphore(settings.database_connections)
    install_problems(app)
    return app


def _nobody(session: Session, request: Request) -> Actor:
    return ANONYMOUS


def _limits(settings: Settings) -> BodyLimits:
    submissions = re.compile(r"/v1/submissions")
    entries = re.compile(r"/v1/(rooms/[^/]+|receipts)/entries")
    # Who changes an organisation's key sends it to every member at once, in one request.
    rosters = re.compile(r"/v1/organisations/[0-9a-f]{32}/rosters")
    # Two thousand sites with their addresses.
    sites = re.compile(r"/v1/sites/import")
    return BodyLimits(
        json=(
            (rosters, 2 * MIB),
            (
                re.compile(r"/v1/(setup|programme|me/vault|cases|tables|(organisations|invitations|rooms|receipts)/.*)"),
                settings.max_json_bytes,
            ),
        ),
        sealed=((submissions, settings.max_submission_bytes), (entries, settings.max_entry_bytes), (sites, MIB)),
    )


def _open(app: FastAPI, routers: Sequence[APIRouter], door: Door) -> None:
    for router in (health, *routers):
        app.include_router(router)
    app.mount("/static", PackedStatic(directory=STATIC, check_dir=False), name="static")
    app.add_middleware(Rim, door=door)
    app.add_middleware(OtherAddress, door=door)
    https = all(origin.startswith("https://") for origin in door.origins)
    app.add_middleware(SecurityHeaders, https=https)
    app.add_middleware(Watched, door="casework" if door.accounts else "intake", times=door.accounts)


health = APIRouter()


@health.get("/healthz", dependencies=[Depends(guards.anyone)])
def healthz(session: DbSession) -> dict[str, str]:
    """Whether this process answers and reaches the database."""
    session.connection().exec_driver_sql("SELECT 1")
    return {"status": "ok"}


@health.get("/readyz", dependencies=[Depends(guards.anyone)])
def readyz(request: Request, session: DbSession) -> dict[str, str]:
    """Whether this installation can do its work: the database, its tables and the disk. Raises Unavailable."""
    settings: Settings = request.app.state.settings
    if missing(session.connection(), settings.data_dir):
        raise Unavailable
    return {"status": "ready"}
