"""A file of sites is read: which fields each row gives, and what of it cannot be kept."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from babel import Locale

from remedy_api.kit.countries import countries
from remedy_api.supply_chain.errors import NotCsv
from remedy_api.supply_chain.exchange.columns import ACTIVITIES, FIELDS, KNOWN, NEEDED, NOT_KEPT, YES_NO
from remedy_api.supply_chain.exchange.facilities import activities_in
from remedy_api.supply_chain.exchange.inert import plain
from remedy_api.supply_chain.names import folded

MOST_ROWS = 2000
"""A small file: larger worlds come in parts."""

_NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,15})?")


@dataclass(slots=True)
class Row:
    """One row. `fields`: what it gives, by the names of SiteCreate; `headings`: the heading behind each field."""

    line: int
    fields: dict[str, Any] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def read_rows(raw: bytes) -> Iterator[Row]:
    """The rows of a file with anything in them. Raises NotCsv."""
    refusal = NotCsv(columns=", ".join(KNOWN))
    try:
        text = raw.decode("utf-8-sig")
        if "\x00" in text:
            raise refusal
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        heading = [name.strip().lower() for name in next(reader, [])]
        _check_heading(heading, refusal)
        for count, cells in enumerate(reader):
            if count == MOST_ROWS:
                raise refusal
            if any(cells):
                # A row of another length has no cells that could be trusted to stand in their column.
                whole = len(cells) == len(heading)
                yield _row(reader.line_num, dict(zip(heading, map(plain, cells), strict=True)) if whole else {})
    except (UnicodeDecodeError, csv.Error) as error:
        raise refusal from error


def _check_heading(heading: list[str], refusal: NotCsv) -> None:
    fields = [FIELDS[name] for name in heading if name in FIELDS]
    twice = len(set(heading)) != len(heading) or len(set(fields)) != len(fields)
    if twice or not set(NEEDED) <= set(fields) or not set(heading) <= set(KNOWN):
        raise refusal


def _row(line: int, cells: Mapping[str, str]) -> Row:
    row = Row(line)
    activities: dict[str, None] = {}
    for name, cell in cells.items():
        if name in NOT_KEPT:
            row.ignored += [name] if cell.strip() else []
        elif name in ACTIVITIES:
            found, understood = activities_in(cell)
            activities |= dict.fromkeys(found)
            row.ignored += [] if understood else [name]
        else:
            row.headings[FIELDS[name]] = name
            _give(row, FIELDS[name], cell)
    if activities:
        row.fields["activities"] = list(activities)[:20]
    return row


def _give(row: Row, name: str, cell: str) -> None:
    text = cell.strip()
    if name in ("name", "native_name", "address"):
        row.fields[name] = cell
    elif name == "country":
        row.fields[name] = _country(text)
    elif text and name in ("latitude", "longitude"):
        row.fields[name] = float(text) if _NUMBER.fullmatch(text) else text
    elif text and name == "open_for_filing":
        row.fields[name] = YES_NO.get(text.lower(), text)
    elif text:
        row.fields[name] = text.lower() if name == "status" else text


def _country(text: str) -> str:
    if text in countries():
        return text
    return _by_name().get(folded(text), text)


@cache
def _by_name() -> dict[str, str]:
    names = Locale.parse("en").territories
    return {folded(str(names[code])): code for code in countries()}
