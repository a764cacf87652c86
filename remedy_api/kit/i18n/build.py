"""`python -m remedy_api.kit.i18n.build`: what server and browser load, from the catalogues and form definitions.

- locales/<folder>/LC_MESSAGES/messages.mo for each offered language
- static/i18n/<bundle>.<lang>.json, the sentences of one page bundle:

      {"language": "ar", "direction": "rtl", "intl": "ar-u-ca-gregory-nu-latn",
       "plural": ["zero", "one", "two", "few", "many", "other"],
       "messages": {"Sentence with %(name)s": "…", "%(num)s report": ["…", "…", "…", "…", "…", "…"]}}

  A counted sentence is found under its singular; its form is number `plural.indexOf(new Intl.PluralRules(language)
  .select(n))`. English has no messages: a sentence that is not found stands as it is written, its plural chosen by
  `n === 1`. Bundle `intake` holds the sentences of intake_forms/, `casework` those of both.
- static/forms/<form>.<lang>.json, see extract_forms.

The same input gives the same bytes.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from .catalogues import gettext, po_path
from .extract_forms import translate
from .extraction import ROOT, read_catalogue, read_template
from .formats import intl_locale, plural_categories
from .languages import SOURCE, Language, languages

STATIC = ROOT / "remedy_api" / "web" / "static"
DEFINITIONS = ROOT / "intake_forms" / "definitions"
BUNDLES = {
    "intake": ("intake_forms/page/",),
    "casework": ("intake_forms/page/", "remedy_api/web/client/"),
}


def build(static: Path = STATIC, definitions: Path = DEFINITIONS) -> list[Path]:
    """Write everything; the files written. Compiled catalogues first, since the forms are translated through them."""
    compiled = [_compile(language) for language in languages() if language.code != SOURCE]
    return [*compiled, *build_static(static, definitions)]


def build_static(static: Path, definitions: Path = DEFINITIONS) -> list[Path]:
    """Only what a browser loads, into any folder; what an older build left there goes. The files written."""
    made = [path for language in languages() for path in _of(language, static, definitions)]
    for folder in {path.parent for path in made}:
        for stale in set(folder.glob("*.json")) - set(made):
            stale.unlink(missing_ok=True)
    return made


def _compile(language: Language) -> Path:
    compiled = po_path(language.code).with_suffix(".mo")
    with compiled.open("wb") as stream:
        write_mo(stream, read_catalogue(language))
    return compiled


def _of(language: Language, static: Path, definitions: Path) -> Iterator[Path]:
    catalog = read_catalogue(language)
    for bundle, folders in BUNDLES.items():
        yield _write(static / "i18n" / f"{bundle}.{language.code}.json", _sentences(language, catalog, folders))
    for definition in sorted(definitions.glob("*.yaml")):
        yield _write(static / "forms" / f"{definition.stem}.{language.code}.json", _form(language, definition))


def _sentences(language: Language, catalog: Catalog, folders: tuple[str, ...]) -> dict[str, Any]:
    messages = {}
    if language.code != SOURCE:
        for message in read_template():
            if message.id and any(name.startswith(folders) for name, _ in message.locations):
                key = message.id if isinstance(message.id, str) else message.id[0]
                if text := _text(catalog.get(message.id)):
                    messages[key] = text
    return {
        "language": language.code,
        "direction": language.direction,
        "intl": intl_locale(language.code),
        "plural": plural_categories(language.code),
        "messages": messages,
    }


def _text(message: Message | None) -> str | list[str] | None:
    """The translation, or None where it is missing or unsure, so that English stands there instead of nothing."""
    if message is None or message.fuzzy or not message.string:
        return None
    if isinstance(message.string, str):
        return message.string
    return list(message.string) if all(message.string) else None


def _form(language: Language, definition: Path) -> dict[str, Any]:
    tree = yaml.safe_load(definition.read_text(encoding="utf-8"))
    return {
        "form": definition.stem,
        **translate(tree, gettext(language.code)),
        "language": language.code,
        "direction": language.direction,
    }


def _write(path: Path, content: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # In one step: whoever loads it meanwhile gets the old one or the new one, and the folder's time tells that it changed.
    draft = path.with_suffix(".new")
    draft.write_text(text + "\n", encoding="utf-8")
    draft.replace(path)
    return path


if __name__ == "__main__":
    print(f"{len(build())} files for {len(languages())} languages")
