"""Signs of life, and what is done about a silence."""

import socket
from pathlib import Path

import pytest

from bot.watchdog import Patience, Pulse, Signs, Step, decide, must_yield

PATIENCE = Patience(quiet=90, reconnects=2)


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.mark.parametrize(
    ("silence", "reconnects", "step"),
    [
        (0, 0, Step.WAIT),
        (89, 0, Step.WAIT),
        (90, 0, Step.RECONNECT),
        (91, 1, Step.WAIT),
        (180, 1, Step.RECONNECT),
        (269, 2, Step.WAIT),
        (270, 2, Step.GIVE_UP),
    ],
)
def test_a_silence_leads_to_new_connections_and_then_to_the_end(
    silence: float, reconnects: int, step: Step
) -> None:
    assert decide(silence, reconnects, PATIENCE) is step


@pytest.mark.parametrize(
    ("age", "heard", "conflicts", "yields"),
    [
        (0, False, 1, True),
        (4, False, 1, True),
        (4, True, 1, False),
        (6, False, 1, False),
        (30, True, 3, True),
        (3600, True, 9, False),
    ],
)
def test_of_two_instances_the_newcomer_ends(age: float, heard: bool, conflicts: int, yields: bool) -> None:
    assert must_yield(age, conflicts, Patience(), heard=heard) is yields


def test_a_beat_begins_the_count_anew() -> None:
    clock = Hand()
    pulse = Pulse(Signs(address=""), clock)
    clock.at += 100
    assert pulse.next_step(PATIENCE) is Step.RECONNECT
    pulse.beat()
    assert (pulse.silence, pulse.reconnects) == (0, 0)


def test_the_heartbeat_is_written_after_a_beat_only_and_taken_away_at_the_end(tmp_path: Path) -> None:
    file, clock = tmp_path / "var" / "heartbeat", Hand()
    pulse = Pulse(Signs(file, address=""), clock)
    pulse.start()
    assert not file.exists()
    pulse.beat()
    first = file.stat().st_mtime_ns
    clock.at += 1
    pulse.beat()
    assert file.stat().st_mtime_ns == first
    clock.at += 5
    pulse.beat()
    assert file.stat().st_mtime_ns > first
    pulse.end()
    assert not file.exists()


def test_the_supervisor_is_told_when_polls_succeed(tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
        supervisor.bind(address)
        pulse = Pulse(Signs(address=address), Hand())
        pulse.beat()
        pulse.end()
        told = [supervisor.recv(100).decode() for _ in range(3)]
    assert [words.split("\n")[0] for words in told] == ["READY=1", "WATCHDOG=1", "STOPPING=1"]


def test_a_supervisor_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    Pulse(Signs(address=str(tmp_path / "nobody"))).beat()


def test_a_heartbeat_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    pulse = Pulse(Signs(tmp_path / "file" / "heartbeat"))
    pulse.beat()
    pulse.end()
