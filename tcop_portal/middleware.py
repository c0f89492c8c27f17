"""What every request and response passes through, whichever room answers."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

import structlog
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from plain_text.not_saved import not_saved
from tcop_portal import errors

NextHandler = Callable[[HttpRequest], HttpResponseBase]
ViewFunction = Callable[..., HttpResponseBase]
FORM = "application/x-www-form-urlencoded"
UTF_8 = "utf-8"
READS = ("GET", "HEAD", "OPTIONS", "TRACE")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    # Static files come with their own value.
    "Cache-Control": "no-store",
}

# PostgreSQL's codes for a lock that took too long, a statement that took too long, and a deadlock.
BUSY_CODES = ("55P03", "57014", "40P01")

logger = structlog.get_logger(__name__)


class ResponseHeaders:
    """Adds the headers that every response carries, errors and static files included."""

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class ReadableBody:
    """Answers 413 to a body over the limit, whatever it is made of, and 400 to one that no browser sends.

    Every page is UTF-8, so every form is: another character set can spell half a surrogate pair.
    """

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        charset = request.content_params.get("charset", UTF_8) if request.content_params else UTF_8
        if not (length.isascii() and length.isdigit()) or charset.lower() != UTF_8:
            return errors.bad_request(request)
        if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return errors.bad_request(request, RequestDataTooBig())
        return self.get_response(request)


class ReadableText:
    """Answers 400 to what is not text: broken UTF-8 or half a surrogate pair, and U+0000 in an address.

    U+0000 in a form is refused by the field that it was typed into, with a message of its own.
    """

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Django leaves the bytes of a path that it cannot read percent-encoded.
        path = unquote_to_bytes(request.path_info)
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        if b"\x00" in path + query or not (_is_utf8(path) and _is_utf8(query)):
            return errors.bad_request(request)
        if request.content_type == FORM and not _is_utf8(unquote_to_bytes(request.body)):
            return errors.unreadable_form(request)
        return self.get_response(request)


def _is_utf8(octets: bytes) -> bool:
    try:
        octets.decode(UTF_8)
    except UnicodeDecodeError:
        return False
    return True


class BusyDatabase:
    """Answers 503, with what was typed, when a lock took too long."""

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page, for a busy database; every other fault goes on to the page for faults."""
        if not is_busy(exception):
            return None
        logger.warning("database_busy", exc_info=exception)
        return not_saved(
            request,
            status=503,
            heading="The portal is busy",
            explanation="Somebody else was saving at the same moment for too long. Go back and try again.",
        )


def is_busy(exception: BaseException) -> bool:
    """Whether the database refused because others held what was needed, on either database."""
    if not isinstance(exception, OperationalError):
        return False
    return getattr(exception.__cause__, "pgcode", None) in BUSY_CODES or "database is locked" in str(
        exception
    )


class LenientSessions(SessionMiddleware):
    """Gives an answer also when the session cannot be kept: what the answer tells of is done by then.

    Somebody signed out meanwhile, or the database is busy: Django calls both an interrupted session, and
    would answer 400. A sentence for the next page is lost, and who has just signed in may be asked again.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer with its cookie, or as it is."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            logger.warning("session_not_kept", exc_info=True)
            return response


class NoPage:
    """Says what an address is for that cannot be opened as a page, where Django would show a blank one."""

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            return errors.no_page(request, allow=response["Allow"])
        return response


class SignInRequired(LoginRequiredMiddleware):
    """Sends a signed-out reader to sign in; a signed-out writer keeps what was typed."""

    def handle_no_permission(  # type: ignore[override] # Django only ever redirects
        self, request: HttpRequest, view_func: ViewFunction
    ) -> HttpResponseBase:
        """A redirect for a read; for any other method the page that says it was not saved."""
        if request.method in READS:
            return super().handle_no_permission(request, view_func)
        return errors.signed_out(request)
