"""Commands said in words: 第7项的记录, 更正第7项…, 登记事件…; pure."""

import re

_HISTORY = re.compile(
    r"^(?:请?看看?|查看?|请?查一下)?(?P<item>.{0,20}(?:第\s*[\d一二三四五六七八九十百]+\s*项|[（(]\d+[)）]))的?"
    r"(?:全部|所有|办理|办结|操作|变更|处理)*(?:记录|历史|经过)[。.！!？?]*$"
)
_HISTORY_EN = re.compile(
    r"^(?:show )?(?:me )?(?:the )?(?:history|record) (?:of|for) item (?P<item>\d+)[.?]*$", re.I
)
_CORRECT = re.compile(r"^(?:请)?(?P<where>[^\s，,。第更]{0,8})更正[:： ]?(?P<what>.*(?:项|[)）]).+)$", re.S)
_EVENT = re.compile(r"^(?:请)?(?:登记|记录)(?:一下)?事件[:：， ]?(?P<what>.*)$", re.S)


def as_order(text: str) -> str:
    """Return the command that `text` stands for, or the text itself."""
    said = text.strip()
    if match := _HISTORY.match(said):
        return f"/history {match['item']}"
    if match := _HISTORY_EN.match(said):
        return f"/history 第{match['item']}项"
    if match := _CORRECT.match(said):
        return f"/correct {match['where']}{match['what']}"
    if match := _EVENT.match(said):
        return f"/event {match['what']}".strip()
    return text
