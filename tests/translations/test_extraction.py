"""Sentences are found wherever they are written, and refused where no translator could see them."""

import io
import re
from collections.abc import Iterator

import pytest

from remedy_api.kit.i18n import extract_forms, extract_typescript
from remedy_api.kit.i18n.extract_typescript import NotLiteral
from remedy_api.kit.i18n.extraction import ROOT, extract_template


def found(source: str) -> list[object]:
    """What the TypeScript extractor takes out of a file."""
    rows: Iterator[tuple[int, str, object, list[str]]] = extract_typescript.extract(io.BytesIO(source.encode()), (), (), {})
    return [sentence for _, _, sentence, _ in rows]


@pytest.mark.parametrize(
    ("source", "sentences"),
    [
        ('_("Plain")', ["Plain"]),
        ("_('Single')", ["Single"]),
        ("_(`Back ticks`)", ["Back ticks"]),
        ('_("Value %(name)s", { name })', ["Value %(name)s"]),
        ('<p>{_("In TSX", {a: 1})}</p>', ["In TSX"]),
        ("<p>it's {_(\"After an apostrophe\")} don't</p>", ["After an apostrophe"]),
        ('<p>say "x {_("After a quotation mark")}</p>', ["After a quotation mark"]),
        ('`${_("In a template")} ${x}`', ["In a template"]),
        ('<A b={_("Attribute")} c={() => <i>{_("Nested")}</i>} />', ["Attribute", "Nested"]),
        ('const f = <T,>(x: T) => _("After a generic")', ["After a generic"]),
        ('/["\']/.test(s) ? _("After a pattern") : ""', ["After a pattern"]),
        ('_(\n  "Over " +\n  "lines",\n)', ["Over lines"]),
        ('_("Escaped \\"quote\\" \\u00e9 \\n")', ['Escaped "quote" é \n']),
        ('ngettext("%(num)s day", "%(num)s days", n)', [("%(num)s day", "%(num)s days")]),
        ('{a: _N("Marked"), b: _N("Marked too")}', ["Marked", "Marked too"]),
        ('// _("In a comment")\n/* _("In another") */', []),
        ('"https://x.test" + _("After an address")', ["After an address"]),
        ("export function _(message: string): string { return message }", []),
        ('import {_, ngettext} from "./i18n"; x_("no"); a._("no")', []),
    ],
)
def test_sentences_in_typescript(source: str, sentences: list[object]) -> None:
    assert found(source) == sentences


@pytest.mark.parametrize("source", ["_(name)", "_(`Hello ${name}`)", '_("Hello " + name)', 'ngettext("one", n)', "_()"])
def test_what_is_not_written_out_is_refused(source: str) -> None:
    with pytest.raises(NotLiteral, match="line 1"):
        found(source)


FORM = """
version: 1
title: "A form"
choices:
  kinds:
    - {name: pay, label: "Pay, or rather none"}
survey:
  - type: text
    name: words
    label: What happened?
    hint: |
      Two
      lines
    relevant: "${kind} = 'pay'"
    constraint_message: Please write something.
"""


def test_sentences_in_forms() -> None:
    rows = list(extract_forms.extract(io.BytesIO(FORM.encode()), (), (), {}))
    assert [sentence for _, _, sentence, _ in rows] == [
        "A form",
        "Pay, or rather none",
        "What happened?",
        "Two\nlines",
        "Please write something.",
    ]


def test_a_comma_cannot_cut_a_question_in_silence() -> None:
    with pytest.raises(ValueError, match="line 1"):
        list(extract_forms.extract(io.BytesIO(b"- {name: a, label: Danger, accidents}"), (), (), {}))


def test_a_form_is_translated_as_a_whole() -> None:
    import yaml

    tree = extract_forms.translate(yaml.safe_load(FORM), str.upper)
    assert tree["title"] == "A FORM"
    assert tree["choices"]["kinds"][0] == {"name": "pay", "label": "PAY, OR RATHER NONE"}
    assert tree["survey"][0]["hint"] == "TWO\nLINES"
    assert tree["survey"][0]["relevant"] == "${kind} = 'pay'"


_BETWEEN_TAGS = re.compile(r"(?<![=-])>([^<>{}();=]*[A-Za-z]{2,}[^<>{}();=]*)(?=[<{])")
_ATTRIBUTE = re.compile(r'\b(?:title|placeholder|alt|aria-label|label|hint|submit|busyText)="([^"]*[A-Za-z]{2,}[^"]*)"')
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)


def unspoken(source: str) -> list[str]:
    """Words that a page of TSX would show without asking any catalogue; conditions between tags are no words."""
    words = [*_BETWEEN_TAGS.findall(source), *_ATTRIBUTE.findall(source)]
    return [text.strip() for text in words if not re.search(r"&&|\|\||\?|:", text)]


def test_words_outside_of_the_catalogues_are_seen() -> None:
    assert unspoken("<p>Hello there</p>") == ["Hello there"]
    assert unspoken('<A label="Hello" />') == ["Hello"]
    assert unspoken('<p>{_("Hello")} · {n > 0 && <b>{x}</b>}</p>') == []


@pytest.mark.parametrize("folder", ["intake_forms/page", "remedy_api/web/client"])
def test_no_page_shows_words_outside_of_the_catalogues(folder: str) -> None:
    found = {str(path): words for path in (ROOT / folder).rglob("*.tsx") if (words := unspoken(path.read_text("utf-8")))}
    assert not found


def test_no_template_shows_words_outside_of_the_catalogues() -> None:
    for path in (ROOT / "remedy_api/web/templates").rglob("*.html"):
        assert not re.findall("[A-Za-z]{2,}", _JINJA.sub("", path.read_text("utf-8"))), path


def test_every_source_is_read() -> None:
    files = {name for message in extract_template() for name, _ in message.locations}
    for ending in (".py", ".html", ".yaml", ".ts", ".tsx"):
        assert any(name.endswith(ending) for name in files), ending
    assert any(name.startswith("intake_forms/page/") for name in files)
    assert any(name.startswith("remedy_api/web/client/") for name in files)
