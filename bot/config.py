"""Settings, read once from config.toml and the environment, and passed down as frozen values."""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from data.errors import ConfigError

PREFIX = "DUBAN_"
CONFIG_NAME = "config.toml"
PROXIES = ("socks5://", "socks5h://", "http://", "https://")
HOUSE = Path(__file__).resolve().parent.parent

Clock24 = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Days = Annotated[int, Field(ge=0, le=3660)]


class Section(BaseModel):
    """A table of config.toml: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Telegram(Section):
    """How Telegram is reached; with `webhook_url` the bot listens, without it polls."""

    token: SecretStr = SecretStr("")
    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"
    proxy: str | None = None
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1"
    webhook_port: int = 8443
    webhook_secret: SecretStr | None = None

    # A line from a file ends in a line break, and what is set to nothing is not set.
    @field_validator("token", mode="before")
    @classmethod
    def _trimmed(cls, value: object) -> object:
        return value.strip() if isinstance(value, str) else value

    @field_validator("proxy", "webhook_url", "webhook_secret", mode="before")
    @classmethod
    def _given(cls, value: object) -> object:
        return value.strip() or None if isinstance(value, str) else value

    @field_validator("base_url", "base_file_url")
    @classmethod
    def _address(cls, value: str) -> str:
        return _beginning(value, ("http://", "https://"))

    @field_validator("proxy")
    @classmethod
    def _known_proxy(cls, value: str | None) -> str | None:
        return None if value is None else _beginning(value, PROXIES)

    @field_validator("webhook_url")
    @classmethod
    def _secure(cls, value: str | None) -> str | None:
        return None if value is None else _beginning(value, ("https://",))


def _beginning(value: str, ways: tuple[str, ...]) -> str:
    """Return an address that begins in one of the `ways`; it may hold a password, so it is not repeated."""
    if not value.startswith(ways) or value in ways:
        raise ValueError(f"要以 {' 或 '.join(ways)} 开头，后面是地址")
    return value


class Database(Section):
    """Where the tasks are kept: an SQLAlchemy URL; a relative SQLite path counts from the config's folder."""

    url: str = "sqlite:///var/duban.db"


class Lights(Section):
    """Days left, inclusive, up to which a task is shown red or yellow."""

    red: Days = 3
    yellow: Days = 14


class Escalation(Section):
    """Days overdue from which supervisors and leaders are told, and the days between two tellings."""

    supervisor: Days = 3
    leader: Days = 7
    every: Days = 7


class Nudges(Section):
    """When units are nudged: clock times of the office's zone, days before and after the due date."""

    at: Clock24 = "08:30"
    ahead: tuple[Days, ...] = (30, 14, 7, 3, 1)
    overdue: tuple[Days, ...] = (1, 3, 7)
    overdue_every: Days = 7
    quiet: tuple[Clock24, Clock24] = ("20:00", "08:00")
    max_unasked: int = Field(default=1, ge=1)
    ongoing_prompt: bool = True
    received_button: bool = False
    lights: Lights = Lights()
    escalation: Escalation = Escalation()


class Calendar(Section):
    """Days that differ from the official calendar, as ISO dates."""

    days_off: tuple[str, ...] = ()
    working_days: tuple[str, ...] = ()


class Reports(Section):
    """How reports are taken: with or without review, proof, and a kept copy of it."""

    review: bool = True
    require_proof: bool = False
    keep_proof: bool = False


class RegionSettings(Section):
    """What one region does differently: its leaders' user ids, and any of the policies."""

    leaders: tuple[int, ...] = ()
    nudges: Nudges | None = None
    calendar: Calendar | None = None
    reports: Reports | None = None


class Config(BaseSettings):
    """All settings. `folder` is no setting: the config file's folder, from which relative paths count.

    `state` is the folder of what belongs to the database and is kept outside of it.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    folder: Path
    operators: tuple[int, ...] = ()
    zone: str = "Asia/Shanghai"
    state: Path | None = None
    telegram: Telegram = Telegram()
    database: Database = Database()
    nudges: Nudges = Nudges()
    calendar: Calendar = Calendar()
    reports: Reports = Reports()
    regions: dict[str, RegionSettings] = Field(default_factory=dict)

    @field_validator("operators", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return (value,) if isinstance(value, int) else value

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("没有这个时区，例如 Asia/Shanghai") from None
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over what config.toml says."""
        return env_settings, init_settings

    @property
    def token(self) -> str:
        """Return the bot's token, empty where none is set."""
        return self.telegram.token.get_secret_value()

    def secrets(self) -> tuple[str, ...]:
        """Return what must never be written: the token, whole and without its number, and the rest."""
        telegram = self.telegram
        webhook = telegram.webhook_secret.get_secret_value() if telegram.webhook_secret else ""
        _, _, password = (telegram.proxy or "").rpartition("@")[0].rpartition(":")
        found = (self.token, self.token.rpartition(":")[2], webhook, password.removeprefix("//"))
        return tuple(secret for secret in found if secret)

    def tzinfo(self) -> ZoneInfo:
        """Return the office's time zone."""
        return ZoneInfo(self.zone)

    def database_url(self) -> str:
        """Return the database's URL, with a relative SQLite path made absolute."""
        return absolute_url(self.database.url, self.folder)

    def state_folder(self, url: str) -> Path | None:
        """Return the folder of what belongs to the database at `url`; None for beside its file.

        Without a setting, a service's own folder (systemd's StateDirectory=) comes before `var` here.
        """
        if self.state is not None:
            return self.folder / self.state
        if is_file(url):
            return None
        given = os.environ.get("STATE_DIRECTORY", "").split(":")[0]
        return Path(given) if given else self.folder / "var"


def load_config(path: Path | None = None) -> Config:
    """Read the settings from `path`, else from config.toml here, else from the one beside the program.

    Raises ConfigError, naming the setting, where one is unknown or has a value that does not fit.
    """
    found = _config_file(path)
    _refuse_unknown_environment()
    values = _read_toml(found) if found else {}
    try:
        return Config(**values, folder=found.parent if found else Path.cwd())
    except ValidationError as error:
        raise ConfigError(_explain(error, found)) from None
    except SettingsError as error:
        raise ConfigError(f"环境变量的值读不懂（列表要写成 JSON，如 [123]）：{error}") from None


def absolute_url(url: str, folder: Path) -> str:
    """Return `url` with a relative SQLite path counted from `folder`; a bare path is an SQLite file."""
    if "://" not in url:
        url = f"sqlite:///{url}"
    scheme, _, rest = url.partition(":///")
    return f"{scheme}:///{(folder / rest).resolve()}" if is_file(url) else url


def is_file(url: str) -> bool:
    """Tell whether a database is an SQLite file."""
    scheme, _, rest = url.partition(":///")
    return scheme.startswith("sqlite") and bool(rest) and not rest.startswith((":memory:", "file:"))


def _config_file(path: Path | None) -> Path | None:
    """Return the config file to read, or None where there is none."""
    if path is not None:
        if not path.is_file():
            raise ConfigError(f"找不到配置文件：{path}")
        return path.resolve()
    for folder in (Path.cwd(), HOUSE):
        if (folder / CONFIG_NAME).is_file():
            return (folder / CONFIG_NAME).resolve()
    return None


def _read_toml(path: Path) -> dict[str, Any]:
    """Read the tables of a config file; `folder` is not a setting."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        hint = '（表名里的中文要加引号，如 [regions."东至县"]）'
        raise ConfigError(f"配置文件 {path} 读不懂：{error}{hint}") from None
    if "folder" in values:
        raise ConfigError(f"设置有误（{path}）：folder：没有这个设置")
    return values


def _refuse_unknown_environment() -> None:
    """Name a DUBAN_ variable that no setting has; nested names are checked by their section."""
    known = {name.upper() for name in Config.model_fields} - {"FOLDER"}
    for name in os.environ:
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).split("__")[0] not in known:
            raise ConfigError(f"环境变量 {name} 不是 Duban 的设置，请检查拼写。")


WRONG = {
    "extra_forbidden": "没有这个设置",
    "tuple_type": "要写成列表，如 [123456789]",
    "list_type": "要写成列表，如 [123456789]",
    "int_parsing": "要写成整数",
    "int_type": "要写成整数",
    "bool_parsing": "要写成 true 或 false",
    "string_type": "要写成带引号的文字",
}
"""What is wrong with a value, by the library's word for it."""


def _explain(error: ValidationError, path: Path | None) -> str:
    """Name each setting that is wrong, and why, never its value where that is a secret."""
    lines = []
    for problem in error.errors(include_url=False, include_input=False):
        name = ".".join(str(part) for part in problem["loc"])
        why = WRONG.get(problem["type"], problem["msg"].removeprefix("Value error, "))
        lines.append(f"{name}：{why}")
    return f"设置有误（{path or '环境变量'}）：" + "；".join(lines)
