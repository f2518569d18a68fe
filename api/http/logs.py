"""The log as lines of JSON, one for each answer, each with the id that the answer bore as well.

No query is logged: a need is what somebody told us in confidence.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Literal

import orjson

#: The id of the request that is being answered.
REQUEST: ContextVar[str | None] = ContextVar("request", default=None)
ACCESS = logging.getLogger("peerpolis.access")
_FIELDS = ("method", "path", "status", "milliseconds", "bytes")


class JsonLines(logging.Formatter):
    """Each record as one line of JSON: time, level, logger, message, the request's id, and what else it has."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := getattr(record, "request", None) or REQUEST.get():
            line["request"] = request
        line.update({name: getattr(record, name) for name in _FIELDS if hasattr(record, name)})
        if record.exc_info:
            line["error"] = "".join(traceback.format_exception(*record.exc_info))
        return orjson.dumps(line, default=str).decode()


def config(form: Literal["text", "json"]) -> Mapping[str, Any]:
    """The configuration of all logs of the service, for `logging.config.dictConfig`."""
    formatter = {"()": "api.http.logs.JsonLines"} if form == "json" else {"format": "%(levelname)s: %(message)s"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"own": formatter},
        "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "own", "stream": "ext://sys.stderr"}},
        "loggers": {
            name: {"handlers": ["err"], "level": "INFO", "propagate": False} for name in ("uvicorn", "peerpolis")
        },
    }
