"""Sums over the cases that somebody is shown, and which of them are told."""

from collections.abc import Mapping

from remedy_api.reporting.queries.counting import Steps
from remedy_api.reporting.schemas import Figures
from remedy_api.reporting.suppression import tellable_sums


def figures_of(cells: Mapping[bytes, frozenset[bytes]], steps: Mapping[bytes, Steps]) -> dict[bytes, Figures]:
    """The figures of each cell, a set of cases. `steps`: of the cases whose progress is shown; others count as cases alone."""
    stepped = {key: cell & steps.keys() for key, cell in cells.items()}
    counted, summed = tellable_sums(cells), tellable_sums(stepped)
    return {
        key: Figures(
            cases=len(cell) if key in counted else None,
            **(_sums([steps[case] for case in stepped[key]]) if key in summed else _KEPT_BACK),
        )
        for key, cell in cells.items()
    }


_KEPT_BACK: dict[str, int | None] = {"promised": None, "said": None, "verified": None, "overdue": None}


def _sums(of: list[Steps]) -> dict[str, int | None]:
    return {name: sum(getattr(one, name) for one in of) for name in _KEPT_BACK}
