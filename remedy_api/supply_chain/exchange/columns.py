"""The columns of a file of sites: what each heading means, which values are kept, and which files are written.

Open Supply Hub's contributor template (info.opensupplyhub.org, "Preparing data for upload") has country, name, address,
sector_product_type, facility_type_processing_type, number_of_workers and parent_company, with lat and lng in the version for
coordinates; its interface also knows sector, product_type, facility_type, processing_type and native_language_name apart, and
its downloads have os_id. All of them are read. Sectors, numbers of workers and parent companies are not kept here.
"""

NEEDED = ("name", "country")
"""Fields that a file must have."""

FIELDS = {
    "name": "name",
    "native_name": "native_name",
    "native_language_name": "native_name",
    "address": "address",
    "country": "country",
    "lat": "latitude",
    "latitude": "latitude",
    "lng": "longitude",
    "longitude": "longitude",
    "os_id": "os_id",
    "status": "status",
    "open_for_filing": "open_for_filing",
}
"""Headings whose cell is one field of a site."""

ACTIVITIES = ("activities", "facility_type_processing_type", "facility_type", "processing_type")
"""Headings whose cells list activities, with a bar or a comma between them."""

NOT_KEPT = ("sector_product_type", "sector", "product_type", "number_of_workers", "parent_company")
"""Headings that are read over."""

KNOWN = (*FIELDS, *ACTIVITIES, *NOT_KEPT)

WRITTEN = (
    "country",
    "name",
    "address",
    "lat",
    "lng",
    "sector_product_type",
    "facility_type_processing_type",
    "number_of_workers",
    "parent_company",
    "native_language_name",
    "os_id",
    "status",
    "open_for_filing",
)
"""The columns of a file that is written: the template's with coordinates, then what else is read again."""

YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
