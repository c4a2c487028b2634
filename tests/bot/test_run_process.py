"""`duban run` as a process of its own, before a loopback Bot API: its output, its end and its status."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from botapi.errors import Refused, bad
from botapi.server import BotApi, Fault
from botapi.stage import CLERK, GROUP, OPERATOR

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as api:
        with api.scene() as world:
            world.group(GROUP, "住建局工作群")
            for person in (OPERATOR, CLERK):
                world.private(person)
        yield api


def _start(api: BotApi, database: Path, **settings: str) -> subprocess.Popen[str]:
    given = {
        "DUBAN_TELEGRAM__TOKEN": api.token,
        "DUBAN_TELEGRAM__BASE_URL": api.base_url,
        "DUBAN_TELEGRAM__BASE_FILE_URL": api.base_file_url,
        "DUBAN_OPERATORS": f"[{OPERATOR}]",
    }
    command = (sys.executable, "-m", "bot", "run", "--now", "2020-09-10", "--db", f"sqlite:///{database}")
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | given | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@contextmanager
def _running(api: BotApi, database: Path) -> Iterator[subprocess.Popen[str]]:
    process = _start(api, database)
    try:
        api.wait(lambda: api.made("setMyCommands"), 30)
        yield process
    finally:
        process.kill()
        process.wait(10)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def _says(api: BotApi, text: str, who: int, chat: int) -> str:
    before = len(api.sent(chat))
    with api.scene() as world:
        world.written(world.chats[chat], text, who)
    api.wait(lambda: len(api.sent(chat)) > before, 20)
    return str(api.sent(chat)[before]["text"])


def _end(process: subprocess.Popen[str], secret: str) -> tuple[int, str]:
    """Wait for the end; return the status and all that was written, in which no token may be."""
    out, err = process.communicate(timeout=30)
    assert secret not in out + err
    assert secret.rpartition(":")[2] not in out + err
    return process.returncode, out + err


@pytest.fixture
def database(sample_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "duban.db"
    path.write_bytes(sample_file.read_bytes())
    return path


def test_a_process_answers_keeps_its_token_to_itself_and_ends_when_told(api: BotApi, database: Path) -> None:
    with _running(api, database) as process:
        assert "已绑定" in _says(api, "/bind 东至县 县住建局", OPERATOR, GROUP)
        for refused in (bad(f"nonsense about {api.token}"), Refused(500, api.token), None):
            api.faults.append(Fault("sendMessage", refused, lost=refused is None))
            _says(api, "@duban_bot 本月有哪些任务到期", CLERK, GROUP)
        api.wait(lambda: sum("可能没有送到" in sent["text"] for sent in api.sent(GROUP)) == 2)
        assert "第2项" in _says(api, "@duban_bot 下一个截止日期是什么时候", CLERK, GROUP)
        assert (database.parent / "heartbeat").exists()
        with _second(api, database) as second:
            status, written = _end(second, api.token)
            assert status == 1
            assert "另一个 Duban" in written.splitlines()[-1]
            assert "Traceback" not in written
        process.send_signal(signal.SIGTERM)
        status, written = _end(process, api.token)
    assert status == 0, written
    assert "running as @duban_bot" in written
    assert not (database.parent / "heartbeat").exists()


@contextmanager
def _second(api: BotApi, database: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a second process with the same token, once the first is no newcomer any more."""
    process = _start(api, database)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


@pytest.mark.parametrize(
    "token", ["123456789:AAwrongwrongwrongwrongwrongwrongwron", "short:token1", "中文:令牌中文令牌"]
)
def test_a_bad_token_is_one_line_without_the_token(api: BotApi, database: Path, token: str) -> None:
    process = _start(api, database, DUBAN_TELEGRAM__TOKEN=token)
    status, written = _end(process, token)
    assert status == 1
    assert "Traceback" not in written
    assert "token" in written.splitlines()[-1]


def test_a_webhook_without_a_secret_is_one_line(api: BotApi, database: Path) -> None:
    process = _start(api, database, DUBAN_TELEGRAM__WEBHOOK_URL="https://example.org/duban")
    status, written = _end(process, api.token)
    assert status == 1
    assert "webhook_secret" in written.splitlines()[-1]
