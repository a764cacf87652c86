"""What server and browser load: each bundle with its own sentences, each form in each language, the same bytes every time."""

import json
from pathlib import Path

from remedy_api.kit.i18n import gettext, languages, ngettext
from remedy_api.kit.i18n.build import build
from remedy_api.kit.i18n.catalogues import translations


def files_of(folder: Path) -> dict[str, bytes]:
    """Everything written under a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.json"))}


def test_two_builds_are_the_same(tmp_path: Path) -> None:
    build(tmp_path / "one")
    build(tmp_path / "two")
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_bundles_hold_their_own_sentences_and_no_more(tmp_path: Path) -> None:
    build(tmp_path)
    for language in languages():
        intake = json.loads((tmp_path / f"i18n/intake.{language.code}.json").read_text(encoding="utf-8"))
        casework = json.loads((tmp_path / f"i18n/casework.{language.code}.json").read_text(encoding="utf-8"))
        assert (intake["language"], intake["direction"]) == (language.code, language.direction)
        assert intake["intl"].endswith("-u-ca-gregory-nu-latn")
        if language.code == "en":
            assert not casework["messages"]
            continue
        assert intake["messages"].items() <= casework["messages"].items()
        assert "Sign in" in casework["messages"]
        assert "Sign in" not in intake["messages"]
        for text in casework["messages"].values():
            assert isinstance(text, str) or len(text) == len(casework["plural"])


def test_forms_keep_their_logic_and_change_their_words(tmp_path: Path) -> None:
    build(tmp_path)
    english = json.loads((tmp_path / "forms/workplace_grievance.en.json").read_text(encoding="utf-8"))
    arabic = json.loads((tmp_path / "forms/workplace_grievance.ar.json").read_text(encoding="utf-8"))
    assert (english["form"], arabic["language"], arabic["direction"]) == ("workplace_grievance", "ar", "rtl")
    assert english["title"] != arabic["title"]
    for ours, theirs in zip(english["survey"], arabic["survey"], strict=True):
        assert ours.keys() == theirs.keys()
        assert ours.get("relevant") == theirs.get("relevant")
        assert ours["type"] == theirs["type"]


def test_the_server_speaks_with_and_without_compiled_catalogues(tmp_path: Path) -> None:
    build(tmp_path)
    translations.cache_clear()
    assert gettext("nl")("Report") == "Melding"
    assert ngettext("ar")("%(num)s sentence", "%(num)s sentences", 2) == "جملتان"
    assert ngettext("ar")("%(num)s sentence", "%(num)s sentences", 11) == "11 جملةً"
    assert ngettext("en")("%(num)s sentence", "%(num)s sentences", 1) == "1 sentence"
    assert gettext("fr")("No such sentence in any catalogue, 100 %") == "No such sentence in any catalogue, 100 %"
