"""One template of all sentences, from Python, templates, form definitions and TypeScript, and the catalogues kept to it.

What is extracted how is written in pyproject.toml under [tool.babel]. Template and catalogues carry no line numbers and
no time stamps: they change when a sentence changes and at no other time.
"""

import io
import os
import re
import tomllib
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext

from .catalogues import DOMAIN, po_path
from .languages import LANGUAGES, LOCALES, SOURCE, Language, languages

ROOT = LOCALES.parent
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "_N": None,
    "gettext": None,
    "ngettext": (1, 2),
    "_n": (1, 2),
}
_SKIPPED = {"node_modules", "static", "build", "var", "artefacts", "tests"}
_HEADER = "# Translations of Remedy.\n# Distributed under the licence of Remedy.\n#"
_STAMPS = tuple(
    f'"{name}:'
    for name in (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Last-Translator",
        "Language-Team",
        "Report-Msgid-Bugs-To",
    )
)


def extract_template(root: Path = ROOT) -> Catalog:
    """All sentences of a checkout. Raises ValueError, with file and line, for a sentence that is not written out."""
    mappings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    catalog = Catalog(project="Remedy", version="1", header_comment=_HEADER, charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        root, methods, keywords=KEYWORDS, comment_tags=("NOTE:",), strip_comment_tags=True, directory_filter=_wanted
    )
    for name, line, sentence, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalog.add(sentence, None, [(name.replace(os.sep, "/"), line)], auto_comments=comments, context=context)
    return catalog


def _wanted(folder: str | os.PathLike[str]) -> bool:
    name = Path(folder).name
    return not name.startswith((".", "__")) and name not in _SKIPPED


def written(catalog: Catalog) -> str:
    """A template or catalogue as text, the same for the same sentences."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    lines = stream.getvalue().decode("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith(_STAMPS)).rstrip() + "\n"


def read_catalogue(language: Language) -> Catalog:
    """The catalogue of a language as it lies on the disk, or an empty one with the language's CLDR plural forms."""
    path = po_path(language.code)
    if path.exists():
        with path.open("rb") as stream:
            catalog = read_po(stream, locale=language.folder, domain=DOMAIN)
    else:
        catalog = Catalog(locale=language.folder, domain=DOMAIN, project="Remedy", version="1", fuzzy=False)
    catalog.header_comment = _HEADER
    # Babel's own table has other forms in another order for some languages; browsers follow CLDR, and so do we.
    catalog.mime_headers = [("Plural-Forms", plural_forms(language))]
    return catalog


def plural_forms(language: Language) -> str:
    """CLDR's plural rule of a language as gettext's header.

    CLDR's operand e is the exponent of a number written as 1c6; counts are whole numbers, so it is 0, and gettext does
    not know it.
    """
    return re.sub(r"\b[ce]\b", "0", to_gettext(language.locale.plural_form))


def extract() -> int:
    """Write the template anew; how many sentences it holds."""
    catalog = extract_template()
    TEMPLATE.write_text(written(catalog), encoding="utf-8")
    return len(catalog)


def update(everything: bool = False) -> list[str]:
    """Bring the catalogues of the offered languages (or of all) to the template; the codes that were written.

    New sentences come in empty, never as a guess from similar ones, and sentences gone from the template are dropped.
    """
    template = read_template()
    wanted = LANGUAGES.values() if everything else languages()
    codes = []
    for language in wanted:
        if language.code == SOURCE:
            continue
        catalog = read_catalogue(language)
        catalog.update(template, no_fuzzy_matching=True)
        path = po_path(language.code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(catalog), encoding="utf-8")
        codes.append(language.code)
    return codes


def read_template() -> Catalog:
    """The template as it lies on the disk."""
    with TEMPLATE.open("rb") as stream:
        return read_po(stream, domain=DOMAIN)
