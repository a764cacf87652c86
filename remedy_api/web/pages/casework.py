"""The pages of administrators, managers and representatives: shells, the same for everybody; the island asks /v1 who is there."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from remedy_api.access import guards
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.i18n import _N, negotiate
from remedy_api.web.pages import demo, guides
from remedy_api.web.pages.procedure import add_procedure
from remedy_api.web.pages.programme import Programme, framed, programme_of
from remedy_api.web.pages.register import add_register
from remedy_api.web.pages.shell import PAGES, PageLanguage, draw
from remedy_api.web.pages.texts import add_not_found, add_texts
from remedy_api.web.security_headers import PageKind, mark_page


@dataclass(frozen=True, slots=True)
class Shell:
    """One page: its path under `/{language}`, its title, its island, and whether a passphrase is typed there.

    Argon2 runs as WebAssembly, so only pages that take a passphrase may compile it.
    """

    path: str
    name: str
    title: str
    passphrase: bool = False
    styles: tuple[str, ...] = ()

    @property
    def script(self) -> str:
        """The name of its built entry."""
        return f"client/{self.name}.tsx"


SHELLS: tuple[Shell, ...] = (
    Shell("/setup", "setup", _N("Set up this programme"), passphrase=True),
    Shell("/sign-in", "sign-in", _N("Sign in"), passphrase=True),
    Shell("/recover", "recover", _N("Use your recovery code"), passphrase=True),
    Shell("/invitation", "invitation", _N("Your invitation"), passphrase=True),
    Shell("/inbox", "inbox", _N("Reports")),
    Shell("/reports/{room:hexid}", "report", _N("Report")),
    Shell("/open-case/{room:hexid}", "open-case", _N("Open a case"), styles=("styles/cases.css",)),
    Shell("/cases", "cases", _N("Cases"), styles=("styles/cases.css",)),
    Shell("/cases/{room:hexid}", "case", _N("Case"), styles=("styles/cases.css", "styles/tables.css", "styles/review.css")),
    Shell("/reprisal", "reprisal", _N("Report a reprisal"), styles=("styles/cases.css",)),
    Shell("/tables", "tables", _N("Tables"), styles=("styles/cases.css",)),
    Shell("/tables/{room:hexid}", "table", _N("Remedy table"), styles=("styles/cases.css", "styles/tables.css")),
    Shell("/review", "review", _N("Review"), styles=("styles/cases.css", "styles/tables.css", "styles/review.css")),
    Shell("/report-for-worker", "report-for-worker", _N("Report for a worker"), styles=("styles/intake.css",)),
    Shell("/organisation/{organisation:hexid}", "organisation", _N("Organisation")),
    Shell("/notice/{organisation:hexid}", "notice", _N("Notice for the notice board")),
    Shell("/supply-chain", "supply-chain", _N("Sites and companies")),
    Shell("/retention", "retention", _N("Keeping and erasing"), styles=("styles/cases.css",)),
    Shell("/account", "account", _N("My account"), passphrase=True),
    Shell("/admin", "admin", _N("Programme")),
)

router = APIRouter(include_in_schema=False)
router.include_router(guides.router)
router.include_router(demo.router)
add_texts(router)
add_procedure(router)
add_register(router)


@router.get("/", dependencies=[Depends(guards.anyone)])
def choose_language(request: Request, session: DbSession) -> RedirectResponse:
    """The first page, in the language the browser asks for."""
    programme = programme_of(session)
    language = negotiate(request.headers.get("accept-language"), programme.default_language)
    return RedirectResponse(f"/{language}/", status_code=303)


@router.get(PAGES + "/", dependencies=[Depends(guards.anyone)])
def first_page(language: PageLanguage) -> RedirectResponse:
    """Reports come first; whoever is not signed in is sent on from there."""
    return RedirectResponse(f"/{language}/inbox", status_code=303)


def _serve(shell: Shell) -> Callable[..., HTMLResponse]:
    def page(request: Request, language: PageLanguage, session: DbSession) -> HTMLResponse:
        mark_page(request.scope, PageKind.PASSPHRASE if shell.passphrase else PageKind.CASEWORK)
        programme = programme_of(session)
        frame = framed(
            request,
            programme,
            language,
            name=shell.name,
            title=shell.title,
            script=shell.script,
            styles=("styles/remedy.css", "styles/casework.css", *shell.styles),
            data=_island_data(request, programme),
        )
        return draw("casework/island.html", frame)

    page.__name__ = f"{shell.name.replace('-', '_')}_page"
    return page


def _island_data(request: Request, programme: Programme) -> dict[str, str]:
    """What an island knows before it asks anything: addresses, languages and limits; nothing of a person."""
    settings = request.app.state.settings
    ids = {key: value for key, value in request.path_params.items() if key in ("room", "organisation")}
    return {
        "instance": programme.instance,
        "set-up": "yes" if programme.set_up else "no",
        "intake": settings.intake[0],
        "idle-seconds": str(settings.idle_minutes * 60),
        "offered": programme.offered_json,
        **ids,
    }


for _shell in SHELLS:
    router.get(PAGES + _shell.path, dependencies=[Depends(guards.anyone)])(_serve(_shell))

add_not_found(router)
