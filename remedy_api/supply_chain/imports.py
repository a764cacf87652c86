"""Sites from a CSV file: every row's fate is told, before anything is kept if one wants."""

import csv
import io
from collections.abc import Iterator

from pydantic import ValidationError
from sqlmodel import Session

from remedy_api.access.actor import Actor
from remedy_api.kit.ids import new_id
from remedy_api.supply_chain.actions import check_file
from remedy_api.supply_chain.errors import NotCsv
from remedy_api.supply_chain.models import Site
from remedy_api.supply_chain.policy import can_keep_sites
from remedy_api.supply_chain.queries import twin_exists
from remedy_api.supply_chain.schemas import Fate, ImportResult, RowFate, SiteCreate

NEEDED = ("name", "country")
KNOWN = ("name", "native_name", "address", "country", "open_for_filing")
MOST_ROWS = 2000
"""A small file: larger worlds come by the exchange formats of the supply chain."""

_YES_NO = {"": True, "yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def import_sites(session: Session, actor: Actor, *, raw: bytes, preview: bool) -> ImportResult:
    """Judge every row and keep the good ones, unless it is a preview. Raises Forbidden, NotCsv, SitesFileFull."""
    can_keep_sites(actor).enforce()
    rows, seen = [], set()
    for line, values in _rows(raw):
        wanted, columns = _read(values)
        if wanted is None:
            fate = Fate.REFUSED
        elif (key := (wanted.country, wanted.name, wanted.address)) in seen:
            fate = Fate.TWICE
        elif twin_exists(session, country=wanted.country, name=wanted.name, address=wanted.address):
            fate = Fate.THERE
        else:
            fate = Fate.ADDED
            seen.add(key)
            if not preview:
                session.add(Site(site=new_id(), **wanted.model_dump()))
        rows.append(RowFate(line=line, fate=fate, columns=columns))
    if not preview:
        session.flush()
        check_file(session)
    return ImportResult(preview=preview, added=sum(row.fate is Fate.ADDED for row in rows), rows=rows)


def _rows(raw: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    refusal = NotCsv(columns=", ".join(KNOWN))
    try:
        text = raw.decode("utf-8-sig")
        if "\x00" in text:
            raise refusal
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        heading = [name.strip().lower() for name in next(reader, [])]
        if not set(NEEDED) <= set(heading) <= set(KNOWN) or len(set(heading)) != len(heading):
            raise refusal
        for count, cells in enumerate(reader):
            if count == MOST_ROWS:
                raise refusal
            if any(cells):
                # A row of another length has no cells that could be trusted to stand in their column.
                yield reader.line_num, dict(zip(heading, cells, strict=True)) if len(cells) == len(heading) else {}
    except (UnicodeDecodeError, csv.Error) as error:
        raise refusal from error


def _read(values: dict[str, str]) -> tuple[SiteCreate | None, list[str]]:
    opened = _YES_NO.get(values.get("open_for_filing", "").strip().lower())
    try:
        wanted = SiteCreate.model_validate({**values, "open_for_filing": opened})
    except ValidationError as error:
        return None, sorted({str(one["loc"][0]) for one in error.errors(include_input=False)})
    return wanted, []
