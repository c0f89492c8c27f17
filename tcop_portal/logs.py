"""Log lines as JSON: identifiers and routes, never text, tokens, passwords or addresses."""

import logging
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware
from structlog.typing import EventDict, WrappedLogger

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def route_of(request: HttpRequest) -> str:
    """The method and the pattern that answers: a path may hold a token, its pattern never does."""
    match = request.resolver_match
    return f"{request.method} /{match.route}" if match else f"{request.method} (no route)"


class RequestLog(RequestMiddleware):
    """A request id and the person's id on each line; the route in place of the path and query."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """What the line calls the request."""
        return route_of(request)


class RouteInsteadOfPath(logging.Filter):
    """Rewrites Django's own lines about a request, which end with its path."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keeps every record; one about a request names its route."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            record.msg, record.args = f"{getattr(record, 'status_code', '')} {route_of(request)}", ()
        return True


def frames_without_messages(logger: WrappedLogger, name: str, line: EventDict) -> EventDict:
    """An exception as its class and its frames: its message may quote what a person typed."""
    information: Any = line.pop("exc_info", None)
    if information is True:
        information = sys.exc_info()
    elif isinstance(information, BaseException):
        information = (type(information), information, information.__traceback__)
    if isinstance(information, tuple) and information[0] is not None:
        line["exception"] = _described(information)
    return line


def _described(information: ExceptionInfo) -> list[str]:
    kind, _, frames = information
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(frames)]
    return [f"{kind.__module__}.{kind.__qualname__}", *places]


SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
]


def configure_structlog() -> None:
    """Sends structlog's lines through the standard library, so that one formatter writes all of them."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_PROCESSORS,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def logging_settings(level: str) -> dict[str, Any]:
    """Django's LOGGING: one line of JSON per event on standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"route": {"()": RouteInsteadOfPath}},
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED_PROCESSORS,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    frames_without_messages,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["route"]}
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"level": level},
            # RequestLog writes one line for each refused request already.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "ERROR", "propagate": False},
            # axes writes the address that somebody tried to sign in with.
            "axes": {"level": "CRITICAL", "propagate": False},
        },
    }
