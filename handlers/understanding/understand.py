"""A message → what it asks for (DESIGN.md §5). Pure: what is known comes in as a vocabulary."""

import re
from dataclasses import replace
from datetime import date, timedelta

from data.dates.values import Period
from data.reports.spans import month_of, week_of
from data.units.directory import Found
from data.units.values import Role
from handlers.understanding import followup
from handlers.understanding.actions import request_of
from handlers.understanding.cleaning import clean
from handlers.understanding.conditions import late_since
from handlers.understanding.judging import Judgement, judge
from handlers.understanding.language import language_of
from handlers.understanding.numbers import Numbered, han_numeral
from handlers.understanding.phases import phase_asked
from handlers.understanding.places import region_named, settle_region
from handlers.understanding.query import (
    Asked,
    Finding,
    Intent,
    ItemKind,
    ItemRef,
    Language,
    Option,
    Query,
    Repeating,
    UnitRef,
)
from handlers.understanding.reading import Reading, is_led, read
from handlers.understanding.rows import Row
from handlers.understanding.signs import Sign
from handlers.understanding.topics import subject_of
from handlers.understanding.vocabulary import RegionVocabulary, Vocabulary

_SOON = timedelta(days=14)
_IMPLIED = frozenset(
    {Intent.DUE, Intent.OVERDUE, Intent.LIST, Intent.NEXT, Intent.PROGRESS, Intent.ONGOING, Intent.REPORT}
)
_OF_ALL = frozenset({Sign.WIDE, Sign.WHO, Sign.WHICH_UNITS})
_NATIONAL = frozenset({Intent.HELP, Intent.UNKNOWN, Intent.GUIDELINE})
_ROLES = {
    Sign.ROLE_LEAD: Role.LEAD,
    Sign.ROLE_SUPERVISE: Role.SUPERVISE,
    Sign.ROLE_GUIDE: Role.GUIDE,
    Sign.ROLE_ASSIST: Role.ASSIST,
}
# 有没有持续推进、没有截止日期的: the narrower of two words is meant.
_REPEATING = (
    (Sign.CONTINUOUS, Repeating.ONGOING),
    (Sign.YEARLY, Repeating.YEARLY),
    (Sign.QUARTERLY, Repeating.QUARTERLY),
    (Sign.RECURRING, Repeating.RECURRING),
    (Sign.UNDATED, Repeating.UNDATED),
)
_PLURAL = re.compile(
    r"[那哪这](?:几|一?些)[项件个条]?(?:任务|事项|工作)|[那哪这]几[项件条]"
    r"|\b(?:which|these|those) (?:tasks|items)\b"
)
_MONTHLY = re.compile(r"月(?:度|)(?:通报|报|汇总|总结|小结|情况)|\bmonthly\b")
_BY_UNIT = frozenset({Intent.OVERDUE, Intent.PROGRESS, Intent.DUE})
_KIND = re.compile(r"哪(?:些|几个|几家|个)(乡镇街道|乡镇|镇街|街镇|镇处|县市)")
_NOT_THIS_ROLE = re.compile(
    r"(?:不是|并非|非|不由)(?:它|其|我们|我单位|本单位|自己)?(?:牵头|主责|主办|主管|监管|指导|配合|协办)"
    r"|\b(?:not|doesn't|does not) (?:lead|leading|supervis\w+|guid\w+|assist\w*)"
)
_COUNTING = frozenset(
    {Sign.COUNT, Sign.RATE, Sign.EACH, Sign.RANK, Sign.UNDONE, Sign.WHETHER_DONE, Sign.DUE, Sign.ITEM}
)
_SO_FAR = re.compile(r"截至目前|截止目前|到目前为止|至今|(?:开展|实施|印发|启动)以来|\b(?:so far|to date)\b")
_STATUSES = (
    (Sign.UNSTARTED, ("pending",)),
    (Sign.SUBMITTED, ("submitted",)),
    (Sign.RETURNED, ("returned",)),
    (Sign.UNDONE, ("pending", "doing", "submitted", "returned")),
    (Sign.FINISHED, ("done",)),
    (Sign.FINISHED_ONES, ("done",)),
    (Sign.DOING, ("doing",)),
)


def understand(
    text: str,
    *,
    vocabulary: Vocabulary,
    region: str | None,
    unit: str | None,
    today: date,
    before: Query | None = None,
    wide_chat: bool = False,
) -> Query:
    """Say what `text` asks for, in the chat of `unit` in `region`, after the message behind `before`."""
    said = clean(text)
    if not any(char.isalnum() for char in said):
        return _wordless(text, said, vocabulary.region(region))
    place = settle_region(said, vocabulary, vocabulary.region(region), before)
    if place.region is None:
        return _without_region(text, said, vocabulary, place.options, today)
    reading = read(said, place.region, vocabulary, today)
    judgement = judge(reading, followup.borrowed_signs(reading.signs(), before))
    query = _query(text, reading, judgement, before, today)
    query = _continued(query, reading, judgement, before, today)
    query = _of_another_region(query, said, place.region, vocabulary)
    query = _for_chat(query, judgement, place.region, unit, wide_chat=wide_chat)
    query = _with_what_is_late(_with_defaults(query, reading, today), judgement)
    return _asked_back(query, reading)


def _wordless(text: str, said: str, region: RegionVocabulary | None) -> Query:
    """Take ？ for a call for help; other signs say nothing."""
    intent = Intent.HELP if "?" in said or not said else Intent.UNKNOWN
    if region is None:
        return Query(text, intent)
    return Query(text, intent, region_id=region.region_id, region=region.name)


def _without_region(
    text: str, said: str, vocabulary: Vocabulary, options: tuple[Option, ...], today: date
) -> Query:
    """Ask for the region, unless the message needs none."""
    best: Query | None = None
    for region in vocabulary.regions:
        reading = read(said, region, vocabulary, today)
        query = _query(text, reading, judge(reading, frozenset()), None, today)
        best = best if best and best.intent is not Intent.UNKNOWN else query
    if best is None or (best.intent in _NATIONAL and not (best.intent is Intent.UNKNOWN and best.units)):
        return replace(best, region=None, region_id=None) if best else Query(text, Intent.HELP)
    return replace(
        best,
        intent=Intent.CLARIFY,
        wanted=best.intent,
        options=options,
        region=None,
        region_id=None,
        units=(),
    )


def _query(text: str, reading: Reading, judgement: Judgement, before: Query | None, today: date) -> Query:
    """Put together what the message itself says."""
    row, part = judgement.row, judgement.part
    signs = part.signs()
    positions = [number for number in part.numbers if number.position]
    items = _items(part, counted=before is not None)
    return Query(
        text=text,
        intent=row.intent if row else Intent.UNKNOWN,
        language=language_of(reading.text, reading.unnamed()) or (before.language if before else Language.ZH),
        region_id=reading.region.region_id if reading.region else None,
        region=reading.region.name if reading.region else None,
        units=_units(part) or _kind_asked(reading.text, row),
        everywhere=Sign.WIDE in signs,
        items=items,
        plan=reading.plan.key if reading.plan else None,
        subject=subject_of(part, row),
        domains=tuple(dict.fromkeys(domain.name for domain in part.domains)),
        period=_period(part, row, today),
        roles=_roles(reading.text, signs),
        repeating=next((which for sign, which in _REPEATING if sign in signs), None),
        action=request_of(row, part) if row else None,
        position=positions[0].position if positions and before is not None else None,
        several=bool(positions) and positions[0].several,
        also=judgement.also,
        elsewhere=next((named.elsewhere for named in part.names if named.elsewhere), None),
        statuses=_statuses(row, signs),
        phase=phase_asked(reading.text) if row and row.intent is Intent.PHASE else None,
        plural=bool(_PLURAL.search(reading.text)),
        ranked=Sign.RANK in signs,
        each=Sign.EACH in signs,
        unreported=Sign.UNREPORTED in signs,
        asked=_asked(row, part, signs),
        without=_units(part, left_out=True),
        without_items=tuple(ref for number in part.numbers if part.leaves_out(number) for ref in number.refs),
        possible=Sign.POSSIBLE in signs,
        latest=Sign.LATEST in signs,
        findings=(*reading.findings(), _why(row, reading)),
    )


def _roles(text: str, signs: frozenset[Sign]) -> frozenset[Role]:
    """Say which roles a question names; 不是牵头的 are all others."""
    named = frozenset(role for sign, role in _ROLES.items() if sign in signs)
    return frozenset(Role) - named if named and _NOT_THIS_ROLE.search(text) else named


def _why(row: Row | None, reading: Reading) -> Finding:
    """Say which row of the intent table won."""
    what, rule = (f"intent {row.intent}", row.name) if row else ("intent unknown", "no row of the table fits")
    return Finding((0, len(reading.text)), reading.text, what, rule)


def _units(part: Reading, *, left_out: bool = False) -> tuple[UnitRef, ...]:
    """List the units and groups that are named, or named to be left out, each once."""
    names = (
        named for named in part.names if part.leaves_out(named) is left_out and not part.addresses(named)
    )
    return tuple({named.unit.name: named.unit for named in names if named.unit}.values())


def _kind_asked(text: str, row: Row | None) -> tuple[UnitRef, ...]:
    """Take 哪些乡镇没完成 for a question about the townships alone."""
    match = _KIND.search(text) if row and row.intent in _BY_UNIT else None
    return (UnitRef(f"各{match[1]}"),) if match else ()


def _asked(row: Row | None, part: Reading, signs: frozenset[Sign]) -> Asked | None:
    """Say what a question about progress lists in place of counts."""
    if row is None or row.intent is not Intent.PROGRESS:
        return None
    if Sign.CHATLESS in signs:
        return Asked.CHATLESS
    if Sign.EXTEND in signs:
        return Asked.REQUESTED if Sign.REQUEST in signs else Asked.EXTENDED
    done = not signs.isdisjoint({Sign.FINISHED, Sign.FINISHED_ONES})
    if done and part.periods and signs.isdisjoint(_COUNTING):
        return Asked.NEWLY_DONE
    return None


def _items(part: Reading, *, counted: bool) -> tuple[ItemRef, ...]:
    """List the numbers; 第2个 is an item where no answer came before that it `counted` in."""
    refs = [ref for number in part.numbers if not part.leaves_out(number) for ref in number.refs]
    if not counted:
        refs += [ItemRef(str(number.position)) for number in part.numbers if _is_single(number)]
    return tuple(dict.fromkeys(refs))


def _is_single(number: Numbered) -> bool:
    return (number.position or 0) > 0 and not number.several


def _period(part: Reading, row: Row | None, today: date) -> Period | None:
    """Choose the period: the first one; 到今天为止 limits no question about what is overdue."""
    if row and row.intent is Intent.REPORT:
        return None
    if row and row.intent is Intent.OVERDUE and (late := late_since(part.text, today)):
        return late
    for period in part.periods:
        now = period.end == today and (period.start in (None, today))
        if not (now and row and row.intent in (Intent.OVERDUE, Intent.PROGRESS, Intent.PHASE)):
            return period
    return None


def _statuses(row: Row | None, signs: frozenset[Sign]) -> frozenset[str]:
    """Say which statuses a question names."""
    if row is None or row.intent not in (Intent.PROGRESS, Intent.DUE, Intent.LIST):
        return frozenset()
    if Sign.AHEAD in signs and row.intent is Intent.DUE:
        signs -= {Sign.FINISHED_ONES}  # 年底前完成的 are to be done by then
    if Sign.OVERDUE in signs and not signs.isdisjoint({Sign.EACH, Sign.RATE}):
        return frozenset({"overdue"})
    return frozenset(next((statuses for sign, statuses in _STATUSES if sign in signs), ()))


def _continued(
    query: Query, reading: Reading, judgement: Judgement, before: Query | None, today: date
) -> Query:
    """Fill in what a follow-up leaves open."""
    if before is None or before.intent in (Intent.HELP, Intent.UNKNOWN):
        return query
    signs = reading.signs()
    marked = followup.is_continued(signs, before, reading.text)
    row = judgement.row
    if row is None or row.weak:
        names = reading.names_anything() and Sign.REST not in signs
        if not (marked or names or _names_the_place(reading, before)):
            return query
        query = followup.as_before(query, before, signs)
        marked = True
    query = followup.keep(query, before, signs, today, marked=marked)
    return _of_domain(query, reading)


def _of_domain(query: Query, reading: Reading) -> Query:
    """Let 谁牵头 after a question about a domain ask for its lead unit."""
    about = query.intent is Intent.WHO and query.domains and not (query.items or query.subject)
    if not about or reading.domains or reading.region is None or Role.GUIDE in query.roles:
        return query
    led = any(is_led(name, reading.region) for name in query.domains)
    return replace(query, intent=Intent.DOMAIN) if led else query


def _names_the_place(reading: Reading, before: Query) -> bool:
    """Tell whether a message answers nothing but which region was meant."""
    region = reading.region
    return before.region_id is None and region is not None and reading.text in region.spoken_names


def _of_another_region(query: Query, said: str, region: RegionVocabulary, vocabulary: Vocabulary) -> Query:
    """Notice that a message which names no unit of this region names another region (从化区本月有哪些)."""
    if query.units or query.elsewhere or query.subject or query.items:
        return query
    named = region_named(said, vocabulary)
    return replace(query, elsewhere=named.name) if named is not None and named is not region else query


def _for_chat(
    query: Query, judgement: Judgement, region: RegionVocabulary, unit: str | None, *, wide_chat: bool
) -> Query:
    """Let 我们, and in a unit's chat a question that names no unit, mean the chat's unit."""
    signs = judgement.part.signs()
    own = Sign.OWN in signs and query.intent is not Intent.HELP
    implied = (
        query.intent in _IMPLIED
        and not wide_chat
        and not query.everywhere
        and query.elsewhere is None
        and _OF_ALL.isdisjoint(signs)
    )
    if unit and not query.units and (own or implied):
        found = region.directory.find(unit)
        if isinstance(found, Found):
            ref = UnitRef(found.unit.name, found.unit.id, implied=True)
            return replace(query, units=(ref,), everywhere=False)
    return replace(query, everywhere=not query.units and query.elsewhere is None)


def _with_defaults(query: Query, reading: Reading, today: date) -> Query:
    """Give a summary its week, and what is due without a period the next two weeks."""
    if query.period is not None:
        return query
    if query.intent is Intent.SUMMARY:
        return replace(query, period=_summed_up(reading.text, today))
    if query.intent is Intent.DUE and Sign.NOT_YET in reading.signs():
        return replace(query, period=Period(today, None, rule="not due yet"))
    if query.intent is Intent.DUE and not query.items and not query.subject:
        return replace(query, period=Period(today, today + _SOON, rule="the next 14 days by default"))
    return query


def _with_what_is_late(query: Query, judgement: Judgement) -> Query:
    """Let 逾期的和本月到期的 begin with what is overdue."""
    if query.intent is not Intent.DUE or Sign.LATE_TOO not in judgement.part.signs() or query.period is None:
        return query
    return replace(query, period=replace(query.period, start=None, text="", before=True))


def _summed_up(text: str, today: date) -> Period:
    """Return what a summary is about that names no period: 月通报, 截至目前, or this week."""
    if _SO_FAR.search(text):
        return Period(None, today, rule="all the time so far")
    if _MONTHLY.search(text):
        start, end = month_of(today)
        return Period(start, end, rule="this month by default")
    start, end = week_of(today)
    return Period(start, end, rule="this week by default")


def _asked_back(query: Query, reading: Reading) -> Query:
    """Ask back where a name fits several units, or a bracketed numeral an item and a chapter."""
    if query.intent in (Intent.HELP, Intent.GUIDELINE, Intent.PHASE):
        return query
    options = next((named.options for named in reading.names if named.options), ())
    bracketed = next((number for number in reading.numbers if number.bracketed), None)
    if not options and bracketed and query.intent is not Intent.UNKNOWN:
        options = _chapter_options(bracketed, query)
    if not options:
        return query
    return replace(query, intent=Intent.CLARIFY, wanted=query.intent, options=options)


def _chapter_options(number: Numbered, query: Query) -> tuple[Option, ...]:
    """Offer the item and the chapter that a numeral such as （十二） may mean."""
    label = number.refs[0].label
    chapter = ItemRef(han_numeral(int(label)), ItemKind.CHAPTER).label
    return (
        Option(f"第{label}项", query.region, item=label),
        Option(f"方案项目（{chapter}）", query.region),
    )
