"""What stands behind a site, as it travels."""

from pydantic import Field

from remedy_api.kit.http.wire import Day, HexId, Schema
from remedy_api.supply_chain.schemas.fields import CompanySummary, StandingCode


class SupplierBehind(Schema):
    """A company the site works for, directly or through others."""

    company: CompanySummary
    path: list[str] = Field(description="names of the companies from the site on, this one last; a shortest path")
    tier: int | None = Field(description="as the last link on the path says it")
    standing: StandingCode = Field(description="of the weakest link on the path")


class ContractBehind(Schema):
    """A contract with a company the site works for, or with its operator."""

    contract: HexId
    buyer: HexId
    buyer_name: str
    title: str
    reference: str
    ends_on: Day | None
    path: list[str] = Field(description="names of the companies from the site on, the supplier of the contract last")


class Paths(Schema):
    """What stands behind a site."""

    operator: CompanySummary | None
    suppliers: list[SupplierBehind] = Field(description="nearest first")
    contracts: list[ContractBehind] = Field(description="nearest first; of other buyers only for the programme's keepers")
    contracts_shown: bool = Field(description="false when contracts are not told here: on a case they are, for its readers")
    complete: bool = Field(description="false when there is more behind the site than is told at once")
