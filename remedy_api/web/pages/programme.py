"""What every page of both doors tells about the programme: its name, its languages, its texts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request
from sqlmodel import Session

from remedy_api.accounts import queries
from remedy_api.kit import i18n
from remedy_api.web.pages.shell import Link, Page, frame

UNNAMED = "Remedy"
FOOTER = (
    ("/help", i18n._N("Help")),
    ("/procedure", i18n._N("The procedure")),
    ("/register", i18n._N("Public register")),
    ("/privacy", i18n._N("Privacy")),
    ("/accessibility", i18n._N("Accessibility")),
)


@dataclass(frozen=True, slots=True)
class Programme:
    """The public face of the programme. Before the set-up it has no name and offers every language."""

    instance: str
    name: str
    set_up: bool
    languages: Sequence[str]
    default_language: str
    privacy: Mapping[str, str]
    help: Mapping[str, str]

    @property
    def offered_json(self) -> str:
        """All languages of this installation, for pages that let somebody choose: code, own name, direction."""
        return json.dumps(
            [{"code": each.code, "autonym": each.autonym, "direction": each.direction} for each in i18n.languages()],
            ensure_ascii=False,
        )

    def text(self, texts: Mapping[str, str], language: str) -> tuple[str, str]:
        """A text in a language, or in the main one where it is missing, with the language it is in."""
        for code in (language, self.default_language):
            if texts.get(code):
                return texts[code], code
        return "", language


def programme_of(session: Session) -> Programme:
    """The programme as the pages show it."""
    row = queries.programme_of(session)
    every = [each.code for each in i18n.languages()]
    if row is None or not row.set_up:
        return Programme(row.instance if row else "", UNNAMED, False, every, i18n.SOURCE, {}, {})
    return Programme(row.instance, row.name, True, row.languages, row.default_language, row.privacy, row.help)


def framed(
    request: Request,
    programme: Programme,
    language: str,
    *,
    name: str,
    title: str,
    script: str | None = None,
    styles: Sequence[str] = ("styles/remedy.css",),
    data: Mapping[str, str] | None = None,
) -> Page:
    """The frame of a page of this programme; `title` is a sentence marked for translation."""
    with i18n.speaking(language):
        return frame(
            request,
            name=name,
            title=i18n.render(title),
            language=language,
            programme=programme.name,
            offered=programme.languages,
            footer_links=[Link(f"/{language}{path}", i18n.render(text)) for path, text in FOOTER],
            script=script,
            styles=styles,
            data=data,
        )
