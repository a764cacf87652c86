"""A reporter at the intake door: chooses, seals, files; later reads and answers with the receipt alone."""

from collections.abc import Mapping, Sequence

from remedy_api.cli.client.codec import unhex
from remedy_api.cli.client.door import Door, Json, Refusal
from remedy_api.cli.client.rooms import whole_history
from remedy_api.cli.client.trust import Organisation, organisation_from
from remedy_api.cli.errors import Refused
from remedy_api.kit.clock import today
from remedy_api.kit.i18n import _N
from remedy_api.sealing.content import Content
from remedy_api.sealing.filing import Filing, rewrap, seal_submission
from remedy_api.sealing.receipt import ReceiptKeys
from remedy_api.sealing.roster import Pin
from remedy_api.sealing.seal import Recipient
from remedy_api.sealing.submission import SUBMISSION_MEDIA_TYPE
from remedy_api.sealing.words import fingerprint_words

ROUNDS = 3
"""So many times a filing follows a roster that changed while it was on its way."""


def directory(door: Door, pins: Mapping[str, Pin] | None = None) -> tuple[str, list[Organisation]]:
    """The instance's name and every organisation that accepts reports, each with its chain checked."""
    instance = str(door.get("/v1/programme").json()["instance"])
    items = door.get("/v1/directory").json()["organisations"]
    return instance, [organisation_from(instance, item, pins or {}) for item in items]


def by_words(organisations: Sequence[Organisation], words: str) -> Organisation:
    """The organisation whose printed key words these are. Words nobody has are refused, never guessed at."""
    typed = tuple(words.lower().split())
    for item in organisations:
        if fingerprint_words(item.chain.fingerprint) == typed:
            return item
    raise Refused(_N("No organisation here has these key words. Compare them with the printed ones."))


def _again(organisations: Sequence[Organisation], filing: Filing) -> list[Recipient]:
    fresh = {item.chain.fingerprint: item.recipient for item in organisations}
    chosen = [item.reader.fingerprint for item in filing.organisations]
    if not fresh.keys() >= set(chosen):
        raise Refused(_N("An organisation you chose does not accept reports any more. Nothing was sent; choose again."))
    return [fresh[fingerprint] for fingerprint in chosen]


def seal_report(
    instance: str, receipt: ReceiptKeys, to: Sequence[Organisation], contents: Sequence[Content], reread: bool
) -> Filing:
    """Seal a report to the organisations chosen; nothing is sent."""
    recipients = [item.recipient for item in to]
    return seal_submission(
        instance=instance, day=today(), receipt=receipt, organisations=recipients, contents=contents, reread=reread
    )


def file_report(door: Door, filing: Filing, to: Sequence[Organisation]) -> Json:
    """Send a sealed report. When an organisation changed its key meanwhile, the same entries are wrapped for the new one."""
    key = filing.prepared.room.hex()
    # What was believed when the report was sealed must still hold, or the new chain is refused.
    pins = {item.organisation.hex(): item.chain.pin for item in to}
    for attempt in range(ROUNDS):
        try:
            answer = door.post_bytes("/v1/submissions", filing.encode(), SUBMISSION_MEDIA_TYPE, f"{key}-{attempt}")
            return answer.json()
        except Refusal as refusal:
            if refusal.problem != "stale-roster" or attempt == ROUNDS - 1:
                raise
            _, fresh = directory(door, pins)
            filing = rewrap(filing, _again(fresh, filing))
    raise AssertionError


def room_of(door: Door, receipt: ReceiptKeys) -> Json:
    """The room as the server shows it to the holder of a receipt."""
    lookup = {"lookup": receipt.lookup.hex()}
    answer = door.send("POST", "/v1/receipts/room", lookup).json()
    whole_history(answer, lambda after: door.send("POST", "/v1/receipts/events/list", lookup | {"after": after}).json())
    return answer


def entries_of(door: Door, receipt: ReceiptKeys) -> list[Json]:
    """All entries the server shows to the holder of a receipt, bodies still sealed."""
    items: list[Json] = []
    after = None
    while True:
        body = {"lookup": receipt.lookup.hex(), **({"after": after} if after else {})}
        page = door.send("POST", "/v1/receipts/entries/list", body).json()
        items += page["items"]
        after = page["next"]
        if not after:
            return items


def body_of(door: Door, receipt: ReceiptKeys, entry: str) -> bytes:
    """The sealed body of one entry."""
    body = {"lookup": receipt.lookup.hex(), "entry": unhex(entry).hex()}
    return door.send("POST", "/v1/receipts/entries/body", body).content
