"""Every form definition holds to its README; a broken one fails here, before a reporter meets it."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.intake_forms.definition_rules import BadExpression, faults, parse

DEFINITIONS = Path(__file__).parents[2] / "intake_forms" / "definitions"
CASES = json.loads((Path(__file__).parent / "expressions.json").read_text(encoding="utf-8"))
FORMS = sorted(DEFINITIONS.glob("*.yaml"))
ILO_INDICATORS = {
    "abuse_of_vulnerability", "deception", "restriction_of_movement", "isolation", "physical_sexual_violence",
    "intimidation_threats", "retention_of_documents", "withholding_of_wages", "debt_bondage", "abusive_conditions",
    "excessive_overtime",
}  # fmt: skip
ISSUES = {
    "freedom_of_association", "forced_labour", "recruitment", "child_young_workers", "discrimination",
    "violence_harassment", "wages", "hours", "safety_health", "contract_dismissal", "housing", "privacy",
    "environment_community",
}  # fmt: skip


def load(path: Path) -> dict[str, Any]:
    """A definition as the build reads it."""
    definition: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return definition


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_definition_holds(path: Path) -> None:
    assert faults(load(path)) == []


def test_the_grievance_asks_what_it_must() -> None:
    """The product's issues, the ILO's eleven indicators of forced labour, bands of people, forms of reparation."""
    definition = load(DEFINITIONS / "workplace_grievance.yaml")
    names = {name: {option["name"] for option in options} for name, options in definition["choices"].items()}
    assert names["issues"] == ISSUES | {"other"}
    assert names["forced_labour"] == ILO_INDICATORS | {"none"}
    assert {"under_10", "10_49", "50_249", "250_999", "1000_up"} < names["band"]
    forms = {"restitution", "compensation", "rehabilitation", "satisfaction", "guarantee_of_non_repetition"}
    assert forms < names["remedy"]


def small() -> dict[str, Any]:
    """A definition with nothing wrong."""
    return {
        "version": 1,
        "title": "Small",
        "choices": {"yes_no": [{"name": "yes", "label": "Yes"}, {"name": "no", "label": "No"}]},
        "survey": [
            {"type": "begin_group", "name": "one", "label": "One", "appearance": "field-list"},
            {"type": "select_one yes_no", "name": "more", "label": "More?"},
            {"type": "text", "name": "told", "label": "Tell", "entry": "narrative", "relevant": "${more} = 'yes'"},
            {"type": "end_group"},
        ],
    }


def _row(place: int, **changes: Any) -> Callable[[dict[str, Any]], None]:
    return lambda definition: definition["survey"][place].update(changes)


BROKEN: dict[str, Callable[[dict[str, Any]], None]] = {
    "unknown type": _row(2, type="geopoint"),
    "unknown list": _row(1, type="select_one nothing"),
    "unknown file": _row(1, type="select_one_from_file towns.csv"),
    "unknown column": _row(2, calculation="1"),
    "no label": _row(2, label=""),
    "no name": _row(2, name="Told it"),
    "name twice": _row(2, name="more"),
    "later question": _row(1, relevant="${told} = ''"),
    "unknown question": _row(2, relevant="${mor} = 'yes'"),
    "unknown choice": _row(2, relevant="selected(${more}, 'maybe')"),
    "broken expression": _row(2, relevant="${more} = "),
    "dot without answer": _row(2, relevant=". = 'yes'"),
    "constraint without message": _row(2, constraint=". != 'x'"),
    "message without constraint": _row(2, constraint_message="No."),
    "message without required": _row(2, required_message="Tell us."),
    "labels of a repeat": _row(1, add_label="Add"),
    "unknown appearance": _row(2, appearance="signature"),
    "person of another name": _row(1, entry="person"),
    "number as name": lambda definition: definition["choices"]["yes_no"].append({"name": 1049, "label": "Some"}),
    "choice twice": lambda definition: definition["choices"]["yes_no"].append({"name": "no", "label": "No!"}),
    "group without end": lambda definition: definition["survey"].pop(),
    "end without group": lambda definition: definition["survey"].append({"type": "end_repeat"}),
    "group in a group": lambda definition: definition["survey"].insert(1, definition["survey"][0] | {"name": "two"}),
    "no narrative": lambda definition: definition["survey"][2].pop("entry"),
    "no version": lambda definition: definition.pop("version"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_definition_is_refused(name: str) -> None:
    """Each fault is found; without it the same definition has none."""
    definition = small()
    assert faults(copy.deepcopy(definition)) == []
    BROKEN[name](definition)
    assert faults(definition) != []


@pytest.mark.parametrize("source", [case[0] for case in CASES["holds"]])
def test_expression_of_the_subset(source: str) -> None:
    parse(source)


@pytest.mark.parametrize("source", CASES["bad"])
def test_expression_outside_the_subset(source: str) -> None:
    with pytest.raises(BadExpression):
        parse(source)
