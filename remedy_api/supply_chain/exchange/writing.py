"""A file of sites is written, in the columns in which it is read."""

import csv
import io
from collections.abc import Iterable

from remedy_api.supply_chain.exchange.columns import WRITTEN
from remedy_api.supply_chain.exchange.facilities import written
from remedy_api.supply_chain.exchange.inert import inert
from remedy_api.supply_chain.schemas.site import SitePublic


def write_rows(sites: Iterable[SitePublic]) -> bytes:
    """Sites as CSV in UTF-8, with its mark at the beginning so that spreadsheets read every script."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, WRITTEN, restval="")
    writer.writeheader()
    for site in sites:
        writer.writerow({column: inert(cell) for column, cell in _cells(site).items()})
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cells(site: SitePublic) -> dict[str, str]:
    return {
        "country": site.country,
        "name": site.name,
        "address": site.address,
        "lat": _degrees(site.latitude),
        "lng": _degrees(site.longitude),
        "facility_type_processing_type": written(site.activities),
        "native_language_name": site.native_name,
        "os_id": site.os_id or "",
        "status": site.status.value,
        "open_for_filing": "yes" if site.open_for_filing else "no",
    }


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")
