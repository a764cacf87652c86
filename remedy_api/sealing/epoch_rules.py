"""Whether a statement may open the next epoch of a room: the list of PROTOCOL.md, 5.2, as code."""

from __future__ import annotations

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event
from remedy_api.sealing.keys import Signed, verify_signature
from remedy_api.sealing.lp import sha256
from remedy_api.sealing.rights_roles import REPRESENTATIVE
from remedy_api.sealing.statement import Reader, Statement, parse_statement
from remedy_api.sealing.walk import Walk, acts_in


def apply_statement(walk: Walk, signed: Signed, before: bytes, announcing: Event) -> None:
    """Check one statement, then let it be in force. `before`: the exact bytes of the one before, or
    empty.
    """
    statement = parse_statement(signed.body)
    _check_place(walk, statement, before, announcing)
    # The actor's keys are known: its signature under the announcing event was verified with them.
    verify_signature(walk.keys[statement.signer].sig_public, signed.body, signed.signature)
    _check_organisations(walk, statement)
    if walk.kind in ("workers", "table") and statement.epoch == 0:
        _check_founding(walk, statement)
    elif walk.kind == "reporter" and statement.epoch < 2:
        _check_filed(walk, statement)
    else:
        _check_change(walk, statement)
    walk.statements.append(statement)
    walk.admitted.clear()
    walk.revoked.clear()


def _check_place(walk: Walk, statement: Statement, before: bytes, announcing: Event) -> None:
    if statement.instance != walk.instance:
        raise SealError(Code.FOREIGN_INSTANCE)
    if statement.room != walk.room:
        raise SealError(Code.FOREIGN_ROOM)
    if statement.kind != walk.kind:
        raise SealError(Code.UNKNOWN_KIND)
    if statement.epoch != len(walk.statements):
        raise SealError(Code.FOREIGN_EPOCH)
    if statement.previous != (sha256(before) if before else b""):
        raise SealError(Code.BROKEN_CHAIN, "statement")
    if statement.last_event != announcing.prev or statement.signer != announcing.actor:
        raise SealError(Code.NOT_ANNOUNCED)


def _check_organisations(walk: Walk, statement: Statement) -> None:
    for reader in statement.readers:
        if not reader.fingerprint:
            continue
        chain = walk.chains.get(reader.fingerprint)
        if chain is None:
            raise SealError(Code.UNKNOWN_ROSTER, "reader")
        epoch = chain.epoch_of(reader.kid)
        if epoch is None:
            raise SealError(Code.WRONG_KID, "reader")
        before = _last_named(walk, reader.fingerprint)
        if before is not None and epoch < (chain.epoch_of(before.kid) or 0):
            # Whoever was removed from the organisation still holds the older key.
            raise SealError(Code.ROSTER_WENT_BACK)


def _last_named(walk: Walk, fingerprint: bytes) -> Reader | None:
    """The organisation as a statement of this room last named it, however long ago: who left and comes back brings no old
    key back.
    """
    named = (reader for statement in reversed(walk.statements) for reader in statement.readers)
    return next((reader for reader in named if reader.fingerprint == fingerprint), None)


def _check_filed(walk: Walk, statement: Statement) -> None:
    if statement.signer != walk.founder:
        raise SealError(Code.WRONG_FOUNDER)
    organisations = {reader for reader in statement.readers if reader.fingerprint}
    receipts = {reader.kid for reader in statement.readers if not reader.fingerprint}
    if not organisations:
        raise SealError(Code.NO_READER)
    if statement.epoch == 0:
        if receipts - {walk.founder}:
            raise SealError(Code.READERS_CHANGED)
        return
    chosen = {reader for reader in walk.statements[0].readers if reader.fingerprint}
    if organisations != chosen or receipts != {walk.founder} or walk.admitted or walk.revoked:
        raise SealError(Code.READERS_CHANGED)


def _check_founding(walk: Walk, statement: Statement) -> None:
    if [reader.fingerprint for reader in statement.readers] != [walk.founder]:
        raise SealError(Code.READERS_CHANGED)
    # For the very key it is sealed to, as in every later epoch.
    if not acts_in(statement, statement.signer, walk.chains):
        raise SealError(Code.NOT_ENTITLED, "statement")


def _check_change(walk: Walk, statement: Statement) -> None:
    names = {reader.name for reader in statement.readers}
    # A "receipt" whose kid is an organisation's fingerprint would have the right name and drop the organisation.
    receipts = {reader for reader in statement.readers if not reader.fingerprint}
    if names != walk.next_names() or receipts - set(walk.statements[-1].readers):
        raise SealError(Code.READERS_CHANGED)
    if not any(reader.fingerprint for reader in statement.readers):
        raise SealError(Code.NO_READER)
    # For a reader of this very statement: somebody removed from an organisation is vouched for with its old key
    # only, so he cannot mint an epoch for its new one and keep the key he made.
    acting = acts_in(statement, statement.signer, walk.chains) & walk.names()
    if not acting:
        raise SealError(Code.NOT_ENTITLED, "statement")
    needless = walk.kind == "table" and statement.readers == walk.statements[-1].readers
    # Else who has to answer makes one key after the other that the workers cannot open, and never has to stop.
    if needless and not any(walk.roles.get(name) == REPRESENTATIVE for name in acting):
        raise SealError(Code.NOT_ENTITLED, "needless epoch")
