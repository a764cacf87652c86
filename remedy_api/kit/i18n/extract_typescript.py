"""Sentences out of TypeScript and TSX: `_("…")`, `_N("…")`, `ngettext("…", "…", count)`.

Babel's own JavaScript extractor reads TSX as tokens of JavaScript. An apostrophe or a quotation mark in the text
between two tags then opens a string that swallows the calls after it, and calls inside template strings are lost, both
in silence. This one looks only for the calls themselves, reads the string literals they begin with, and refuses what
cannot be translated (a variable, a template with a value in it) instead of passing over it.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

_CALL = re.compile(r"(?<![\w.$])(_N|ngettext|_)\(\s*")
_DECLARES = re.compile(r"\bfunction\s+$")
_LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'" + r"|`(?:[^`\\$]|\\.|\$(?!\{))*`", re.DOTALL)
_PLUS = re.compile(r"\s*\+\s*")
_COMMA = re.compile(r"\s*,\s*")
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\w\"'`])//[^\n]*", re.DOTALL)
_ESCAPE = re.compile(r"\\(u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|\r?\n|.)", re.DOTALL)
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


class NotLiteral(ValueError):
    """A call whose sentence is not written out, so that no translator can ever see it."""


def extract(
    fileobj: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, str | tuple[str, str], list[str]]]:
    """Babel's interface: (line, function, sentence or (singular, plural), comments) of each call.

    Raises NotLiteral with the line for a call that does not begin with its sentence.
    """
    source = _COMMENT.sub(_blank, fileobj.read().decode("utf-8"))
    for call in _CALL.finditer(source):
        if _DECLARES.search(source, 0, call.start()):
            continue
        line = source.count("\n", 0, call.start()) + 1
        first, end = _sentence(source, call.end(), line)
        if call[1] == "ngettext":
            comma = _COMMA.match(source, end)
            if comma is None:
                raise NotLiteral(f"line {line}: the plural is missing")
            second, _ = _sentence(source, comma.end(), line)
            yield line, "ngettext", (first, second), []
        else:
            yield line, "_", first, []


def _blank(comment: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", comment[0])


def _sentence(source: str, start: int, line: int) -> tuple[str, int]:
    """The literal at `start`, joined with those added to it by plus signs, and where it ends."""
    parts, place = [], start
    while literal := _LITERAL.match(source, place):
        parts.append(_ESCAPE.sub(_unescape, literal[0][1:-1]))
        place = literal.end()
        plus = _PLUS.match(source, place)
        if plus is None:
            return "".join(parts), place
        place = plus.end()
    raise NotLiteral(f"line {line}: {json.dumps(source[start : start + 40])} is no whole literal sentence")


def _unescape(escape: re.Match[str]) -> str:
    code = escape[1]
    if code[0] in "ux" and len(code) > 1:
        return chr(int(code[1:].strip("{}"), 16))
    return "" if code.endswith("\n") else _SINGLE.get(code, code)
