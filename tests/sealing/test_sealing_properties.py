"""What must hold for any input: one encoding of each thing, one refusal for everything else, and never another error."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from remedy_api.sealing.content import Attachment, Text, encode_content, parse_content
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.event import Event, parse_event
from remedy_api.sealing.format import parse_header
from remedy_api.sealing.keys import verify_signature
from remedy_api.sealing.lp import lp, lp_sorted, read_lp, read_sorted
from remedy_api.sealing.padding import LADDER, attachment_size, ladder, padme, plain_size
from remedy_api.sealing.passphrase import normalise
from remedy_api.sealing.receipt import RECEIPT, RECOVERY, format_code, parse_code
from remedy_api.sealing.recipients import wrap_key
from remedy_api.sealing.room import verify_headers
from remedy_api.sealing.roster import parse_roster
from remedy_api.sealing.statement import parse_statement
from remedy_api.sealing.stream import CHUNK, TAG, BodyHash, body_hash, seal_stream
from remedy_api.sealing.submission import parse_envelope, read_submission
from remedy_api.sealing.unseal import open_entry, open_epoch, open_stream, open_wrap
from tests.fixtures.sealed_world import (
    DAY,
    INSTANCE,
    TEXTS,
    Organisation,
    Room,
    file_report,
    ident,
    person,
    receipt,
    secret,
)

UNION = Organisation("Union", person("ana"))
FILING = file_report([UNION], by=receipt("reporter"))
SUBMISSION = FILING.encode()
# Text that has a UTF-8: without lone surrogates.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)

PARSERS: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    "header": (FILING.prepared.entries[0].raw_header, lambda data: parse_header(data).encode()),
    "statement": (FILING.envelope.epochs[1].signed.body, lambda data: parse_statement(data).encode()),
    "roster": (UNION.rosters[0].body, lambda data: parse_roster(data).encode()),
    "event": (FILING.envelope.events[1].payload, lambda data: parse_event(data).encode()),
    "envelope": (FILING.envelope.encode(), lambda data: parse_envelope(data).encode()),
    "content": (encode_content(TEXTS[2]), lambda data: encode_content(parse_content(data))),
    "sorted": (lp_sorted([b"a", b"b"]), lambda data: lp_sorted(read_sorted(data))),
}


def spoiled(data: bytes, at: int, put: bytes, cut: int) -> bytes:
    """Some bytes replaced at a place that scales with the data."""
    place = at % (len(data) + 1)
    return data[:place] + put + data[place + cut :]


@pytest.mark.parametrize("name", PARSERS)
@given(at=st.integers(0, 2**20), put=st.binary(max_size=6), cut=st.integers(0, 8))
def test_whatever_is_understood_is_what_was_written(name: str, at: int, put: bytes, cut: int) -> None:
    good, again = PARSERS[name]
    assert again(good) == good
    data = spoiled(good, at, put, cut)
    with suppress(SealError):
        assert again(data) == data


@pytest.mark.parametrize("name", PARSERS)
@given(data=st.binary(max_size=400))
@example(data=b"")
def test_noise_is_refused(name: str, data: bytes) -> None:
    _, again = PARSERS[name]
    with suppress(SealError):
        assert again(data) == data


@given(st.lists(st.binary(max_size=20), max_size=8))
def test_lp_has_one_reading(items: list[bytes]) -> None:
    assert list(read_lp(lp(*items))) == items


@given(st.lists(st.binary(max_size=6), max_size=6), st.lists(st.binary(max_size=6), max_size=6))
def test_two_lists_never_encode_alike(one: list[bytes], two: list[bytes]) -> None:
    assert (lp(*one) == lp(*two)) == (one == two)


@given(st.sets(st.binary(max_size=6), max_size=8), st.randoms(use_true_random=False))
def test_a_set_has_one_encoding(items: set[bytes], random: object) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert lp_sorted(shuffled) == lp_sorted(items)
    assert set(read_sorted(lp_sorted(shuffled))) == items


@given(st.integers(2, 2**25))
def test_padme_gives_little_and_few(size: int) -> None:
    padded = padme(size)
    assert size <= padded <= size * 1.12 + 1
    assert padme(padded) == padded


def test_sizes_seen_from_outside_are_few() -> None:
    small = {attachment_size(size) for size in range(1, 1_000_000, 97)}
    assert len(small) < 200
    assert {ladder(size) for size in range(1, LADDER[-1] + 1, 61)} == set(LADDER)


@given(st.integers(1, 30_000_000))
def test_a_sealed_size_is_one_that_padding_gives(size: int) -> None:
    padded = attachment_size(size)
    sealed = padded + TAG * -(-padded // CHUNK)
    assert plain_size(sealed) == padded
    for other in (sealed - 1, sealed + 1):
        with pytest.raises(SealError) as refusal:
            plain_size(other)
        assert refusal.value.code == Code.PADDING_SIZE


@given(st.binary(max_size=3000))
def test_streams_open_to_what_was_sealed(plain: bytes) -> None:
    key = secrets.token_bytes(32)
    assert open_stream(key, seal_stream(key, plain)) == plain


@given(st.lists(st.integers(1, 700_000), min_size=1, max_size=5))
def test_a_body_hash_does_not_depend_on_how_it_arrives(sizes: list[int]) -> None:
    body = bytes(range(256)) * (sum(sizes) // 256 + 1)
    running, at = BodyHash(), 0
    for size in sizes:
        running.update(body[at : at + size])
        at += size
    running.update(body[at:])
    assert (running.digest(), running.length) == (body_hash(body), len(body))


@given(WORDS, st.sampled_from(["narrative", "person", "answers"]), st.integers(0, 9))
def test_texts_come_back_as_written(words: str, kind: str, version: int) -> None:
    text = Text(kind, "ar", words, form="general", version=version)
    assert parse_content(encode_content(text)) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.binary(max_size=9000))
def test_attachments_come_back_as_given(name: str, content: bytes) -> None:
    file = Attachment(name, "image/jpeg", content)
    assert parse_content(encode_content(file)) == file


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60), st.integers(1, 2**53 - 1))
def test_events_come_back_as_said(instance: str, seq: int) -> None:
    event = Event(instance, ident("room"), seq, secret("prev"), DAY, "acknowledged", secret("kid"), b"", {})
    assert parse_event(event.encode()) == event


@given(st.binary(min_size=13, max_size=13), st.text(" -\t\u00a0–", max_size=4), st.booleans())
def test_codes_survive_how_people_type(r: bytes, between: str, small: bool) -> None:
    typed = between.join(format_code(r, RECEIPT).replace("0", "O").replace("1", "l"))
    assert parse_code(typed.lower() if small else typed, RECEIPT) == r


@given(st.binary(min_size=13, max_size=13))
def test_most_codes_of_another_type_are_noticed(r: bytes) -> None:
    # Six check bits: one in 64 passes, and no more may be asked.
    with suppress(SealError):
        assert format_code(parse_code(format_code(r, RECOVERY), RECEIPT), RECEIPT) == format_code(r, RECOVERY)


@given(WORDS)
def test_a_normal_passphrase_stays_as_it_is(words: str) -> None:
    with suppress(SealError):
        assert normalise(normalise(words)) == normalise(words)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 1167), st.integers(1, 255))
def test_a_wrap_with_one_byte_turned_does_not_open(key: bytes, info: bytes, at: int, by: int) -> None:
    mine = person("recipient")
    wrap = wrap_key(mine.kem_public, key, info)
    assert open_wrap(mine.kem_seed, wrap, info) == key
    with pytest.raises(SealError) as refusal:
        open_wrap(mine.kem_seed, wrap[:at] + bytes([wrap[at] ^ by]) + wrap[at + 1 :], info)
    assert refusal.value.code == Code.CANNOT_OPEN


@given(st.binary(min_size=64, max_size=64), st.binary(max_size=20))
@example(signature=bytes(64), message=b"")
@example(signature=b"\x01" + bytes(63), message=b"")
def test_nothing_verifies_under_what_is_no_point_of_the_curve(signature: bytes, message: bytes) -> None:
    # A filing's signing key is not looked at closer than this: verifying must itself end in a refusal.
    with pytest.raises(SealError) as refusal:
        verify_signature(b"\x02" + bytes(31), message, signature)
    assert refusal.value.code == Code.BAD_SIGNATURE


@given(st.integers(0, len(SUBMISSION) - 1), st.integers(1, 255))
def test_one_byte_turned_anywhere_in_a_filing_is_found(at: int, by: int) -> None:
    data = SUBMISSION[:at] + bytes([SUBMISSION[at] ^ by]) + SUBMISSION[at + 1 :]
    try:
        # What the server sees: everything but the wraps, the lookup and three signatures.
        envelope, _ = read_submission(data, INSTANCE)
        # What a reader sees.
        union = UNION.keys[0]
        room = Room.of(replace(FILING, envelope=envelope), [UNION]).verified()
        headers = verify_headers(room, [entry.raw_header for entry in envelope.entries])
        for epoch in envelope.epochs:
            wraps = {wrap.kid: wrap.sealed for wrap in epoch.wraps}
            ck = open_epoch(union, epoch.statement, wraps[union.kid])
            if epoch.statement.epoch == 0:
                for header, entry in zip(headers, envelope.entries, strict=True):
                    open_entry(ck, INSTANCE, "reporter", header, entry.body or b"")
            else:
                account = receipt("reporter").account
                assert open_epoch(account, epoch.statement, wraps[account.kid]) == ck
    except SealError:
        return
    # The one thing that only its owner notices: the paper no longer finds the room.
    assert envelope.lookup_hash != FILING.envelope.lookup_hash
