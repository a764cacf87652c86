"""The programme as it travels."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from remedy_api.accounts.schemas.account import AccountCreate
from remedy_api.accounts.schemas.fields import Notice, OfferedLanguage, OfferedLanguages
from remedy_api.kit.http.wire import Line, Schema


class ProgrammeUpdate(Schema):
    """What the administrator says of the programme; all of it public, all of it replaced at once."""

    name: Annotated[str, Line(200)]
    languages: OfferedLanguages = Field(description="in the order in which they are offered")
    default_language: OfferedLanguage
    privacy: Notice
    help: Notice

    @model_validator(mode="after")
    def _default_is_one_of_them(self) -> Self:
        if self.default_language not in self.languages:
            raise PydanticCustomError("language", "the default must be one of the languages")
        return self


class Setup(Schema):
    """The first request of an installation, with the one-time token that the server printed."""

    token: Annotated[str, Field(min_length=1, max_length=128)]
    programme: ProgrammeUpdate
    account: AccountCreate


class ProgrammePublic(Schema):
    """What everybody may know."""

    instance: str = Field(description="every seal is bound to it; empty before the first start is complete")
    name: str
    languages: list[str]
    default_language: str
    privacy: dict[str, str]
    help: dict[str, str]
    set_up: bool
    version: str = Field(description="of the program")
    bundle: str = Field(description="hash of everything that pages load")
    casework_address: str
    intake_address: str
