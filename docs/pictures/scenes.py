"""What is said in each picture of the guides; the answers are the program's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

BOT = "duban_bot"
OPERATOR, CLERK, COLLEAGUE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says, or the label of the button that they press; no name is the phone's owner.

    A `document` is one of the samples, sent under the name that `text` says. A reply is `to` the last message
    of the bot that holds these words. `chat` is another than the scene's own.
    """

    text: str
    name: str = ""
    person: int = CLERK
    operator: bool = False
    presses: bool = False
    replies: bool = False
    document: str | None = None
    photo: bool = False
    to: str = ""
    chat: int | None = None


@dataclass(frozen=True, slots=True)
class Morning:
    """All mornings up to that of `day` pass, and the scheduler sends what is owed."""

    day: str


@dataclass(frozen=True, slots=True)
class Later:
    """Some `minutes` pass, and the scheduler looks again."""

    minutes: int


Step = Words | Morning | Later


@dataclass(frozen=True, slots=True)
class Scene:
    """A conversation in one chat on one day; `before` is not shown. `empty` begins without any plan.

    `bound` says by number which chats are bound from the first day on: to what, and their titles.
    """

    name: str
    title: str
    subtitle: str
    day: str
    words: tuple[Step, ...]
    before: tuple[Step, ...] = ()
    chat: int = -100
    private: bool = False
    greets: bool = False
    empty: bool = False
    bound: Mapping[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """The first page of the bulletin of a period, after what a `scene` has played."""

    name: str
    region: str
    scene: Scene
    start: str
    end: str


def asks(text: str) -> Words:
    """Return a question in a group, with its mention."""
    return Words(f"@{BOT} {text}")


def presses(label: str, name: str = "", chat: int | None = None) -> Words:
    """Return the press of a button that begins so, under the last message that has one."""
    return Words(label, name, presses=True, chat=chat)


def replies(text: str, to: str = "", *, photo: bool = False) -> Words:
    """Return a reply to the bot's last message, or to the last that holds `to`; it needs no mention."""
    return Words(text, replies=True, to=to, photo=photo)


def orders(text: str, name: str = "") -> Words:
    """Return what an operator writes."""
    return Words(text, name, OPERATOR, operator=True)


def chooses(label: str) -> Words:
    """Return an operator's press of a button under the last message."""
    return Words(label, "", OPERATOR, operator=True, presses=True)


def sends(name: str, sample: str) -> Words:
    """Return a document that an operator sends."""
    return Words(name, "", OPERATOR, operator=True, document=sample)


UNIT, OFFICE, LEADERS, TREASURY = -100, -200, -300, -400
BOUND = {
    TREASURY: ("县财政局", "县财政局工作群"),
    UNIT: ("县住建局", "县住建局工作群"),
    OFFICE: ("县政府办公室", "县政府办公室督查群"),
    LEADERS: ("领导", "东至县领导群"),
}


def closes(item: int, *units: str) -> tuple[Words, ...]:
    """Return how the office records for units that an item is done."""
    said = ((Words(f"{unit}第{item}项已办结", chat=OFFICE), DONE) for unit in units)
    return tuple(words for pair in said for words in pair)


DONE = presses("确认登记为已办结（销号）", chat=OFFICE)
AUTUMN = (
    Morning("2020-08-31"),
    *closes(1, "县教体局", "县公安局", "县民政局", "县司法局", "县财政局", "县人社局", "县卫健委"),
    Morning("2020-09-08"),
    *closes(1, "县住建局", "县农业农村局", "县文旅局", "县税务局", "县应急管理局"),
    Morning("2020-09-28"),
    *closes(
        2, "县教体局", "县公安局", "县民政局", "县财政局", "县人社局", "县卫健委", "县住建局", "县税务局"
    ),
    Morning("2020-10-14"),
    *closes(1, "县发改委", "县市场监管局", "县城管局", "县扶贫局"),
    *closes(2, "县农业农村局", "县文旅局", "县应急管理局"),
    Morning("2020-10-21"),
    *closes(2, "县司法局", "县市场监管局", "县发改委"),
    *closes(7, "县教体局", "县财政局", "县税务局"),
)
SENT = sends("东至县任务分工表.docx", "001.docx")

SCENES = (
    Scene(
        "staff-due",
        "县住建局工作群",
        "已绑定：东至县 县住建局",
        "2020-09-10",
        (asks("本月有哪些任务到期"), presses("详情")),
        bound=BOUND,
    ),
    Scene(
        "staff-follow",
        "县住建局工作群",
        "已绑定：东至县 县住建局",
        "2020-11-03",
        (asks("本月有哪些任务到期"), replies("那下个月呢")),
        bound=BOUND,
    ),
    Scene(
        "staff-who",
        "县住建局工作群",
        "已绑定：东至县 县住建局",
        "2020-09-10",
        (asks("办事一本通谁负责"), replies("什么时候完成"), asks("义务教育的标准指引在哪")),
        bound=BOUND,
    ),
    Scene(
        "leaders-week",
        "东至县领导群",
        "已绑定：东至县 领导",
        "2020-10-26",
        (asks("本周汇总"), presses("看逾期")),
        (*AUTUMN, Morning("2020-10-26")),
        chat=LEADERS,
        bound=BOUND,
    ),
    Scene(
        "leaders-units",
        "东至县领导群",
        "已绑定：东至县 领导",
        "2020-10-26",
        (asks("县教体局有没有逾期的"), asks("哪些单位没完成第9项")),
        chat=LEADERS,
        bound=BOUND,
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
    Scene(
        "staff-nudge",
        "县住建局工作群",
        "已绑定：东至县 县住建局",
        "2020-09-23",
        (
            Morning("2020-09-23"),
            replies("第2项已办结，清单见 http://www.dongzhi.gov.cn/qd", "9月23日"),
            replies("", "已登记", photo=True),
        ),
        (Morning("2020-09-22"),),
        bound=BOUND,
    ),
    Scene(
        "staff-returned",
        "县住建局工作群",
        "已绑定：东至县 县住建局",
        "2020-09-24",
        (
            presses("退回", chat=OFFICE),
            Words("目录不全，缺乡镇部分", replies=True, to="退回", chat=OFFICE),
            Later(1),
            presses("申请延期"),
            replies("10月20日，因为乡镇还没报齐", "请说明"),
        ),
        (
            Morning("2020-09-23"),
            replies("第2项已办结，清单见 http://www.dongzhi.gov.cn/qd", "9月23日"),
            Morning("2020-09-24"),
        ),
        bound=BOUND,
    ),
    Scene(
        "operator-review",
        "县政府办公室督查群",
        "已绑定：东至县 县政府办公室",
        "2020-09-24",
        (
            Morning("2020-09-24"),
            presses("1 退回"),
            replies("目录不全，缺乡镇部分", "退回"),
        ),
        (
            Morning("2020-09-23"),
            Words("第2项已办结，清单见 http://www.dongzhi.gov.cn/qd", chat=UNIT),
            Words("第2项申请延期到10月20日，因为目录还在会签", chat=TREASURY),
        ),
        chat=OFFICE,
        bound=BOUND,
    ),
    Scene(
        "operator-remind",
        "县政府办公室督查群",
        "已绑定：东至县 县政府办公室",
        "2020-10-26",
        (asks("催县财政局第2项"),),
        chat=OFFICE,
        bound=BOUND,
    ),
    Scene(
        "leaders-monday",
        "东至县领导群",
        "已绑定：东至县 领导",
        "2020-10-26",
        (Morning("2020-10-26"),),
        (*AUTUMN, Morning("2020-10-25")),
        chat=LEADERS,
        bound=BOUND,
    ),
)

PAGES = tuple(
    Page("leaders-bulletin", "东至县", scene, "2020-10-19", "2020-10-25")
    for scene in SCENES
    if scene.name == "leaders-monday"
)
