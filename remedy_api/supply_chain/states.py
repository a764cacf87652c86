"""Codes of the supply chain. What a person reads for each of them stands in labels.py."""

from enum import StrEnum


class SiteStatus(StrEnum):
    """Whether work goes on at a site."""

    OPEN = "open"
    CLOSED = "closed"
    MOVED = "moved"


class Source(StrEnum):
    """From whom something was heard. What workers and monitors say is not shown to companies and buyers."""

    DISCLOSURE = "disclosure"
    MONITOR = "monitor"
    WORKER = "worker"
    IMPORT = "import"
    PUBLIC = "public"


WITHHELD = (Source.MONITOR, Source.WORKER)
"""Sources that no company and no buyer learns of: that somebody recorded a site at all may tell that somebody complained."""


class Confidence(StrEnum):
    """How sure whoever recorded a link is of it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Standing(StrEnum):
    """Whether a link was only said, was confirmed, or is disputed."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"


class ProductKind(StrEnum):
    """A whole product (a model), or a part of one."""

    PRODUCT = "product"
    COMPONENT = "component"


class ValueBand(StrEnum):
    """What a contract is worth over its whole period, in the currency it was made in."""

    UNDER_100K = "under-100k"
    TO_1M = "100k-1m"
    TO_10M = "1m-10m"
    OVER_10M = "10m-plus"


class Activity(StrEnum):
    """What is done at a site. The first seven are Open Supply Hub's kinds of facility."""

    RAW_MATERIAL = "raw-material"
    MATERIAL = "material"
    PRINTING_DYEING = "printing-dyeing"
    ASSEMBLY = "assembly"
    WAREHOUSING = "warehousing"
    OFFICE = "office"
    DATA_CENTRE = "data-centre"
    COMPONENTS = "components"
    FARMING = "farming"
    FISHING = "fishing"
    MINING = "mining"
    CONSTRUCTION = "construction"
    TRANSPORT = "transport"
    RECYCLING = "recycling"
    LABOUR_SUPPLY = "labour-supply"
    WORKER_HOUSING = "worker-housing"
    SERVICES = "services"
