"""Just enough of HTTP/1.1 for a server on the loopback: requests in, responses out."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qs, urlsplit

LONGEST_BODY = 60_000_000


@dataclass(frozen=True)
class Request:
    """A request with its fields, as a form, JSON or multipart body gave them; files lie apart."""

    method: str
    path: str
    fields: dict[str, str]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)


@dataclass(frozen=True)
class Response:
    """What is sent back; `body` None closes the connection without a word, `cut` after so many bytes."""

    status: int
    body: bytes | None
    kind: str = "application/json"
    cut: int | None = None

    @classmethod
    def of(cls, status: int, value: Any) -> "Response":
        """Return `value` as a JSON response."""
        return cls(status, json.dumps(value).encode())


Answering = Callable[[Request], Awaitable[Response]]


async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answering: Answering) -> None:
    """Serve one connection until either side closes it."""
    try:
        while (request := await _read(reader)) is not None:
            response = await answering(request)
            if response.body is None:
                break
            head = f"HTTP/1.1 {response.status} -\r\nContent-Type: {response.kind}\r\n"
            writer.write(
                f"{head}Content-Length: {len(response.body)}\r\n\r\n".encode() + response.body[: response.cut]
            )
            await writer.drain()
            if response.cut is not None:
                break
    except (ConnectionError, asyncio.IncompleteReadError):
        pass  # The client went away: that is its right.
    finally:
        writer.close()


async def _read(reader: asyncio.StreamReader) -> Request | None:
    """Read the next request, None where the client has closed the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").rstrip().split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = int(headers.get("content-length", "0"))
    assert length <= LONGEST_BODY, "the body is too long"
    body = await reader.readexactly(length)
    url = urlsplit(target)
    fields, files = _fields(headers.get("content-type", ""), body)
    return Request(method, url.path, _form(url.query) | fields, files)


def _fields(kind: str, body: bytes) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    """Read the fields of a body, each as text, as the Bot API takes them."""
    if kind.startswith("application/json"):
        values = json.loads(body or b"{}")
        return {key: v if isinstance(v, str) else json.dumps(v) for key, v in values.items()}, {}
    if kind.startswith("multipart/form-data"):
        return _parts(kind, body)
    return _form(body.decode()), {}


def _form(text: str) -> dict[str, str]:
    return {key: values[-1] for key, values in parse_qs(text, keep_blank_values=True).items()}


def _parts(kind: str, body: bytes) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    whole = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    fields: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for part in whole.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if part.get_filename() is None:
            fields[name] = content.decode()
        else:
            files[name] = (str(part.get_filename()), content)
    return fields, files
