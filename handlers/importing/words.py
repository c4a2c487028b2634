"""What is said in plain words instead of a command: 撤销导入, 指定单位, or a value that was asked for."""

from datetime import datetime, timedelta

from data.text import normalise
from handlers.importing.corrections import SET, is_question
from handlers.importing.desk import Desk
from handlers.importing.preview import say
from handlers.importing.undoing import UNDO
from handlers.request import Speaker
from handlers.services import Services

AWAITED = timedelta(minutes=10)
"""How long the next message is taken for the value that was asked for."""

_UNDO = frozenset({"撤销导入", "撤回导入", "取消导入", "撤销上次导入", "撤销最近的导入", "undo import"})
_IMPORT = frozenset({"导入", "导入文件", "我要导入", "怎么导入", "import", "import a file", "how to import"})
_NAME = frozenset({"指定单位", "指定有关部门", "指定责任单位", "name units", "name the units"})


def as_command(text: str, speaker: Speaker, now: datetime, services: Services) -> str:
    """Return the command that `text` stands for; what is about imports in an operator's private chat only."""
    plain = normalise(text).strip(" 。.!！").casefold()
    if plain in _NAME:
        return "/name"
    if not (speaker.operator and speaker.private) or text.startswith("/"):
        return text
    if plain in _UNDO:
        return f"/import {UNDO}"
    if plain in _IMPORT:
        return "/import"
    return text if is_question(text) else _value(text, speaker, now, services)


def _value(text: str, speaker: Speaker, now: datetime, services: Services) -> str:
    """Return `text` as the value that was asked for, if one was."""
    awaited = Desk(services.database, speaker.number).awaited()
    if awaited is None or now - awaited.at > AWAITED:
        return text
    return say(awaited.number, SET, awaited.field.value, *text.split())
