"""What a person reads for each code of the supply chain. Rendered in the reader's language where it is answered."""

from remedy_api.kit.i18n import _N
from remedy_api.supply_chain.states import Activity, Confidence, ProductKind, SiteStatus, Source, Standing, ValueBand

ACTIVITIES: dict[Activity, str] = {
    Activity.RAW_MATERIAL: _N("Raw materials"),
    Activity.MATERIAL: _N("Cloth and other materials"),
    Activity.PRINTING_DYEING: _N("Printing, dyeing and washing"),
    Activity.ASSEMBLY: _N("Making and assembling finished products"),
    Activity.WAREHOUSING: _N("Storing and packing"),
    Activity.OFFICE: _N("Office"),
    Activity.DATA_CENTRE: _N("Data centre"),
    Activity.COMPONENTS: _N("Parts and components"),
    Activity.FARMING: _N("Farming"),
    Activity.FISHING: _N("Fishing and fish farms"),
    Activity.MINING: _N("Mining"),
    Activity.CONSTRUCTION: _N("Building work"),
    Activity.TRANSPORT: _N("Transport"),
    Activity.RECYCLING: _N("Repair and recycling"),
    Activity.LABOUR_SUPPLY: _N("Supplying workers to other employers"),
    Activity.WORKER_HOUSING: _N("Housing for workers"),
    Activity.SERVICES: _N("Cleaning, catering and other services"),
}

STATUSES: dict[SiteStatus, str] = {
    SiteStatus.OPEN: _N("In operation"),
    SiteStatus.CLOSED: _N("Closed down"),
    SiteStatus.MOVED: _N("Moved elsewhere"),
}

SOURCES: dict[Source, str] = {
    Source.DISCLOSURE: _N("Told by the company or a buyer"),
    Source.MONITOR: _N("Seen by a monitor"),
    Source.WORKER: _N("Told by workers"),
    Source.IMPORT: _N("From a list that was brought in"),
    Source.PUBLIC: _N("Publicly known"),
}

CONFIDENCES: dict[Confidence, str] = {
    Confidence.LOW: _N("Not sure"),
    Confidence.MEDIUM: _N("Fairly sure"),
    Confidence.HIGH: _N("Sure"),
}

STANDINGS: dict[Standing, str] = {
    Standing.CLAIMED: _N("Said, not yet confirmed"),
    Standing.CONFIRMED: _N("Confirmed"),
    Standing.CONTESTED: _N("Disputed"),
}

PRODUCT_KINDS: dict[ProductKind, str] = {
    ProductKind.PRODUCT: _N("Product"),
    ProductKind.COMPONENT: _N("Component"),
}

VALUE_BANDS: dict[ValueBand, str] = {
    ValueBand.UNDER_100K: _N("Under 100,000"),
    ValueBand.TO_1M: _N("100,000 to 1 million"),
    ValueBand.TO_10M: _N("1 to 10 million"),
    ValueBand.OVER_10M: _N("10 million and more"),
}
