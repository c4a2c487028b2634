"""The lean client: what surely did not leave is told from what may have arrived."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import InputFile
from telegram.error import NetworkError, TimedOut
from telegram.request import HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.clients import speaking
from bot.config import Telegram
from bot.direct import Direct
from handlers.telegram.manners import NotSent, is_surely_unsent

Serving = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@asynccontextmanager
async def client(**fields: float) -> AsyncIterator[Direct]:
    """The client, open."""
    direct = Direct(**{"pool": 1, "connect": 5, "answer": 5, "free": 5, **fields})
    async with direct:
        yield direct


@asynccontextmanager
async def server(serve: Serving) -> AsyncIterator[str]:
    """A server that does with each connection what it is told; gives its address."""

    async def told(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        finally:
            writer.close()

    listening = await asyncio.start_server(told, "127.0.0.1")
    async with listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/bot1:SECRET/sendMessage"


def parameters(**values: object) -> RequestData:
    return RequestData([RequestParameter.from_input(key, value) for key, value in values.items()])


async def read_request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    return head + await reader.readexactly(int(length.split(b":")[1]))


async def test_the_answer_comes_back_and_the_form_arrives():
    arrived = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.append(await read_request(reader))
        writer.write(OK)
        await writer.drain()

    async with server(serve) as url, client() as direct:
        assert await direct.do_request(url, "POST", parameters(chat_id=-1, text="第7项 & 更多")) == (
            200,
            b"ok",
        )
    assert b"chat_id=-1&text=%E7%AC%AC7%E9%A1%B9+%26+%E6%9B%B4%E5%A4%9A" in arrived[0]


async def test_a_file_comes_with_its_name_beside_the_words():
    arrived = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        arrived.append(head + await reader.readuntil(b"--\r\n"))
        writer.write(OK)
        await writer.drain()

    file = InputFile(b"PNG", filename="图.png", attach=False)
    async with server(serve) as url, client() as direct:
        assert (await direct.do_request(url, "POST", parameters(chat_id=-1, photo=file)))[0] == 200
    assert b"multipart/form-data" in arrived[0]
    assert b"PNG" in arrived[0]
    assert b'name="chat_id"' in arrived[0]
    assert "图.png".encode() in arrived[0]


async def test_without_a_connection_nothing_left():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        async with client() as direct:
            with pytest.raises(NotSent) as failed:
                await direct.post(url, parameters(text="x"))
    assert is_surely_unsent(failed.value)


async def test_without_a_free_connection_nothing_left():
    held = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        held.set()
        await asyncio.Event().wait()

    async with server(serve) as url, client(free=0.05, connect=0.05) as direct:
        first = asyncio.create_task(direct.do_request(url, "POST", parameters(text="x")))
        await held.wait()
        with pytest.raises(NotSent):
            await direct.do_request(url, "POST", parameters(text="y"))
        first.cancel()
        await asyncio.wait([first])


async def test_an_answer_that_does_not_come_leaves_a_doubt():
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        await reader.read()

    async with server(serve) as url, client(answer=0.05) as direct:
        with pytest.raises(TimedOut) as failed:
            await direct.do_request(url, "POST", parameters(text="x"))
    assert not is_surely_unsent(failed.value)


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", b"nonsense\r\n\r\n"])
async def test_an_answer_that_breaks_off_leaves_a_doubt(said: bytes):
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(said)
        await writer.drain()

    async with server(serve) as url, client() as direct:
        with pytest.raises(NetworkError) as failed:
            await direct.do_request(url, "POST", parameters(text="x"))
    assert not is_surely_unsent(failed.value)
    assert "SECRET" not in str(failed.value)


async def test_an_address_that_is_none_does_not_show_the_token():
    async with client() as direct:
        with pytest.raises(NetworkError) as failed:
            await direct.do_request("http:///bot1:SECRET/getMe", "POST")
    assert "SECRET" not in str(failed.value)


async def test_it_can_be_opened_again_and_is_of_no_use_while_closed():
    direct = Direct(pool=1, connect=5, answer=5, free=5)
    with pytest.raises(RuntimeError):
        await direct.do_request("http://127.0.0.1/", "POST")
    await direct.shutdown()
    for _ in range(2):
        async with direct:
            await direct.initialize()
    assert direct.read_timeout == 5


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "all_proxy"])
def test_through_a_proxy_the_library_s_own_client_speaks(monkeypatch: pytest.MonkeyPatch, name: str):
    for known in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(known, raising=False)
        monkeypatch.delenv(known.upper(), raising=False)
    assert isinstance(speaking(Telegram(), pool=1), Direct)
    assert isinstance(speaking(Telegram(proxy="http://127.0.0.1:1"), pool=1), HTTPXRequest)
    monkeypatch.setenv("NO_PROXY", "localhost")
    assert isinstance(speaking(Telegram(), pool=1), Direct)
    monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert isinstance(speaking(Telegram(), pool=1), HTTPXRequest)
