"""What may be wrong with the catalogues: found here, shown by `./remedy locales check`, and failing the tests."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from .extraction import TEMPLATE, extract_template, read_catalogue, written
from .languages import SOURCE, Language, languages

_PLACEHOLDER = re.compile(r"%\((\w+)\)([a-z])")
_MARKUP = re.compile(r"</?[A-Za-z][^>]*>|&(?:#\d+|[A-Za-z]+);|\*\*|\]\(")
# Direction is the page's business (`dir`, isolation); marks inside a sentence break searching and copying.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")


def check() -> list[str]:
    """Every fault, one sentence each; an empty list means that the offered languages are complete."""
    template = extract_template()
    faults = list(_template_faults(template))
    for language in languages():
        if language.code != SOURCE:
            faults += _catalogue_faults(language, template)
    return faults


def _template_faults(template: Catalog) -> Iterator[str]:
    if not TEMPLATE.exists() or TEMPLATE.read_text(encoding="utf-8") != written(template):
        yield "messages.pot is stale: run ./remedy locales extract, then ./remedy locales update"
    for message in _messages(template):
        for text in _forms(message.id):
            yield from (f"messages.pot: {fault}: {text!r}" for fault in _sentence_faults(text))


def _sentence_faults(text: str) -> Iterator[str]:
    if _MARKUP.search(text):
        yield "markup in a sentence"
    if text != text.strip():
        yield "white space around a sentence"
    if "  " in text:
        yield "two spaces in a sentence"
    if any(kind != "s" for _, kind in _PLACEHOLDER.findall(text)):
        yield "a value must be written %(name)s"


def _catalogue_faults(language: Language, template: Catalog) -> Iterator[str]:
    catalog = read_catalogue(language)
    where = f"{language.code}:"
    for message in _messages(template):
        found = catalog.get(message.id)
        if found is None:
            yield f"{where} not in the catalogue (run ./remedy locales update): {_short(message)}"
            continue
        if found.fuzzy:
            yield f"{where} marked fuzzy: {_short(message)}"
        found_faults = dict.fromkeys(_translation_faults(message, found, catalog))
        yield from (f"{where} {fault}: {_short(message)}" for fault in found_faults)
    for message in _messages(catalog):
        if template.get(message.id) is None:
            yield f"{where} no longer in the code (run ./remedy locales update): {_short(message)}"


def _translation_faults(source: Message, found: Message, catalog: Catalog) -> Iterator[str]:
    texts = _forms(found.string)
    if source.pluralizable and len(texts) != catalog.num_plurals:
        yield f"{len(texts)} plural forms instead of {catalog.num_plurals}"
    wanted = {name for text in _forms(source.id) for name, _ in _PLACEHOLDER.findall(text)}
    for place, text in enumerate(texts):
        if not text.strip():
            yield "not translated"
            continue
        names = {name for name, _ in _PLACEHOLDER.findall(text)}
        # "One report" and the dual say the number in the word; every other form must show it.
        spoken = {"num"} if source.pluralizable and place < len(texts) - 1 else set()
        if names - wanted or wanted - names - spoken:
            yield f"other values than in English: {sorted(names ^ wanted)}"
        if wanted and "%" in _PLACEHOLDER.sub("", text).replace("%%", ""):
            yield "a lone per cent sign beside values"
        if _INVISIBLE.search(text):
            yield "invisible characters"
        yield from _sentence_faults(text)


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str) or text is None else tuple(text)


def _short(message: Message) -> str:
    return repr(_forms(message.id)[0][:90])
