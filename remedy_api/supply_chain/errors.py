"""What can go wrong with sites."""

from remedy_api.kit.errors import Conflict, Malformed
from remedy_api.kit.i18n import _N


class SiteTwin(Conflict):
    """The same name, address and country are there already."""

    code = "site-twin"
    message = _N("A site with this name, address and country is already there.")


class SitesFileFull(Conflict):
    """The one file that every reporter's page fetches has a largest size."""

    code = "sites-file-full"
    message = _N("The list of sites that reporters download would become too large. Close other sites for filing first.")


class NotCsv(Malformed):
    """The upload is no CSV in UTF-8 with the columns that are asked for."""

    code = "not-csv"
    message = _N("This file could not be read. It must be CSV in UTF-8 with the columns %(columns)s.")
