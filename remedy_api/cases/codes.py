"""The lists of codes as pages fetch them, in the current language."""

from collections.abc import Mapping
from typing import TypeVar

from remedy_api.cases.labels import LISTS, REASONS
from remedy_api.cases.schemas import CodeLabel, Codes, ReasonLabel
from remedy_api.cases.states import REASONS as FITTING
from remedy_api.kit.i18n import render
from remedy_api.supply_chain import labels as supply

C = TypeVar("C", bound=str)


def codes() -> Codes:
    """All of them, each in the order in which it is declared."""
    lists = {name: _labels(labels) for name, labels in LISTS.items() if name != "reasons"}
    reasons = [
        ReasonLabel(code=reason, label=render(label), steps=[step for step, fitting in FITTING.items() if reason in fitting])
        for reason, label in REASONS.items()
    ]
    return Codes(
        **lists,
        reasons=reasons,
        activities=_labels(supply.ACTIVITIES),
        site_statuses=_labels(supply.STATUSES),
        sources=_labels(supply.SOURCES),
        confidences=_labels(supply.CONFIDENCES),
        standings=_labels(supply.STANDINGS),
        product_kinds=_labels(supply.PRODUCT_KINDS),
        value_bands=_labels(supply.VALUE_BANDS),
    )


def _labels(labels: Mapping[C, str]) -> list[CodeLabel]:
    return [CodeLabel(code=code, label=render(label)) for code, label in labels.items()]
