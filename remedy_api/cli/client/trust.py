"""Chains as a server hands them out, and what one's own device already knows of them (pins)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from remedy_api.cli.client.codec import key_from, signed_from, unb64, unhex
from remedy_api.cli.client.door import Json
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.keys import public_keys
from remedy_api.sealing.roster import Pin, VerifiedChain, verify_chain
from remedy_api.sealing.seal import Recipient
from remedy_api.sealing.statement import Reader


@dataclass(frozen=True)
class Organisation:
    """An organisation as far as its chain vouches for it. `pinned`: it was known here before."""

    organisation: bytes
    name: str
    chain: VerifiedChain
    kem_public: bytes
    pinned: bool

    @property
    def recipient(self) -> Recipient:
        """What is sealed to: the latest key that its roster signed."""
        return Recipient(Reader(self.chain.fingerprint, self.chain.latest.kid), self.kem_public)


def pin_json(pin: Pin) -> Json:
    """A pin as the vault keeps it."""
    return {"fingerprint": pin.fingerprint.hex(), "version": pin.version, "digest": pin.digest.hex()}


def pin_from(item: Json) -> Pin:
    """The same, read back."""
    return Pin(unhex(item["fingerprint"]), int(item["version"]), unhex(item["digest"]))


def check_chain(
    instance: str, organisation: bytes, chain: Json, pin: Pin | None, fingerprint: bytes | None = None
) -> VerifiedChain:
    """A chain with every link checked, against the pin and a printed fingerprint where there is one."""
    rosters = [signed_from(item["body"], item["signature"]) for item in chain["rosters"]]
    keys = [key_from(item) for item in chain["keys"]]
    return verify_chain(instance, organisation, rosters, keys, pin=pin, fingerprint=fingerprint)


def organisation_from(instance: str, item: Json, pins: Mapping[str, Pin], fingerprint: bytes | None = None) -> Organisation:
    """An organisation of the directory. Raises what `verify_chain` raises, and `wrong-kid` for a key no roster signed."""
    organisation = unhex(item["organisation"])
    pin = pins.get(organisation.hex())
    chain = check_chain(instance, organisation, item["chain"], pin, fingerprint)
    kem = unb64(item["kem_public"])
    public_keys(chain.latest.kid, kem)  # the key must be the one that the latest roster names
    return Organisation(organisation, str(item["name"]), chain, kem, pin is not None or fingerprint is not None)


def chains_from(instance: str, chains: Mapping[str, Json], pins: Mapping[str, Pin]) -> dict[bytes, tuple[str, VerifiedChain]]:
    """The chains of a room by fingerprint, each with the organisation's name."""
    checked: dict[bytes, tuple[str, VerifiedChain]] = {}
    for organisation, item in chains.items():
        chain = check_chain(instance, unhex(organisation), item, pins.get(organisation))
        checked[chain.fingerprint] = (str(item["name"]), chain)
    return checked


def organisation_kems(chains: Iterable[Json]) -> dict[bytes, bytes]:
    """KEM keys of organisations by kid, each checked against its kid."""
    return {
        public_keys(unhex(epoch["kid"]), unb64(epoch["kem_public"])).kid: unb64(epoch["kem_public"])
        for chain in chains
        for epoch in chain["epochs"]
    }


def latest_kem(chain: VerifiedChain, kems: Mapping[bytes, bytes]) -> bytes:
    """The key of the latest roster. Raises `bad-key` when the server keeps it back."""
    if chain.latest.kid not in kems:
        raise SealError(Code.BAD_KEY, "organisation")
    return kems[chain.latest.kid]
