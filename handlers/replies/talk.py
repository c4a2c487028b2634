"""Help, asking back, small talk, and what is said when there is no answer; pure."""

from datetime import date

from data.wording.language import pick
from handlers.answers.values import Answer, Trouble
from handlers.message import Choice, Reply
from handlers.replies.entries import say_entry
from handlers.replies.phrases import listed, say_slips
from handlers.understanding.query import Intent, Language, Query

CHOICES_SHOWN = 8
THANKS_LENGTH = 12
GREETINGS = ("你好", "您好", "hello", "hi", "早上好", "下午好", "在吗", "大家好", "hey", "good morning")
THANKS = ("谢谢", "多谢", "感谢", "thank", "thx", "辛苦了")


def word_help(answer: Answer, today: date) -> Reply:
    """Word what can be asked here, with examples that fit this chat."""
    language = answer.query.language
    small_talk = _answer_small_talk(answer.query)
    if small_talk:
        return Reply(small_talk, answer=answer)
    where = listed(answer.units, language) or answer.region or ""
    here = f"（{where}）" if where else ""
    head = pick(
        language,
        f"我是督办助手{here}：问任务、期限、责任单位、进展，报办结、延期都可以。例如：",
        f"I am the duban assistant{f' ({where})' if where else ''}: ask about tasks, or report. Try:",
    )
    how = pick(
        language,
        "群里请先 @我（@ 后面留一个空格再写），直接回复我的消息也行。",
        "In a group, mention me first (with a space after my name), or reply to one of my messages.",
    )
    return Reply("\n".join([head, *_say_examples(answer), how]), _offer_examples(answer), answer=answer)


def word_unknown(answer: Answer, today: date) -> Reply:
    """Say that the message was not understood, with a few questions that would be."""
    small_talk = _answer_small_talk(answer.query)
    if small_talk:
        return Reply(small_talk, answer=answer)
    head = pick(answer.query.language, "没听懂。可以这样问：", "I did not understand. You could ask:")
    lines = [head, *_say_examples(answer, 3)] if answer.examples else [_say_plain_unknown(answer.query)]
    return Reply("\n".join(lines), _offer_examples(answer), answer=answer)


def _say_plain_unknown(query: Query) -> str:
    return pick(
        query.language,
        "没听懂。请说出单位和时间，比如“某局本月有哪些任务到期”。",
        "I did not understand. Please name a unit and a time.",
    )


def _answer_small_talk(query: Query) -> str:
    """Answer a greeting or thanks that says nothing else; nothing where it does."""
    said = "".join(sign for sign in query.text.lower() if sign.isalnum() or sign == " ").strip()
    if said in GREETINGS:
        return pick(
            query.language, "您好，我在。问我任务和期限就行。", "Hello. Ask me about tasks and deadlines."
        )
    if said.startswith(THANKS) and len(said) <= THANKS_LENGTH:
        return pick(query.language, "不客气。", "You are welcome.")
    return ""


def _say_examples(answer: Answer, most: int = 9) -> list[str]:
    return [f"· {example}" for example in answer.examples[:most]]


def _offer_examples(answer: Answer) -> tuple[Choice, ...]:
    return tuple(Choice(example, example) for example in answer.examples[:2])


def word_clarify(answer: Answer, today: date) -> Reply:
    """Ask back which of several things is meant, one choice each."""
    language = answer.query.language
    options = answer.choices[:CHOICES_SHOWN]
    head = pick(language, "请问指的是哪一个？", "Which one do you mean?")
    lines = [head, *(f"{at}. {option.label}" for at, option in enumerate(options, 1))]
    hidden = len(answer.choices) - len(options)
    if hidden > 0:
        lines.append(
            pick(language, f"还有{hidden}个，请把名称写全。", f"{hidden} more: please type the full name.")
        )
    choices = tuple(Choice(option.label, option.label) for option in options)
    return Reply("\n".join([*lines, *say_slips(answer)]), choices, answer=answer)


def word_trouble(answer: Answer, today: date) -> Reply:
    """Say why a question that was understood has no answer, and what comes nearest."""
    language = answer.query.language
    lines = [_say_trouble(answer), *say_slips(answer)]
    if answer.nearest:
        lines.append(pick(language, "最接近的是：", "The nearest:"))
        lines += [say_entry(entry, answer, today) for entry in answer.nearest[:3]]
    return Reply("\n".join(lines), answer=answer)


def _say_trouble(answer: Answer) -> str:
    query, region = answer.query, answer.region or ""
    names = listed((unit.name for unit in query.units), query.language)
    labels = listed((item.label for item in query.items), query.language)
    about = query.subject or listed(query.domains, query.language)
    match answer.trouble:
        case Trouble.ELSEWHERE:
            zh, en = (
                f"{query.elsewhere}不在{region}，这里查不到它的任务。",
                f"{query.elsewhere} is not in this region ({region}).",
            )
        case Trouble.NO_UNIT:
            zh, en = (
                f"{region}没有登记“{names}”这个单位。",
                f"No unit called {names} is registered in {region}.",
            )
        case Trouble.NO_REGION:
            zh, en = "请先说明是哪个地区。", "Please say which region you mean."
        case Trouble.NOTHING:
            zh, en = (
                "还没有导入任何任务分工表。请管理员把文件私聊发给我，或运行 duban import 文件.docx；"
                "先看样例：duban import --samples",
                "No plan has been imported yet. An operator can send me the document in private, "
                "or run duban import FILE; to try it: duban import --samples",
            )
        case Trouble.NO_ITEM:
            zh, en = f"没有找到第{labels}项。", f"There is no item {labels}."
        case Trouble.NO_POSITION:
            zh, en = "上一个回答里没有这一个。", "The answer before has no such entry."
        case Trouble.NO_SUBJECT:
            zh, en = _say_no_subject(about)
        case Trouble.NO_DOMAIN:
            zh, en = "没有找到这个试点领域。", "No such pilot domain was found."
        case Trouble.NO_RANKING:
            zh, en = (
                "各单位的排名和名单只在督办机构和领导的群里看，本单位的可以问“我们还有几项没办结”。",
                "Units are listed and compared only in the chats of the office and of leaders; "
                "you may ask: how many of our tasks are still open?",
            )
        case Trouble.NO_PHASE:
            zh, en = f"{region}的文件没有写明阶段。", f"The documents of {region} name no phases."
        case _:
            zh, en = f"{region}还没有导入任务分工表。", f"No plan has been imported for {region} yet."
    return pick(query.language, zh, en)


def _say_no_subject(about: str) -> tuple[str, str]:
    if not about:
        return "请说明是哪一项任务，比如“第3项”或者任务里的几个字。", "Please say which task you mean."
    return f"没有找到与“{about}”有关的任务。", f"No task about “{about}” was found."


def say_also(also: Intent, language: Language) -> str:
    """Name the second thing that a message asked, so that it can be asked by itself."""
    zh, en = ALSO.get(also, ("另一个问题", "the other question"))
    return pick(
        language,
        f"（您还问了{zh}，请单独再发一条。）",
        f"(You also asked about {en}; please send that by itself.)",
    )


ALSO = {
    Intent.DUE: ("到期的任务", "what is due"),
    Intent.OVERDUE: ("逾期的任务", "what is overdue"),
    Intent.LIST: ("任务清单", "the list of tasks"),
    Intent.NEXT: ("下一个截止日期", "the next deadline"),
    Intent.WHO: ("由谁负责", "who is responsible"),
    Intent.WHEN: ("完成时间", "the deadline"),
    Intent.DETAIL: ("具体内容", "the details"),
    Intent.ONGOING: ("持续推进的任务", "ongoing tasks"),
    Intent.DOMAIN: ("试点领域", "pilot domains"),
    Intent.GUIDELINE: ("标准指引", "a guideline"),
    Intent.PROGRESS: ("进展", "progress"),
    Intent.SUMMARY: ("汇总", "the summary"),
    Intent.PHASE: ("所处阶段", "the phase"),
    Intent.REPORT: ("登记情况", "recording a report"),
    Intent.REMIND: ("催办", "a reminder"),
}


def word_unbound(language: Language) -> Reply:
    """Say to a chat that is not bound how it can be bound; it gets no data."""
    return Reply(
        pick(
            language,
            "这个聊天还没有绑定单位，暂时查不到任务。"
            "请管理员在这里发送 /bind 地区 单位（例如 /bind 东至县 县住建局），"
            "或者发送 /bind 加管理员给的绑定码。",
            "This chat is not bound to a unit yet, so nothing can be shown. Ask the operator to send "
            "/bind REGION UNIT here, or send /bind with the code that the operator gave you.",
        )
    )
