"""The lists of codes of plans as pages fetch them, in the current language."""

from collections.abc import Mapping

from remedy_api.cases.labels import REASONS
from remedy_api.cases.schemas import CodeLabel
from remedy_api.kit.i18n import render
from remedy_api.remedies.currencies import CURRENCIES
from remedy_api.remedies.labels import ANSWERS, BENEFICIARIES, EVIDENCE, FORMS, KINDS, ROLES, STATES, VERDICTS
from remedy_api.remedies.schemas import TableCodes
from remedy_api.remedies.states import REOPENED


def codes() -> TableCodes:
    """All of them, each in the order in which it is declared; currencies by their letters."""
    return TableCodes(
        forms=_labels(FORMS),
        kinds=_labels(KINDS),
        beneficiaries=_labels(BENEFICIARIES),
        evidence=_labels(EVIDENCE),
        step_states=_labels(STATES),
        verdicts=_labels(VERDICTS),
        answers=_labels(ANSWERS),
        table_roles=_labels(ROLES),
        reopened_reasons=_labels({reason: REASONS[reason] for reason in REOPENED}),
        currencies=sorted(CURRENCIES),
    )


def _labels(labels: Mapping[str, str]) -> list[CodeLabel]:
    return [CodeLabel(code=code, label=render(label)) for code, label in labels.items()]
