"""Open Supply Hub's kinds of facility and processing, as activities, and back."""

from collections.abc import Iterable

from remedy_api.supply_chain.names import folded
from remedy_api.supply_chain.states import Activity

FACILITIES = {
    Activity.RAW_MATERIAL: "Raw Material Processing or Production",
    Activity.MATERIAL: "Textile or Material Production",
    Activity.PRINTING_DYEING: "Printing, Product Dyeing and Laundering",
    Activity.ASSEMBLY: "Final Product Assembly",
    Activity.WAREHOUSING: "Warehousing / Distribution",
    Activity.OFFICE: "Office / HQ",
    Activity.DATA_CENTRE: "Data Center",
    Activity.COMPONENTS: "Components",
    Activity.FARMING: "Farming",
    Activity.FISHING: "Fishing",
    Activity.MINING: "Mining",
    Activity.CONSTRUCTION: "Construction",
    Activity.TRANSPORT: "Transport",
    Activity.RECYCLING: "Recycling",
    Activity.LABOUR_SUPPLY: "Recruitment Agency",
    Activity.WORKER_HOUSING: "Worker Housing",
    Activity.SERVICES: "Services",
}
"""How each activity is written in a file."""

_PROCESSES = {
    Activity.RAW_MATERIAL: "ginning, scouring, slaughtering, spinning, yarn spinning, tannery, tanning, pulp making",
    Activity.MATERIAL: "fabric mill, knitting, laminating, material production, mill, textile mill, weaving, welding",
    Activity.PRINTING_DYEING: "coating, dyeing, finishing, laundering, laundry, printing, washing, wet processing, yarn dyeing",
    Activity.ASSEMBLY: "assembly, cutting, cut & sew, manufacturing, packaging, ready made garment, sewing, stitching",
    Activity.WAREHOUSING: "packing, warehouse, warehousing, distribution",
    Activity.OFFICE: "headquarters, office, hq, sourcing agent, trading",
    Activity.DATA_CENTRE: "data centre, datacenter",
    Activity.COMPONENTS: "garment accessories manufacturing",
    Activity.FISHING: "hatchery",
    Activity.RECYCLING: "biological recycling, chemical recycling, mechanical recycling, textile recycling, disassembly",
    Activity.LABOUR_SUPPLY: "employment agency, labour agency, staffing agency",
}

_MEANT = {
    **{folded(process): activity for activity, processes in _PROCESSES.items() for process in processes.split(", ")},
    **{folded(name): activity for activity, name in FACILITIES.items()},
    **{folded(activity.value): activity for activity in Activity},
}


def activities_in(cell: str) -> tuple[list[Activity], bool]:
    """The activities that a cell lists, and whether all of it was understood."""
    found: dict[Activity, None] = {}
    understood = True
    for part in cell.split("|"):
        # "Printing, Product Dyeing and Laundering" is one kind, although commas part kinds too.
        whole = _MEANT.get(folded(part))
        pieces = [whole] if whole else [_MEANT.get(folded(piece)) for piece in part.split(",") if piece.strip()]
        understood = understood and None not in pieces
        found |= dict.fromkeys(one for one in pieces if one)
    return list(found), understood


def written(activities: Iterable[str]) -> str:
    """Activities in one cell."""
    return "|".join(FACILITIES[Activity(one)] for one in activities)
