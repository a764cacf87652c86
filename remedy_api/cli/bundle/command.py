"""`remedy verify-bundle`: a second person's eye on the pages that a server hands out."""

import argparse
import ssl
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from remedy_api.cli.bundle.building import built_hashes
from remedy_api.cli.bundle.comparing import Beside, compare
from remedy_api.cli.errors import Refused
from remedy_api.cli.terminal import read_text, say, tell
from remedy_api.kit.i18n import _N, render
from remedy_api.web.published import as_text, fingerprint, from_text

SECONDS = 60.0
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
"""A name that says nothing: a server that tells us from a browser could show us something else."""
DIFFERENT = 1


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which doors, and what they are compared with."""
    parser.add_argument(
        "addresses",
        nargs="*",
        metavar="URL",
        help=render(_N("Address of a door, or of both. Of one that is not named the other tells.")),
    )
    known = parser.add_mutually_exclusive_group()
    known.add_argument(
        "--checkout", action="store_true", help=render(_N("Compare with the pages built from this checkout; this is the default."))
    )
    known.add_argument("--hashes", type=Path, metavar="FILE", help=render(_N("Compare with a published list.")))
    parser.add_argument("--write", type=Path, metavar="FILE", help=render(_N("Write the list, to publish it.")))
    parser.add_argument("--ca", metavar="FILE", help=render(_N("Certificates to believe besides the usual ones.")))


def run(options: argparse.Namespace) -> int:
    """0 if everything is as published, 1 for any difference; each is named. Raises Refused if nothing can be compared."""
    if not options.addresses and options.write is None:
        raise Refused(_N("Name the address of a door, or a file to write the list into with --write."))
    hashes = _published(options.hashes) if options.hashes else built_hashes()
    if options.write is not None:
        try:
            options.write.write_text(as_text(hashes), "utf-8")
        except OSError as error:
            raise Refused(
                _N("%(path)s cannot be written: %(reason)s."), path=str(options.write), reason=error.strerror or ""
            ) from None
    tell(_N("Fingerprint of the list, which stands at the foot of every page: %(fingerprint)s"), fingerprint=fingerprint(hashes))
    if not options.addresses:
        return 0
    doors = _doors([_address(each) for each in options.addresses], options.ca)
    found = 0
    for name, address in doors.items():
        tell(_N("Comparing %(address)s …"), address=address)
        try:
            with _client(address, options.ca) as client:
                for difference in compare(Beside(name, client, hashes, list(doors.values()))):
                    found += 1
                    say(f"{address} {difference.where}: {difference.sentence}")
        except httpx.HTTPError as error:
            message = _N("%(url)s does not answer (%(reason)s). Check the address and the network, then try again.")
            raise Refused(message, url=address, reason=type(error).__name__) from None
    if found:
        tell(_N("This is not what was published. Enter nothing there, and tell those whom you trust by another way."))
        return DIFFERENT
    tell(_N("Every file and every page is as published, in every language, at both doors."))
    return 0


def _published(path: Path) -> dict[str, str]:
    try:
        return from_text(read_text(path))
    except ValueError:
        raise Refused(_N("%(path)s is no list as remedy verify-bundle writes it. Fetch it once more."), path=str(path)) from None


def _address(given: str) -> str:
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise Refused(_N("%(url)s is no address of a door. Write it like https://remedy.example"), url=given)
    return given.rstrip("/")


def _client(address: str, authorities: str | None) -> httpx.Client:
    # From where the person is, and as a browser asks: nothing but a moment tells the two apart.
    headers = {"User-Agent": BROWSER, "Accept": "*/*", "Accept-Language": "en"}
    trusted = ssl.create_default_context()
    try:
        if authorities:
            trusted.load_verify_locations(authorities)
    except (OSError, ssl.SSLError):
        raise Refused(_N("The file %(file)s holds no certificates."), file=authorities or "") from None
    return httpx.Client(base_url=address, headers=headers, timeout=SECONDS, trust_env=False, verify=trusted)


def _doors(addresses: list[str], authorities: str | None) -> dict[str, str]:
    """Both doors by name. Which is which the pages say: only at the casework door can one sign in."""
    doors: dict[str, str] = {}
    for address in addresses:
        try:
            with _client(address, authorities) as client:
                name = "casework" if client.get("/en/sign-in", headers={"Accept": "text/html"}).status_code == 200 else "intake"
                told = client.get("/v1/programme").json()
                doors[name] = address
                others = {door: str(told[f"{door}_address"]) for door in ("casework", "intake")}
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            message = _N("%(url)s does not answer as a door of Remedy does (%(reason)s). Check the address and the network.")
            raise Refused(message, url=address, reason=type(error).__name__) from None
    return {door: doors.get(door) or _address(others[door]) for door in ("casework", "intake")}
