"""People. Names and addresses lie here encrypted under a key that is kept off this disk (see concealment.py)."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from remedy_api.accounts.states import SlotType
from remedy_api.kit.db.columns import bytes_column, day_column


class Person(SQLModel, table=True):
    """One account. A closed one keeps its name and keys, because signed histories name it, and nothing to sign in with.

    A program's has a keeper, the person who answers for it, and nothing to sign in with either: it shows a token.
    """

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("login", name="person_login_is_once"),
        CheckConstraint("(login IS NULL) = (email IS NULL)", name="person_login_goes_with_its_address"),
        CheckConstraint("(login IS NULL) = (closed OR keeper IS NOT NULL)", name="person_closed_has_no_login"),
        CheckConstraint("(vault IS NULL) = (closed OR keeper IS NOT NULL)", name="person_closed_has_no_vault"),
        CheckConstraint("keeper IS NULL OR NOT (administrator OR notices)", name="person_program_is_told_nothing"),
        CheckConstraint("NOT (closed AND administrator)", name="person_closed_administers_nothing"),
        CheckConstraint("vault_version >= 0 AND version >= 1", name="person_versions_are_positive"),
    )

    person: bytes = bytes_column(16, primary_key=True, description="user: 16 random bytes, drawn on the person's device")
    name: bytes = bytes_column(29, 1000, description="encrypted name, bound to this row")
    email: bytes | None = bytes_column(29, 1100, nullable=True, description="encrypted address, bound to this row")
    login: bytes | None = bytes_column(32, nullable=True, description="keyed HMAC of the normalised address")
    language: str = Field(description="language of pages and notices")
    notices: bool = Field(default=True, description="wants a mail when something is new")
    administrator: bool = Field(default=False, description="creates programme and organisations; reads no content")
    closed: bool = Field(default=False, description="whether the account was closed for good")
    vault: bytes | None = bytes_column(28, 65_536, nullable=True, description="what devices pinned, sealed by them")
    vault_version: int = Field(default=0, description="grows by one; bound into the seal")
    joined_on: date = day_column()
    version: int = Field(default=1, description="raised with every change of name, language and notices; the ETag")
    keeper: bytes | None = bytes_column(
        16, nullable=True, index=True, foreign_key="person.person", description="of a program: who answers for it"
    )
    closed_on: date | None = day_column(nullable=True, description="the day it was closed")


class AccountKey(SQLModel, table=True):
    """Public keys that sign and are sealed to: an account's, or the printed recovery key of an organisation.

    They stay for good: histories signed long ago are checked with them.
    """

    __tablename__ = "account_key"
    __table_args__ = (
        UniqueConstraint("person", name="account_key_is_one_a_person"),
        CheckConstraint("(person IS NULL) <> (organisation IS NULL)", name="account_key_has_one_holder"),
        Index("account_key_recovery", "organisation", unique=True, postgresql_where=text("organisation IS NOT NULL")),
    )

    kid: bytes = bytes_column(32, primary_key=True, description="hash of both keys")
    person: bytes | None = bytes_column(16, nullable=True, foreign_key="person.person", description="whose account")
    organisation: bytes | None = bytes_column(
        16, nullable=True, foreign_key="organisation.organisation", description="whose recovery key"
    )
    kem_public: bytes = bytes_column(1216)
    sig_public: bytes = bytes_column(32)


class Slot(SQLModel, table=True):
    """The account secret, sealed under what a passphrase or a recovery code gives. The server can open none."""

    __tablename__ = "slot"
    __table_args__ = (
        UniqueConstraint("person", "type", name="slot_is_one_of_its_type"),
        CheckConstraint("type IN ('passphrase', 'recovery')", name="slot_type_is_known"),
        CheckConstraint(
            "num_nonnulls(salt, memory_kib, passes, lanes) = CASE type WHEN 'passphrase' THEN 4 ELSE 0 END",
            name="slot_passphrase_has_its_kdf",
        ),
        CheckConstraint("memory_kib >= 65536 AND passes >= 3 AND lanes >= 4", name="slot_kdf_is_strong_enough"),
    )

    slot: bytes = bytes_column(16, primary_key=True, description="16 random bytes, drawn on the device")
    person: bytes = bytes_column(16, foreign_key="person.person")
    type: SlotType = Field(sa_type=Text, description="passphrase or recovery")
    salt: bytes | None = bytes_column(16, nullable=True)
    memory_kib: int | None = Field(default=None, description="Argon2id memory")
    passes: int | None = Field(default=None, description="Argon2id passes")
    lanes: int | None = Field(default=None, description="Argon2id lanes")
    auth_hash: bytes = bytes_column(32, description="H of what the device sends to sign in")
    sealed: bytes = bytes_column(60, description="nonce and ciphertext of the account secret")
