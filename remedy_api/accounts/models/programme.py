"""The programme: what the administrator tells everybody, and the link with which the first administrator comes in."""

from datetime import date

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

from remedy_api.kit.db.columns import bytes_column, day_column


class Programme(SQLModel, table=True):
    """The one programme of this installation. All of it is public."""

    __tablename__ = "programme"
    __table_args__ = (
        CheckConstraint('"only" = 1', name="programme_is_only_one"),
        CheckConstraint("instance ~ '^[0-9a-f]{32}$'", name="programme_instance_is_32_hex_digits"),
        CheckConstraint("char_length(name) <= 200", name="programme_name_is_bounded"),
        CheckConstraint("version >= 1", name="programme_version_is_positive"),
        CheckConstraint("NOT set_up OR (name <> '' AND default_language = ANY(languages))", name="programme_set_up_is_complete"),
    )

    only: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    instance: str = Field(description="fixed at installation; every seal and signature is bound to it")
    set_up: bool = Field(default=False, description="whether the first administrator has set it up")
    name: str = Field(default="", description="what the programme is called; public")
    languages: list[str] = Field(default_factory=list, sa_type=ARRAY(Text), description="codes in the order they are offered")
    default_language: str = Field(default="en", description="for whoever asks for none of them")
    privacy: dict[str, str] = Field(default_factory=dict, sa_type=JSONB, description="privacy notice by language; public")
    help: dict[str, str] = Field(default_factory=dict, sa_type=JSONB, description="help and contact by language; public")
    version: int = Field(default=1, description="raised with every change; the ETag")


class SetupLink(SQLModel, table=True):
    """The one-time link of the first administrator. There is at most one, and it dies when it is used."""

    __tablename__ = "setup_link"
    __table_args__ = (CheckConstraint('"only" = 1', name="setup_link_is_only_one"),)

    only: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    token_hash: bytes = bytes_column(32, description="H of the token; the token itself is printed once and kept nowhere")
    issued_on: date = day_column()
