"""What a form definition may say (intake_forms/definitions/README.md), checked before a reporter meets it.

The expressions are read here a second time, by grammar only; what they mean is the page's own evaluator's, and the same
list of good and bad expressions (expressions.json) holds both together.
"""

import re
from collections.abc import Iterator
from typing import Any

PLAIN_TYPES = ("text", "note", "acknowledge", "begin_group", "begin_repeat", "end_group", "end_repeat")
FILES = ("sites.json", "languages.json")
COLUMNS = {
    "type", "name", "label", "hint", "required", "required_message", "relevant", "constraint", "constraint_message",
    "appearance", "entry", "add_label", "remove_label",
}  # fmt: skip
APPEARANCES = {"text": {"multiline"}, "begin_group": {"field-list"}, "select_one_from_file": {"autocomplete"}}
PERSON = {"name", "contact", "language"}
FUNCTIONS = {"selected": 2, "not": 1, "string-length": 1, "count": 1, "true": 0, "false": 0}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CHOICE = re.compile(r"[a-z0-9][a-z0-9_]*")
_TOKEN = re.compile(
    r"\s*(?:\$\{(?P<name>[a-z][a-z0-9_]*)\}|'(?P<one>[^']*)'|\"(?P<two>[^\"]*)\"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<word>[a-z][a-z-]*)|(?P<sign><=|>=|!=|[=<>(),.]))"
)


class BadExpression(ValueError):
    """Not an expression of the subset."""


def faults(definition: dict[str, Any]) -> list[str]:
    """Everything that is wrong with a definition, one sentence each."""
    return [*_head(definition), *_choices(definition.get("choices", {})), *_survey(definition)]


def _head(definition: dict[str, Any]) -> Iterator[str]:
    if set(definition) != {"version", "title", "choices", "survey"}:
        yield "a definition has version, title, choices and survey"
    if not isinstance(definition.get("version"), int) or definition["version"] < 1:
        yield "version must be a number from 1"


def _choices(lists: dict[str, Any]) -> Iterator[str]:
    for name, options in lists.items():
        names = [option.get("name") for option in options]
        if not options or len(set(names)) != len(names):
            yield f"choices {name}: empty, or a name twice"
        for option in options:
            if set(option) != {"name", "label"} or not option["label"]:
                yield f"choices {name}: a choice has a name and a label"
            if not isinstance(option.get("name"), str) or not _CHOICE.fullmatch(option["name"]):
                yield f"choices {name}: {option.get('name')!r} is no name (quote it in YAML)"


def _survey(definition: dict[str, Any]) -> Iterator[str]:
    lists, open_groups = definition.get("choices", {}), []
    seen: dict[str, dict[str, Any]] = {}
    every: set[str] = set()
    for row in definition.get("survey", []):
        kind, _, listed = str(row.get("type", "")).partition(" ")
        where = f"{row.get('type')} {row.get('name', '')}".strip()
        if kind.startswith("end_"):
            if set(row) != {"type"} or not open_groups or open_groups.pop() != kind.removeprefix("end_"):
                yield f"{where}: ends what did not begin"
            continue
        for fault in (*_row(row, kind, listed, lists), *_expressions(row, kind, lists, seen)):
            yield f"{where}: {fault}"
        if row.get("name") in every:
            yield f"{where}: the name is there already"
        every.add(row.get("name", ""))
        if kind.startswith("begin_"):
            if open_groups:
                yield f"{where}: groups and repeats do not stand inside another"
            open_groups.append(kind.removeprefix("begin_"))
        if kind not in ("note", "begin_group"):
            seen[row.get("name", "")] = row
    if open_groups:
        yield f"{open_groups[-1]} does not end"
    if sum(row.get("entry") == "narrative" for row in definition.get("survey", [])) != 1:
        yield "exactly one question is the narrative"


def _row(row: dict[str, Any], kind: str, listed: str, lists: dict[str, Any]) -> Iterator[str]:
    if unknown := set(row) - COLUMNS:
        yield f"unknown columns {sorted(unknown)}"
    if not _NAME.fullmatch(str(row.get("name", ""))):
        yield "the name is missing or no name"
    if not row.get("label"):
        yield "the label is missing"
    if kind in ("select_one", "select_multiple"):
        if listed not in lists:
            yield f"no list {listed!r}"
    elif kind == "select_one_from_file":
        if listed not in FILES:
            yield f"the page has no file {listed!r}"
    elif kind not in PLAIN_TYPES or listed:
        yield "unknown type"
    if "appearance" in row and row["appearance"] not in APPEARANCES.get(kind, set()):
        yield f"appearance {row['appearance']!r} is not known here"
    if ("constraint" in row) != ("constraint_message" in row):
        yield "a constraint needs its message, and a message its constraint"
    if row.get("required", False) not in (True, False) or ("required_message" in row and not row.get("required")):
        yield "required is true or left out; only then there is a message"
    if ("add_label" in row or "remove_label" in row) != (kind == "begin_repeat") or (
        kind == "begin_repeat" and not (row.get("add_label") and row.get("remove_label"))
    ):
        yield "a repeat, and nothing else, says how to add and remove a round"
    if row.get("entry") not in (None, "narrative", "person") or (row.get("entry") == "person" and row.get("name") not in PERSON):
        yield "entry is narrative, or person for name, contact and language"
    if row.get("entry") == "narrative" and kind != "text":
        yield "the narrative is a text"


def _expressions(row: dict[str, Any], kind: str, lists: dict[str, Any], seen: dict[str, dict[str, Any]]) -> Iterator[str]:
    for column in ("relevant", "constraint"):
        if column not in row:
            continue
        try:
            names, pairs, alone = parse(str(row[column]))
        except BadExpression as error:
            yield f"{column}: {error}"
            continue
        if alone and column == "relevant":
            yield "relevant: `.` is only for constraints"
        for name in names:
            if name not in seen:
                yield f"{column}: no question ${{{name}}} before this one"
        for name, choice in pairs:
            question = row if name == "." else seen.get(name)
            if question is not None and choice is not None and not _offers(question, choice, lists):
                yield f"{column}: {name} has no choice {choice!r}"


def _offers(question: dict[str, Any], choice: str, lists: dict[str, Any]) -> bool:
    kind, _, listed = str(question["type"]).partition(" ")
    if kind not in ("select_one", "select_multiple"):
        return False
    return choice in {option["name"] for option in lists.get(listed, [])}


def parse(source: str) -> tuple[list[str], list[tuple[str, str | None]], bool]:
    """Names used, (question, choice) of each selected(), and whether `.` stands in it. Raises BadExpression."""
    parser = _Parser(source)
    if parser.tokens:
        parser.either()
        if parser.place < len(parser.tokens):
            raise BadExpression(f"more than one expression: {source!r}")
    return parser.names, parser.pairs, parser.alone


class _Parser:
    """The grammar of page/expressions.ts, without values."""

    def __init__(self, source: str) -> None:
        self.tokens, self.place = list(_tokens(source)), 0
        self.names: list[str] = []
        self.pairs: list[tuple[str, str | None]] = []
        self.alone = False

    def either(self) -> None:
        self._joined("or", lambda: self._joined("and", self._equality))

    def _joined(self, word: str, part: Any) -> None:
        part()
        while self._take("word", word):
            part()

    def _equality(self) -> None:
        self._order()
        if self._take("sign", "=") or self._take("sign", "!="):
            self._order()

    def _order(self) -> None:
        self._primary()
        if any(self._take("sign", sign) for sign in ("<=", ">=", "<", ">")):
            self._primary()

    def _primary(self) -> None:
        if self.place >= len(self.tokens):
            raise BadExpression("something is missing at the end")
        kind, text = self.tokens[self.place]
        self.place += 1
        if kind == "name":
            self.names.append(text)
        elif kind == "word":
            self._call(text)
        elif (kind, text) == ("sign", "."):
            self.alone = True
        elif (kind, text) == ("sign", "("):
            self.either()
            self._need(")")
        elif kind == "sign":
            raise BadExpression(f"something is missing before {text}")

    def _call(self, function: str) -> None:
        if function not in FUNCTIONS:
            raise BadExpression(f"no function {function}()")
        self._need("(")
        start = self.place
        for number in range(FUNCTIONS[function]):
            if number:
                self._need(",")
            self.either()
        if function == "selected":
            (_, question), last = self.tokens[start], self.tokens[self.place - 1]
            self.pairs.append((question, last[1] if last[0] == "text" else None))
        self._need(")")

    def _take(self, kind: str, text: str) -> bool:
        found = self.place < len(self.tokens) and self.tokens[self.place] == (kind, text)
        self.place += found
        return found

    def _need(self, sign: str) -> None:
        if not self._take("sign", sign):
            raise BadExpression(f"{sign} is missing")


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    text, place = source.rstrip(), 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise BadExpression(f"not understood: {text[place:]!r}")
        kind = str(found.lastgroup)
        yield "text" if kind in ("one", "two") else kind, str(found[kind])
        place = found.end()
