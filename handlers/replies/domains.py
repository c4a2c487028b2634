"""Which unit leads a pilot domain, and where its guideline stands; pure."""

from datetime import date

from data.wording.language import pick
from handlers.answers.values import Answer, DomainAnswer, GuidelineAnswer
from handlers.message import Reply
from handlers.replies.pages import paginate
from handlers.replies.phrases import listed, say_slips, say_subject
from handlers.understanding.query import Language

DOMAINS_A_PAGE = 30  # a line each


def word_domains(answer: Answer, today: date) -> Reply:
    """Word the lead units of domains, or the domains that a unit leads."""
    language = answer.query.language
    if answer.units and not answer.query.domains:
        return _word_led(answer)
    entries = [_say_domain(domain, language) for domain in answer.domains]
    pages = paginate(say_slips(answer) if entries else [], entries, [], language, page=DOMAINS_A_PAGE)
    return Reply(pages.first, (), pages.more, answer)


def _word_led(answer: Answer) -> Reply:
    language, who = answer.query.language, say_subject(answer)
    count = len(answer.domains)
    if not count:
        head = pick(language, f"{who}没有牵头的试点领域。", f"{who} leads no pilot domain.")
        return Reply("\n".join([head, *say_slips(answer)]), answer=answer)
    head = pick(language, f"{who}牵头{count}个领域：", f"{who} leads {count} domains: ")
    names = listed((domain.name for domain in answer.domains), language)
    return Reply("\n".join([head + names, *say_slips(answer)]), answer=answer)


def _say_domain(domain: DomainAnswer, language: Language) -> str:
    if not domain.lead_units:
        return pick(
            language,
            f"{domain.name}领域：本地区的文件没有写明牵头单位",
            f"{domain.name}: no lead unit is named in this region's documents",
        )
    units = listed(domain.lead_units, language)
    return pick(language, f"{domain.name}领域由{units}牵头", f"{domain.name}: led by {units}")


def word_guidelines(answer: Answer, today: date) -> Reply:
    """Word the guidelines of domains: title, issuer and link; one that several domains share comes once."""
    language = answer.query.language
    shared: dict[GuidelineAnswer | None, list[str]] = {}
    for domain in answer.domains:
        shared.setdefault(domain.guideline, []).append(domain.name)
    entries = [_say_guideline(names, guideline, language) for guideline, names in shared.items()]
    pages = paginate([], entries, [], language)
    return Reply(pages.first, (), pages.more, answer)


def _say_guideline(names: list[str], guideline: GuidelineAnswer | None, language: Language) -> str:
    domains = listed(names, language)
    if guideline is None:
        return pick(
            language,
            f"{domains}领域的标准指引还没有登记。",
            f"{domains}: no guideline is registered.",
        )
    lines = [pick(language, f"{domains}领域的标准指引：{guideline.title}", f"{domains}: {guideline.title}")]
    if guideline.issuer:
        lines.append(pick(language, f"   印发机关：{guideline.issuer}", f"   Issued by {guideline.issuer}"))
    lines.append(f"   {guideline.url}" if guideline.url else pick(language, "   链接未登记", "   no link"))
    return "\n".join(lines)
