"""What can go wrong with the supply chain."""

from remedy_api.kit.errors import Conflict, Field, Invalid, Malformed
from remedy_api.kit.i18n import _N


class SiteTwin(Conflict):
    """The same name, address and country are there already."""

    code = "site-twin"
    message = _N("A site with this name, address and country is already there.")


class OsIdTwin(Conflict):
    """Another site has this OS ID."""

    code = "os-id-twin"
    message = _N("Another site with this OS ID is already there.")


def withheld_site() -> Invalid:
    """What nobody but workers or monitors told would stand in the list that everybody reads."""
    sentence = _N("Everybody can read which sites are offered. First say who else knows this site than workers and monitors.")
    return Invalid((Field("/open_for_filing", "withheld", sentence),))


class SitesFileFull(Conflict):
    """The one file that every reporter's page fetches has a largest size."""

    code = "sites-file-full"
    message = _N("The list of sites that reporters download would become too large. Close other sites for filing first.")


class NotCsv(Malformed):
    """The upload is no CSV in UTF-8 with the columns that are asked for."""

    code = "not-csv"
    message = _N("This file could not be read. It must be CSV in UTF-8 with the columns %(columns)s.")


class CompanyTwin(Conflict):
    """The same name and country are there already."""

    code = "company-twin"
    message = _N("A company with this name and country is already there.")


class LeiTwin(Conflict):
    """Another company has this LEI."""

    code = "lei-twin"
    message = _N("Another company with this Legal Entity Identifier is already there.")


class ProductTwin(Conflict):
    """The company has this product already."""

    code = "product-twin"
    message = _N("This company already has a product or component of this name.")


class ContractTwin(Conflict):
    """The buyer has a contract of this number with this supplier already."""

    code = "contract-twin"
    message = _N("A contract of this buyer with this supplier and this number is already there.")


class LinkTwin(Conflict):
    """The same source has told the same already."""

    code = "link-twin"
    message = _N("The same link from the same source is already there.")


def unknown_company(place: str) -> Invalid:
    """A field names a company that is not there, or that the caller does not see; `place` is its pointer."""
    return Invalid((Field(place, "unknown-company", _N("This company is not known here. Search for it, or add it first.")),))


def unknown_product(place: str) -> Invalid:
    """A field names a product that the company does not have."""
    return Invalid((Field(place, "unknown-product", _N("This company has no such product or component.")),))


def unknown_organisation(place: str) -> Invalid:
    """A field names an organisation that is not there, or of another kind."""
    return Invalid((Field(place, "unknown-organisation", _N("There is no such organisation of this kind in the programme.")),))


def days_reversed(place: str) -> Invalid:
    """After a change, the last day would come before the first."""
    return Invalid((Field(place, "days", _N("The last day cannot be before the first.")),))


def half_a_place(place: str) -> Invalid:
    """After a change, one coordinate would stand alone."""
    return Invalid((Field(place, "place", _N("Latitude and longitude go together: give both or none.")),))
