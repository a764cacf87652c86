"""What may be written to a log: that something happened and where in the program, never a value of anybody.

Messages of database errors quote rows, messages of parsers quote input. So a log line of ours carries the logger, the
level and a text written in this program, and of an exception only its class, its SQLSTATE and the lines it passed.
"""

import logging
import sys
import traceback
from types import TracebackType

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
    """Formats a record without anybody's values: of strangers not even the message."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name == _OURS or record.name.startswith((_OURS + ".", "remedy_api"))
        text = record.getMessage() if ours else f"(message of {record.pathname}:{record.lineno} withheld)"
        line = f"{self.formatTime(record, '%Y-%m-%d')} {record.levelname} {record.name}: {text}"
        if record.exc_info and record.exc_info[1] is not None:
            line += "\n" + describe(record.exc_info[1])
        return line


def configure() -> None:
    """Send everything to standard error through `Discreet`, and silence what talks too much."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet())
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


def _report(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    print(describe(error), file=sys.stderr)
