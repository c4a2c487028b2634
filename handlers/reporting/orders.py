"""Commands said in words: 第7项的记录, 第7项的佐证, 更正第7项…, 登记事件…; pure."""

import re

_HISTORY = re.compile(
    r"^(?:请?看看?|查看?|请?查一下)?(?P<item>.{0,20}(?:第\s*[\d一二三四五六七八九十百]+\s*项|[（(]\d+[)）]))的?"
    r"(?:全部|所有|办理|办结|操作|变更|处理)*(?:历史记录|记录|历史|经过)[。.！!？?]*$"
)
_HISTORY_EN = re.compile(
    r"^(?:show )?(?:me )?(?:the )?(?:history|record) (?:of|for) item (?P<item>\d+)[.?]*$", re.I
)
_PROOF = re.compile(
    r"^(?:请)?(?:给我)?(?:看一?看|查看?|打开|调出|发)?(?:一下)?"
    r"(?P<item>(?!.*(?:补|上传|附|提交|这是|报|送|要|需|缺|退|驳|催|通过)).{0,20}"
    r"(?:第\s*[\d一二三四五六七八九十百]+\s*项|[（(]\d+[)）]))的?"
    r"(?:全部|所有|办结|申报|报来|上报|提交|相关)?的?(?:佐证|证明)(?:材料|附件|文件|照片|图片|截图)?"
    r"(?:呢|是什么|有哪些|有什么|在哪里?)?[。.!！?？]*$"
)
_PROOF_EN = re.compile(r"^(?:show )?(?:me )?(?:the )?proof (?:of|for) item (?P<item>\d+)[.?]*$", re.I)
_CORRECT = re.compile(r"^(?:请)?(?P<where>[^\s，,。第更]{0,8})更正[:： ]?(?P<what>.*(?:项|[)）]).+)$", re.S)
_EVENT = re.compile(r"^(?:请)?(?:登记|记录)(?:一下)?事件[:：， ]?(?P<what>.*)$", re.S)


def as_order(text: str, *, given: bool = False) -> str:
    """Return the command that `text` stands for, or the text itself.

    With a file `given`, 第7项的佐证 says what the file is, and asks for nothing.
    """
    said = text.strip()
    if match := _HISTORY.match(said):
        return f"/history {match['item']}"
    if match := _HISTORY_EN.match(said):
        return f"/history 第{match['item']}项"
    if not given and (match := _PROOF.match(said)):
        return f"/proof {match['item']}"
    if not given and (match := _PROOF_EN.match(said)):
        return f"/proof 第{match['item']}项 en"
    if match := _CORRECT.match(said):
        return f"/correct {match['where']}{match['what']}"
    if match := _EVENT.match(said):
        return f"/event {match['what']}".strip()
    return text
