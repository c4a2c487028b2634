"""The client with which the bot speaks where no proxy stands between it and Telegram."""

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from httpx import create_ssl_context
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from handlers.telegram.manners import NotSent

UPLOAD_SECONDS = 100.0
"""How much longer a call may take that brings files."""


class Direct(BaseRequest):
    """Makes calls over aiohttp, with less work than the library's own client.

    Timeouts are in seconds; `free` is for a connection of the pool. Raises NotSent where nothing left for
    want of a connection, TimedOut or NetworkError where nobody knows what became of a call.
    """

    def __init__(self, *, pool: int, connect: float, answer: float, free: float) -> None:
        self._pool = pool
        self._connect = connect
        self._answer = answer
        self._free = free
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an answer is waited for."""
        return self._answer

    async def initialize(self) -> None:
        """Open the pool, in the running loop."""
        if self._session is None:
            # The same certificates as the library's client: a bare machine may have none of its own.
            connector = TCPConnector(limit=self._pool, ssl=create_ssl_context())
            headers = {"User-Agent": self.USER_AGENT}
            self._session = ClientSession(connector=connector, headers=headers, cookie_jar=DummyCookieJar())

    async def shutdown(self) -> None:
        """Close the pool; it can be opened again."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    # What the library hands over is a number, None, or its mark for what was not said.
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; return the code and the body of the answer."""
        if self._session is None:
            raise RuntimeError("the client is not open")
        read, connect = _said(read_timeout, self._answer), _said(connect_timeout, self._connect)
        begun = _said(pool_timeout, self._free) + connect
        # A file that is fetched may take as long as anything of it comes.
        whole = None if method == "GET" else begun + read + self._writing(write_timeout, request_data)
        patience = ClientTimeout(total=whole, connect=begun, sock_connect=connect, sock_read=read)
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=patience, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except ClientConnectorError as error:
            raise NotSent(f"{type(error).__name__}: {error}") from error
        # What these say of themselves shows the address, and with it the token.
        except ConnectionTimeoutError as error:
            raise NotSent(type(error).__name__) from error
        except TimeoutError as error:
            raise TimedOut from error
        except ClientError as error:
            raise NetworkError(type(error).__name__) from error

    def _writing(self, given: object, request_data: RequestData | None) -> float:
        files = request_data is not None and request_data.contains_files
        return _said(given, self._answer) + (UPLOAD_SECONDS if files else 0.0)


def _said(given: object, usual: float) -> float:
    return float(given) if isinstance(given, int | float) else usual


def _body(request_data: RequestData | None) -> FormData | dict[str, str] | None:
    """Give the parameters as a form, with the files that come along."""
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters or None
    # A Chinese name of a file leaves as it is written; quoted, it would arrive as percent signs.
    form = FormData(request_data.json_parameters, quote_fields=False)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
