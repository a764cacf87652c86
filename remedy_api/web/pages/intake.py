"""The pages of the reporter's door: one island, texts that need no script, and a page that says nothing to leave to."""

import json

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from remedy_api.access import guards
from remedy_api.kit import i18n
from remedy_api.kit.db.session import DbSession
from remedy_api.kit.i18n import _N, negotiate
from remedy_api.web.pages.procedure import add_procedure
from remedy_api.web.pages.programme import Programme, framed, programme_of
from remedy_api.web.pages.register import add_register
from remedy_api.web.pages.shell import PAGES, PageLanguage, draw, environment
from remedy_api.web.pages.texts import add_not_found, add_texts
from remedy_api.web.security_headers import PageKind, mark_page

BLANK = "/blank"
"""The page that says nothing. The island names it too: it takes the report's place in the browser's history."""

REPORT = _N("Report what is wrong at work")
READ = _N("Read the answer to your report")
ABOUT = (
    _N("Here workers, and whoever they ask, report what is wrong at work. It costs nothing and needs no account and no name."),
    _N("You choose which organisations may read your report: unions, labour organisations, monitors. Nobody else can open it."),
    _N("Your report is locked on your own device before it is sent. The server keeps it locked and has no key."),
    _N("You get a code on paper. With it, and nothing else, you read the answers, write back, or take the report back."),
    _N("The code alone does not open the report again, unless you ask for that: whoever finds the paper reads the answers only."),
    _N("Within 7 days an organisation you chose confirms that it has read it. Nothing goes to a company before they ask you."),
    _N("The server knows on which day something was sent to which organisation, and roughly how large it is."),
    _N("This is no emergency service and no court. Time limits of the law go on."),
    _N("Each organisation has 12 key words. It prints them; the page shows them; if they are the same, nobody stands between."),
    _N("“Leave quickly” empties the page. It does not clear the list of visited pages that your browser keeps."),
)

router = APIRouter(include_in_schema=False)
add_texts(router)
add_procedure(router)
add_register(router)


@router.get("/", dependencies=[Depends(guards.anyone)])
def choose_language(request: Request, session: DbSession) -> RedirectResponse:
    """The first page, in the language the browser asks for if the programme speaks it."""
    programme = programme_of(session)
    language = negotiate(request.headers.get("accept-language"), programme.default_language)
    if language not in programme.languages:
        language = programme.default_language
    return RedirectResponse(f"/{language}/", status_code=303)


@router.get(BLANK, dependencies=[Depends(guards.anyone)])
def blank_page(request: Request) -> HTMLResponse:
    """Nothing at all, for whoever had to leave quickly."""
    mark_page(request.scope, PageKind.TEXT)
    template = environment.get_template("intake/blank.html")
    return HTMLResponse(template.render(language=i18n.current_language(), direction=i18n.direction(i18n.current_language())))


@router.get(PAGES + "/", dependencies=[Depends(guards.anyone)])
def first_page(request: Request, language: PageLanguage, session: DbSession) -> HTMLResponse:
    """Report something."""
    return _island(request, language, session, name="report", script="page/main.tsx", title=REPORT)


@router.get(PAGES + "/receipt", dependencies=[Depends(guards.anyone)])
def receipt_page(request: Request, language: PageLanguage, session: DbSession) -> HTMLResponse:
    """Read the answers with a code."""
    return _island(request, language, session, name="receipt", script="page/receipt.tsx", title=READ)


@router.get(PAGES + "/about", dependencies=[Depends(guards.anyone)])
def about_page(request: Request, language: PageLanguage, session: DbSession) -> HTMLResponse:
    """How it works and who can see what, readable without any script."""
    mark_page(request.scope, PageKind.TEXT)
    page = framed(request, programme_of(session), language, name="about", title=_N("How this works, and who can see what"))
    return draw("text.html", page, own=(), own_language=language, empty=None, notes=ABOUT)


def _island(request: Request, language: str, session: DbSession, *, name: str, script: str, title: str) -> HTMLResponse:
    mark_page(request.scope, PageKind.REPORTER)
    programme = programme_of(session)
    leave_to = request.app.state.settings.quick_exit_url or BLANK
    page = framed(
        request,
        programme,
        language,
        name=name,
        title=title,
        script=script,
        styles=("styles/remedy.css", "styles/intake.css"),
        data=_island_data(programme, leave_to),
    )
    help_text, spoken = programme.text(programme.help, language)
    paragraphs = [part.strip() for part in help_text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return draw("intake/page.html", page, exit=leave_to, help=paragraphs, help_language=spoken)


def _island_data(programme: Programme, leave_to: str) -> dict[str, str]:
    """What the island knows before it asks anything. All of it is public and the same for everybody."""
    tongues = [i18n.LANGUAGES[code] for code in programme.languages if i18n.known(code)]
    return {
        "instance": programme.instance,
        "set-up": "yes" if programme.set_up else "no",
        "languages": json.dumps([{"code": each.code, "autonym": each.autonym} for each in tongues], ensure_ascii=False),
        "exit": leave_to,
    }


add_not_found(router)
