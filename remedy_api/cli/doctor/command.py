"""`remedy doctor`: everything that can be told from here about whether an installation is fit for use."""

import argparse
import json
import secrets
import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from remedy_api.cli.doctor.database import ask, check_clock, check_tables
from remedy_api.cli.doctor.days import check_days
from remedy_api.cli.doctor.finding import Finding, Level, fault, ok
from remedy_api.cli.doctor.logs import USUAL, check_logs
from remedy_api.cli.doctor.machine import check_backup, check_disk, check_folder, check_key
from remedy_api.cli.doctor.mail import check_mail
from remedy_api.cli.doctor.proxy import Door, casework_door, check_door, intake_door
from remedy_api.cli.errors import Refused
from remedy_api.cli.installation import data_option, database_of, settings_of
from remedy_api.cli.terminal import say
from remedy_api.kit.http.rim import may_seal
from remedy_api.kit.i18n import _N, render
from remedy_api.kit.people_key import default_file
from remedy_api.settings import Settings

_WORDS = {Level.OK: _N("ok"), Level.WARNING: _N("warning"), Level.FAULT: _N("fault")}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which installation, and under which addresses people reach it."""
    data_option(parser)
    parser.add_argument("--casework-url", metavar="ADDRESS", help=render(_N("Address of the casework door as people use it.")))
    parser.add_argument("--intake-url", metavar="ADDRESS", help=render(_N("Address of the reporter's door as people use it.")))
    parser.add_argument("--ca", type=Path, metavar="FILE", help=render(_N("Certificates to believe besides the usual ones.")))
    parser.add_argument(
        "--proxy-log",
        type=Path,
        action="append",
        metavar="PATH",
        help=render(_N("A log file of the proxy, or a folder of such; by default the usual places.")),
    )
    parser.add_argument("--mail-to", metavar="ADDRESS", help=render(_N("Send one test mail to this address.")))
    parser.add_argument("--json", action="store_true", help=render(_N("For programs: the findings as JSON.")))


def run(options: argparse.Namespace) -> int:
    """1 if anything is at fault, else 0. Raises Refused for options that mean nothing."""
    found = []
    for finding in _findings(settings_of(options.data), options):
        found.append(finding)
        if not options.json:
            say(f"{render(_WORDS[finding.level]):<8} {finding.sentence}")
    at_fault = any(finding.level == Level.FAULT for finding in found)
    if options.json:
        lines = [{"check": each.check, "level": each.level.value, "message": each.sentence} for each in found]
        print(json.dumps({"fault": at_fault, "findings": lines}, ensure_ascii=False, indent=1))
    return 1 if at_fault else 0


def _findings(settings: Settings, options: argparse.Namespace) -> Iterator[Finding]:
    doors = _doors(settings, options)
    if settings.data_dir.is_dir():
        yield from check_folder(settings)
        yield from check_disk(settings)
    yield from _database(settings)
    yield from check_backup(settings)
    yield from check_mail(settings, options.mail_to)
    yield from _origins(settings)
    marker = f"doctor-{secrets.token_hex(12)}"
    for door in doors:
        yield from check_door(door, marker)
    if doors:
        yield from check_logs(marker, options.proxy_log or USUAL)


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        with database_of(settings) as url:
            told = ask(url)
    except Refused as refused:
        yield Finding("database", Level.FAULT, refused.message, dict(refused.values))
        return
    except psycopg.Error as error:
        yield fault("database", _N("The database does not answer (%(reason)s). See postgres.log."), reason=type(error).__name__)
        return
    yield ok("database", _N("The database answers."))
    yield from check_tables(told)
    yield from check_clock(told)
    yield from check_days(told.days)
    if told.installation is not None and told.key_check is not None:
        yield from check_key(settings.key_file or default_file(told.installation), told.key_check, settings)


def _origins(settings: Settings) -> Iterator[Finding]:
    for name, origins in (("casework", settings.casework), ("intake", settings.intake)):
        for origin in origins:
            if not may_seal(origin):
                message = _N(
                    "%(url)s is plain HTTP: browsers give no page there the means to seal anything. Put TLS in front of the door."
                )
                yield fault(name, message, url=origin)


def _doors(settings: Settings, options: argparse.Namespace) -> list[Door]:
    trusted = ssl.create_default_context()
    try:
        if options.ca:
            trusted.load_verify_locations(options.ca)
    except (OSError, ssl.SSLError):
        raise Refused(_N("The file %(file)s holds no certificates."), file=str(options.ca)) from None
    made = []
    for given, origins, make in (
        (options.casework_url, settings.casework, casework_door),
        (options.intake_url, settings.intake, intake_door),
    ):
        # Named in the settings with https, it is the address that people use.
        url = given or next((origin for origin in origins if origin.startswith("https://")), None)
        if url is not None:
            made.append(make(_address(url), trusted))
    return made


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise Refused(_N("%(url)s is no address of a door. Write it like https://remedy.example"), url=url)
    return url.rstrip("/")
