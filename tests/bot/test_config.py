from pathlib import Path

import pytest

from bot.config import absolute_url, load_config
from data.database import connect
from data.errors import ConfigError


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write a config file and read it, in an environment without any DUBAN_ variable."""
    import os

    for name in [name for name in os.environ if name.startswith("DUBAN_")]:
        monkeypatch.delenv(name)

    def load(text: str = ""):
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return load_config(path)

    return load


def test_an_empty_file_gives_the_defaults_of_the_design(written) -> None:
    config = written()
    assert config.nudges.ahead == (30, 14, 7, 3, 1)
    assert config.nudges.quiet == ("20:00", "08:00")
    assert (config.nudges.lights.red, config.nudges.lights.yellow) == (3, 14)
    assert config.token == ""


def test_the_environment_wins_over_the_file(written, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_TELEGRAM__PROXY", "socks5://127.0.0.1:1")
    monkeypatch.setenv("DUBAN_OPERATORS", "[7, 8]")
    config = written('operators = [1]\n[telegram]\nproxy = "http://a:1"\nwebhook_port = 9000')
    assert config.telegram.proxy == "socks5://127.0.0.1:1"
    assert config.telegram.webhook_port == 9000
    assert config.operators == (7, 8)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("operator = [1]", "operator"),
        ("[telegram]\ntokne = 'x'", "telegram.tokne"),
        ("[nudges]\nat = '25:00'", "nudges.at"),
        ("[nudges.lights]\nred = -1", "nudges.lights.red"),
        ('[regions."东至县"]\nleader = [1]', "regions.东至县.leader"),
        ("zone = 'Mars/Olympus'", "zone"),
        ("folder = '/'", "folder"),
    ],
)
def test_a_setting_that_is_wrong_names_itself(written, text: str, named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        written(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[telegram]\nproxy = "nonsense:pa55word"', "telegram.proxy：要以 socks5://"),
        ('[telegram]\nproxy = "ftp://127.0.0.1:1"', "telegram.proxy：要以 socks5://"),
        ('[telegram]\nproxy = "socks5://"', "telegram.proxy：要以 socks5://"),
        ('[telegram]\nbase_url = "api.telegram.org/bot"', "telegram.base_url：要以 http://"),
        ('[telegram]\nwebhook_url = "http://example.org"', "telegram.webhook_url：要以 https://"),
        ('operators = "me"', "operators：要写成列表，如 [123456789]"),
        ('operators = ["me"]', "operators.0：要写成整数"),
    ],
)
def test_a_setting_that_is_wrong_says_how_it_is_written(written, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        written(text)
    assert said in str(refused.value)
    assert "pa55word" not in str(refused.value)


def test_what_is_copied_with_a_line_break_or_left_empty_is_taken_as_meant(
    written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUBAN_TELEGRAM__TOKEN", " 123456:abc\n")
    monkeypatch.setenv("DUBAN_OPERATORS", "7")
    config = written('[telegram]\nproxy = ""\nwebhook_url = " "\nwebhook_secret = ""')
    assert config.token == "123456:abc"
    assert config.operators == (7,)
    telegram = config.telegram
    assert (telegram.proxy, telegram.webhook_url, telegram.webhook_secret) == (None, None, None)


@pytest.mark.parametrize("name", ["DUBAN_TOKEN", "DUBAN_FOLDER", "DUBAN_TELEGRAM__TOKNE"])
def test_a_misspelt_variable_is_named(written, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(ConfigError, match=r"TOKEN|FOLDER|tokne"):
        written()


def test_a_file_that_is_no_toml_is_refused_with_its_name(written) -> None:
    with pytest.raises(ConfigError, match=r"config\.toml"):
        written("[telegram")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        load_config(tmp_path / "nowhere.toml")


def test_the_token_is_not_shown_with_the_settings(written) -> None:
    config = written("[telegram]\ntoken = '123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'")
    assert config.token.startswith("123456789:")
    assert "AAAA" not in repr(config)


@pytest.mark.parametrize(
    ("url", "absolute"),
    [
        ("sqlite:///var/a.db", "sqlite:////home/x/var/a.db"),
        ("sqlite:////tmp/a.db", "sqlite:////tmp/a.db"),
        ("a.db", "sqlite:////home/x/a.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("postgresql+psycopg://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
    ],
)
def test_a_relative_path_counts_from_the_folder(url: str, absolute: str) -> None:
    assert absolute_url(url, Path("/home/x")) == absolute


POSTGRES = "postgresql+psycopg://duban@localhost/duban"


@pytest.mark.parametrize(
    ("text", "service", "url", "folder"),
    [
        ("", None, "sqlite:////srv/duban/duban.db", "/srv/duban"),
        ("", "/var/lib/duban", "sqlite:////srv/duban/duban.db", "/srv/duban"),
        ("", None, POSTGRES, "{here}/var"),
        ("", "/var/lib/duban:/var/lib/other", POSTGRES, "/var/lib/duban"),
        ("state = '/srv/state'", "/var/lib/duban", POSTGRES, "/srv/state"),
        ("state = 'state'", None, "sqlite:////srv/duban/duban.db", "{here}/state"),
    ],
)
def test_what_is_kept_outside_of_the_database_has_a_folder(
    written,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    text: str,
    service: str | None,
    url: str,
    folder: str,
) -> None:
    monkeypatch.delenv("STATE_DIRECTORY", raising=False)
    if service is not None:
        monkeypatch.setenv("STATE_DIRECTORY", service)
    database = connect(url, written(text).state_folder(url))
    assert database.state == Path(folder.format(here=tmp_path))
    database.close()
