"""What an operator states in place of what a document prints: asked for, read, and applied."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.importers.draft import ImportDraft, PlanDraft
from data.text import normalise
from data.units.groups import is_group
from data.units.kinds import kind_of
from data.units.mentions import Ambiguous, Found
from data.units.spelling import tidy
from data.units.values import Role
from data.wording.language import Language, Phrase
from handlers.importing.desk import Field, Pending, Stated
from handlers.importing.preview import say
from handlers.message import Choice, Reply
from handlers.understanding.vocabulary import RegionVocabulary, Vocabulary

SET = "定为"
OFFERED = 8
"""How many regions or units are offered as buttons."""

FIELDS = {
    "改地区": Field.REGION,
    "改年份": Field.YEAR,
    "改印发日期": Field.ISSUED,
    "改督办机构": Field.OFFICE,
}
"""What the verb of a button asks for."""

NAMES = {
    Field.REGION: Phrase("地区", "a region"),
    Field.YEAR: Phrase("年份", "a year"),
    Field.ISSUED: Phrase("印发日期", "a date of issue"),
    Field.OFFICE: Phrase("督办机构", "an office"),
}
QUESTIONS = {
    Field.REGION: Phrase(
        "这份文件是哪个地区的？请点选，或直接发来地区名，例如“东至县”。",
        "Which region is this file for? Press one, or send its name, such as “东至县”.",
    ),
    Field.YEAR: Phrase(
        "是哪一年的计划？请点选，或直接发来年份，例如“2020”。",
        "Which year is the plan for? Press one, or send it, such as “2020”.",
    ),
    Field.ISSUED: Phrase(
        "是哪一天印发的？请直接发来日期，例如“2020年8月14日”或“2020-08-14”。",
        "On which day was it issued? Please send the date, such as “2020-08-14”.",
    ),
    Field.OFFICE: Phrase(
        "哪个单位负责督办这份计划？请点选，或直接发来单位名。",
        "Which unit keeps watch over this plan? Press one, or send its name.",
    ),
}
LEAVE = Phrase("不改了", "Leave it")
UNLIKE = Phrase("“{text}”不像{what}，没有改动。", "“{text}” does not look like {what}; nothing was changed.")
NO_REGION = Phrase(
    "“{text}”不像地区名：要以县、区、市、州、乡、镇等结尾。",
    "“{text}” does not look like a region: its name should end in 县, 区, 市, 州, 乡, 镇 or the like.",
)
NO_YEAR = Phrase("“{text}”不是年份，要四位数字。", "“{text}” is no year: four digits, please.")
NO_SUCH_DAY = Phrase("没有“{text}”这一天。", "There is no such day as “{text}”.")
NO_DATE = Phrase("“{text}”读不出日期。", "I can't read a date in “{text}”.")
MANY_UNITS = Phrase(
    "“{text}”是多个单位，督办机构只能是一个。", "“{text}” stands for several units; the office is one only."
)
AMBIGUOUS = Phrase("“{text}”可能是几个单位，请选一个。", "“{text}” may be several units. Please choose one.")
PERHAPS = Phrase("没有“{text}”，是不是“{name}”？", "There is no “{text}”. Did you mean “{name}”?")
NO_UNIT = Phrase("“{text}”不像单位名。", "“{text}” does not look like a unit.")
_QUESTION = re.compile(r"[?？]|哪|什么|谁|多少|有没有|吗$")
LONGEST = 40
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,14}(?:[省市区县旗盟州镇乡]|街道|新城|园区|管委会|兵团)|州")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value that cannot be taken, why, and what may have been meant."""

    why: str
    meant: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a value is read by: the draft as it stands, and all that is stored; and how that is answered."""

    draft: ImportDraft
    vocabulary: Vocabulary
    today: date
    language: Language = Language.ZH

    @property
    def plan(self) -> PlanDraft:
        """Return the plan that the document holds."""
        return self.draft.plans[0]

    @property
    def region(self) -> RegionVocabulary | None:
        """Return the plan's region, None where none of it is stored yet."""
        return self.vocabulary.region(self.plan.region)


def word_question(pending: Pending, field: Field, known: Known, wrong: Wrong | None = None) -> Reply:
    """Ask for a value, after saying why the last one was not taken."""
    offered = wrong.meant if wrong and wrong.meant else _OFFERS[field](known)
    choices = [Choice(value, say(pending.number, SET, field.value, value)) for value in offered[:OFFERED]]
    question = QUESTIONS[field].say(known.language)
    text = f"{wrong.why}\n{question}" if wrong else question
    leave = Choice(LEAVE.say(known.language), say(pending.number))
    return Reply(text, (*choices, leave), replaces=True)


def is_question(text: str) -> bool:
    """Tell whether a message asks something, and so is no value."""
    return _QUESTION.search(text) is not None


def state(stated: Stated, field: Field, text: str, known: Known) -> Stated | Wrong:
    """Return what is stated once `text` is the value of `field`."""
    value = normalise(text).strip(" 。.，,“”\"'")
    if not value or len(value) > LONGEST or is_question(value):
        what = NAMES[field].say(known.language)
        return Wrong(UNLIKE.say(known.language, text=text.strip()[:LONGEST], what=what))
    return _READERS[field](stated, value, known)


def _state_region(stated: Stated, value: str, known: Known) -> Stated | Wrong:
    for region in known.vocabulary.regions:
        if value in region.spoken_names:
            return replace(stated, region=region.name)
    if _PLACE.fullmatch(value):
        return replace(stated, region=value)
    return Wrong(NO_REGION.say(known.language, text=value))


def _state_year(stated: Stated, value: str, known: Known) -> Stated | Wrong:
    found = re.fullmatch(r"((?:19|20)\d\d)年?度?", value)
    if not found:
        return Wrong(NO_YEAR.say(known.language, text=value))
    return replace(stated, year=int(found[1]))


def _state_issued(stated: Stated, value: str, known: Known) -> Stated | Wrong:
    # A day without a year is one of the plan's year.
    year = known.plan.year or known.today.year
    found = re.fullmatch(r"(?:(\d{4})[年./-])?(\d{1,2})[月./-](\d{1,2})[日号]?", value.replace(" ", ""))
    try:
        if found:
            return replace(stated, issued=date(int(found[1] or year), int(found[2]), int(found[3])))
    except ValueError:
        return Wrong(NO_SUCH_DAY.say(known.language, text=value))
    return Wrong(NO_DATE.say(known.language, text=value))


def _state_office(stated: Stated, value: str, known: Known) -> Stated | Wrong:
    name = tidy(value)
    if is_group(name):
        return Wrong(MANY_UNITS.say(known.language, text=value))
    printed = {duty.unit for row in known.plan.rows for duty in row.responsibilities}
    found = known.region.directory.find(name) if known.region and name not in printed else None
    if isinstance(found, Ambiguous):
        names = tuple(unit.name for unit in found.units)
        return Wrong(AMBIGUOUS.say(known.language, text=value), names)
    if isinstance(found, Found) and found.mended:
        meant = found.unit.name
        return Wrong(PERHAPS.say(known.language, text=value, name=meant), (meant,))
    if isinstance(found, Found):
        return replace(stated, office=found.unit.name)
    if name in printed or kind_of(name) is not None:
        return replace(stated, office=name)
    return Wrong(NO_UNIT.say(known.language, text=value))


_READERS: dict[Field, Callable[[Stated, str, Known], Stated | Wrong]] = {
    Field.REGION: _state_region,
    Field.YEAR: _state_year,
    Field.ISSUED: _state_issued,
    Field.OFFICE: _state_office,
}


def _offer_regions(known: Known) -> Sequence[str]:
    return [region.name for region in known.vocabulary.regions]


def _offer_years(known: Known) -> Sequence[str]:
    year = known.plan.year or known.today.year
    return [str(year + step) for step in (-1, 0, 1)]


def _offer_offices(known: Known) -> Sequence[str]:
    """Offer who oversees rows, most rows first, then the offices (办公室) of the region."""
    overseers: dict[str, int] = {}
    for row in known.plan.rows:
        for duty in row.responsibilities:
            if duty.role in (Role.SUPERVISE, Role.GUIDE) and not is_group(duty.unit):
                overseers[duty.unit] = overseers.get(duty.unit, 0) + 1
    offered = sorted(overseers, key=lambda name: -overseers[name])
    if known.region is not None:
        offered += [unit.name for unit in known.region.directory.units if "办公室" in unit.name]
    return list(dict.fromkeys(offered))


_OFFERS: dict[Field, Callable[[Known], Sequence[str]]] = {
    Field.REGION: _offer_regions,
    Field.YEAR: _offer_years,
    Field.ISSUED: lambda known: (),
    Field.OFFICE: _offer_offices,
}
