"""What is said in each picture of the guides; the answers are the program's own."""

from dataclasses import dataclass

BOT = "duban_bot"
OPERATOR, CLERK, COLLEAGUE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says, or the label of the button that they press; no name is the phone's owner.

    A `document` is one of the samples, sent under the name that `text` says.
    """

    text: str
    name: str = ""
    person: int = CLERK
    operator: bool = False
    presses: bool = False
    replies: bool = False
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """A conversation in one chat on one day; `before` is not shown. `empty` begins without any plan."""

    name: str
    title: str
    subtitle: str
    day: str
    words: tuple[Words, ...]
    before: tuple[Words, ...] = ()
    chat: int = -100
    private: bool = False
    greets: bool = False
    empty: bool = False


def asks(text: str) -> Words:
    """Return a question in a group, with its mention."""
    return Words(f"@{BOT} {text}")


def presses(label: str) -> Words:
    """Return the press of a button under the last message."""
    return Words(label, presses=True)


def replies(text: str) -> Words:
    """Return a reply to the bot's last message, which needs no mention."""
    return Words(text, replies=True)


def orders(text: str, name: str = "") -> Words:
    """Return what an operator writes."""
    return Words(text, name, OPERATOR, operator=True)


def chooses(label: str) -> Words:
    """Return an operator's press of a button under the last message."""
    return Words(label, "", OPERATOR, operator=True, presses=True)


def sends(name: str, sample: str) -> Words:
    """Return a document that an operator sends."""
    return Words(name, "", OPERATOR, operator=True, document=sample)


BOUND = (orders("/bind 东至县 县住建局"),)
LED = (orders("/bind 东至县 领导"),)
SENT = sends("东至县任务分工表.docx", "001.docx")

SCENES = (
    Scene(
        "staff-due",
        "县住建局工作群",
        "已绑定：东至县 县住建局",
        "2020-09-10",
        (asks("本月有哪些任务到期"), presses("详情")),
        BOUND,
    ),
    Scene(
        "staff-follow",
        "县住建局工作群",
        "已绑定：东至县 县住建局",
        "2020-11-03",
        (asks("本月有哪些任务到期"), replies("那下个月呢")),
        BOUND,
    ),
    Scene(
        "staff-who",
        "县住建局工作群",
        "已绑定：东至县 县住建局",
        "2020-09-10",
        (asks("办事一本通谁负责"), replies("什么时候完成"), asks("义务教育的标准指引在哪")),
        BOUND,
    ),
    Scene(
        "leaders-week",
        "东至县领导群",
        "已绑定：东至县 领导",
        "2020-10-26",
        (asks("本周汇总"), presses("看逾期")),
        LED,
    ),
    Scene(
        "leaders-units",
        "东至县领导群",
        "已绑定：东至县 领导",
        "2020-10-26",
        (asks("县教体局有没有逾期的"), asks("哪些单位没完成第9项")),
        LED,
    ),
    Scene(
        "operator-code",
        "督办",
        "机器人",
        "2020-09-10",
        (orders("/code 东至县 县住建局"),),
        chat=OPERATOR,
        private=True,
    ),
    Scene(
        "operator-bind",
        "县住建局工作群",
        "12 位成员",
        "2020-09-10",
        (orders("/bind 东至县 县住建局"), asks("下一个截止日期是什么时候")),
        greets=True,
    ),
    Scene(
        "operator-import",
        "督办",
        "机器人",
        "2020-08-20",
        (SENT,),
        chat=OPERATOR,
        private=True,
        empty=True,
    ),
    Scene(
        "operator-name",
        "督办",
        "机器人",
        "2020-08-20",
        (orders("/name"), chooses("县发改委"), chooses("县教体局")),
        chat=OPERATOR,
        private=True,
    ),
)
