"""What may be written to a log: that something happened and where in the program, never a value of anybody.

Messages of database errors quote rows, messages of parsers quote input. So a log line of ours carries the logger, the
level and a text written in this program, and of an exception only its class, its SQLSTATE and the lines it passed.

Lines carry the day alone. Whatever collects them writes its own time beside them, to the microsecond: so nothing is logged
that goes well. A line for every request would tell when a report came in.
"""

import json
import logging
import sys
import traceback
from types import TracebackType
from typing import Any, Literal

Format = Literal["text", "json"]
FIELDS = ("door", "method", "route", "status", "took")
"""What a line may carry besides its text: codes and templates of this program, given as `extra=`. Anything else is left out."""
_OURS = "remedy"
# These name arguments, addresses or paths when they speak; only their failures are let through, without their words.
_TALKATIVE = ("uvicorn", "procrastinate", "sqlalchemy", "alembic", "psycopg", "httpx", "asyncio", "multipart")


def describe(error: BaseException) -> str:
    """An exception without its message: class, SQLSTATE if any, and where it went through, innermost last."""
    lines = []
    for each in _chain(error):
        state = getattr(each, "sqlstate", None)
        lines.append(f"{type(each).__module__}.{type(each).__qualname__}" + (f" [{state}]" if state else ""))
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(each.__traceback__)]
    return "\n".join(lines)


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.append(current)
        current = current.__cause__ or current.__context__
    return found


class Discreet(logging.Formatter):
    """Formats a record without anybody's values: of strangers not even the message. `process`: which of the server's."""

    process = ""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record, '%Y-%m-%d')} {record.levelname} {record.name}: {_text(record)}"
        line += "".join(f" {name}={value}" for name, value in _fields(record).items())
        error = _error(record)
        return line if error is None else f"{line}\n{error}"


class JsonLines(Discreet):
    """The same, one JSON object a line. `event` names what happened, the same for every time that it does."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "day": self.formatTime(record, "%Y-%m-%d"),
            "level": record.levelname,
            "logger": record.name,
            "event": str(record.msg) if _is_ours(record) else "withheld",
            "text": _text(record),
            "process": self.process,
            **_fields(record),
        }
        error = _error(record)
        return json.dumps(line if error is None else line | {"error": error.splitlines()}, ensure_ascii=False)


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name == _OURS or record.name.startswith((_OURS + ".", "remedy_api"))


def _text(record: logging.LogRecord) -> str:
    return record.getMessage() if _is_ours(record) else f"(message of {record.pathname}:{record.lineno} withheld)"


def _fields(record: logging.LogRecord) -> dict[str, str | int]:
    return {name: getattr(record, name) for name in FIELDS if hasattr(record, name)} if _is_ours(record) else {}


def _error(record: logging.LogRecord) -> str | None:
    return describe(record.exc_info[1]) if record.exc_info and record.exc_info[1] is not None else None


def configure(style: Format = "text") -> None:
    """Send everything to standard error through `Discreet`, and silence what talks too much."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if style == "json" else Discreet())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(_OURS).setLevel(logging.INFO)
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.ERROR)
    sys.excepthook = _report


def name_process(name: str) -> None:
    """Say in every line of this process which of the server's it is."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler.formatter, Discreet):
            handler.formatter.process = name


def took(seconds: float) -> str:
    """A class of duration: no line tells how long exactly something took, because that tells how much was sent."""
    if seconds < 1:
        return "under-1-s"
    return "under-10-s" if seconds < 10 else "over-10-s"


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger(_OURS).critical("ended by an error", exc_info=(kind, error, trace))
