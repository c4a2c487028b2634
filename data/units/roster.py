"""A roster file: the units, groups and domain leads of one region, to be edited by the office itself."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import RosterError
from data.units.values import UnitKind


@dataclass(frozen=True, slots=True)
class RosterUnit:
    """A unit as the roster names it."""

    name: str
    kind: UnitKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterGroup:
    """A printed group whose members the roster says: by name, or by kind."""

    name: str
    members: tuple[str, ...] = ()
    kinds: tuple[UnitKind, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterDomain:
    """A pilot domain and the units that lead it in the region."""

    name: str
    aliases: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """A region with its units; `prefix` is the sign of its level (县, 区), `office` watches its plans."""

    region: str
    key: str | None = None
    prefix: str | None = None
    office: str | None = None
    units: tuple[RosterUnit, ...] = ()
    groups: tuple[RosterGroup, ...] = ()
    domains: tuple[RosterDomain, ...] = ()


_TABLES = {
    "region": {"name", "key", "prefix", "office"},
    "units": {"name", "kind", "aliases"},
    "groups": {"name", "members", "kinds"},
    "domains": {"name", "aliases", "lead", "leads"},
}


def read_roster(path: Path) -> Roster:
    """Read the roster at `path`; RosterError says in Chinese what to mend and where."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RosterError(f"读不到名册文件 {path}：{error.strerror}。请检查路径。") from error
    except UnicodeDecodeError as error:
        raise RosterError(f"名册 {path.name} 不是 UTF-8 编码，请另存为 UTF-8 后再导入。") from error
    return parse_roster(text, path.name)


def parse_roster(text: str, source: str = "roster.toml") -> Roster:
    """Read the text of a roster; `source` names it in errors."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RosterError(f"名册 {source} 的格式有误：{error}。请检查该行的引号和等号。") from error
    return _Reader(text, source).read(tables)


def dump_roster(roster: Roster) -> str:
    """Write `roster` as a file that read_roster reads back."""
    lines = [
        "[region]",
        *_lines(name=roster.region, key=roster.key, prefix=roster.prefix, office=roster.office),
    ]
    for unit in roster.units:
        lines += ["", "[[units]]", *_lines(name=unit.name, kind=unit.kind.value, aliases=unit.aliases)]
    for group in roster.groups:
        kinds = tuple(kind.value for kind in group.kinds)
        lines += ["", "[[groups]]", *_lines(name=group.name, members=group.members, kinds=kinds)]
    for domain in roster.domains:
        lines += ["", "[[domains]]", *_lines(name=domain.name, aliases=domain.aliases, leads=domain.leads)]
    return "\n".join(lines) + "\n"


def _lines(**fields: str | tuple[str, ...] | None) -> list[str]:
    """Write the fields that have a value, one a line."""
    return [f"{key} = {_toml(value)}" for key, value in fields.items() if value]


def _toml(value: str | tuple[str, ...]) -> str:
    """Write a text or a list of texts as TOML."""
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class _Reader:
    """Reads the tables of one file, knowing its text to say on which line an error stands."""

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source

    def read(self, tables: Mapping[str, Any]) -> Roster:
        """Build the roster, and check that it agrees with itself."""
        self._refuse_unknown(tables, _TABLES, "名册")
        region = tables.get("region")
        if not isinstance(region, dict):
            raise self._error('缺少 [region] 一节，请写上 name = "地区名"')
        self._refuse_unknown(region, _TABLES["region"], "[region]")
        roster = Roster(
            self._text_of(region, "name", "[region]"),
            self._optional(region, "key", "[region]"),
            self._optional(region, "prefix", "[region]"),
            self._optional(region, "office", "[region]"),
            tuple(map(self._unit, self._rows(tables, "units"))),
            tuple(map(self._group, self._rows(tables, "groups"))),
            tuple(map(self._domain, self._rows(tables, "domains"))),
        )
        self._check(roster)
        return roster

    def _unit(self, row: Mapping[str, Any]) -> RosterUnit:
        """Read one of [[units]]."""
        name = self._text_of(row, "name", "[[units]]")
        kind = self._kind(self._text_of(row, "kind", f"单位“{name}”"), name)
        return RosterUnit(name, kind, self._texts(row, "aliases", name))

    def _group(self, row: Mapping[str, Any]) -> RosterGroup:
        """Read one of [[groups]]."""
        name = self._text_of(row, "name", "[[groups]]")
        kinds = tuple(self._kind(kind, name) for kind in self._texts(row, "kinds", name))
        group = RosterGroup(name, self._texts(row, "members", name), kinds)
        if not group.members and not group.kinds:
            raise self._error(f"单位集合“{name}”没有 members，也没有 kinds", name)
        return group

    def _domain(self, row: Mapping[str, Any]) -> RosterDomain:
        """Read one of [[domains]]."""
        name = self._text_of(row, "name", "[[domains]]")
        lead = self._optional(row, "lead", f"领域“{name}”")
        leads = (lead,) if lead else self._texts(row, "leads", name)
        return RosterDomain(name, self._texts(row, "aliases", name), leads)

    def _check(self, roster: Roster) -> None:
        """Refuse a unit that is listed twice, and names that no unit has."""
        seen: dict[str, str] = {}
        for unit in roster.units:
            for name in (unit.name, *unit.aliases):
                if seen.setdefault(name, unit.name) != unit.name or (
                    name in unit.aliases and name == unit.name
                ):
                    raise self._error(f"名称“{name}”同时属于“{seen[name]}”和“{unit.name}”，请只留一处", name)
        listed = [unit.name for unit in roster.units]
        if twice := next((name for name in listed if listed.count(name) > 1), None):
            raise self._error(f"单位“{twice}”登记了两次，请删去一处", twice)
        self._check_named(roster, seen)

    def _check_named(self, roster: Roster, seen: Mapping[str, str]) -> None:
        """Refuse an office, a member or a lead that is no unit of the roster."""
        named = [("督办机构", roster.office)] if roster.office else []
        named += [
            (f"单位集合“{group.name}”的成员", name) for group in roster.groups for name in group.members
        ]
        named += [
            (f"领域“{domain.name}”的牵头单位", name) for domain in roster.domains for name in domain.leads
        ]
        for what, name in named:
            if name not in seen:
                raise self._error(f"{what}“{name}”没有在 [[units]] 中登记", name)

    def _rows(self, tables: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        """Give the rows of a list of tables."""
        rows = tables.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self._error(f"{key} 要写成若干个 [[{key}]]")
        for row in rows:
            self._refuse_unknown(row, _TABLES[key], f"[[{key}]] 的“{row.get('name', '')}”")
        return rows

    def _kind(self, word: str, name: str) -> UnitKind:
        """Read a kind."""
        try:
            return UnitKind(word)
        except ValueError as error:
            kinds = "、".join(kind.value for kind in UnitKind)
            raise self._error(f"“{name}”的类别“{word}”不认识，可用：{kinds}", name) from error

    def _text_of(self, row: Mapping[str, Any], key: str, where: str) -> str:
        """Give a text that must be there."""
        value = self._optional(row, key, where)
        if not value:
            raise self._error(f"{where} 缺少 {key}", str(row.get("name", "")))
        return value

    def _optional(self, row: Mapping[str, Any], key: str, where: str) -> str | None:
        """Give a text that may be missing."""
        value = row.get(key)
        if value is not None and not isinstance(value, str):
            raise self._error(f"{where} 的 {key} 要写成带引号的文字", str(row.get("name", "")))
        return value.strip() if value else None

    def _texts(self, row: Mapping[str, Any], key: str, name: str) -> tuple[str, ...]:
        """Give a list of texts."""
        value = row.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
            raise self._error(f'“{name}”的 {key} 要写成 ["甲", "乙"] 的样子', name)
        return tuple(text.strip() for text in value)

    def _refuse_unknown(self, row: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
        """Refuse a key that no roster has: it may be a misspelt one."""
        for key in row:
            if key not in keys:
                raise self._error(f"{where} 里有不认识的“{key}”，可用：{'、'.join(keys)}", key)

    def _error(self, what: str, name: str = "") -> RosterError:
        """Make the error, with the line on which `name` stands."""
        line = next((at for at, line in enumerate(self._text.splitlines(), 1) if name and name in line), None)
        where = f"第 {line} 行：" if line else ""
        return RosterError(f"名册 {self._source} {where}{what}。")
