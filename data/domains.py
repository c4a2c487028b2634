"""The 26 pilot domains (试点领域): one canonical name each, the other names, and where a text names them."""

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Domain:
    """A pilot domain; `loose` names mean it only where the word domain or guideline follows."""

    name: str
    aliases: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    english: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DomainMention:
    """A domain that a text names, at [start, end); `name` is the canonical one."""

    start: int
    end: int
    text: str
    name: str


def _domain(name: str, aliases: str = "", loose: str = "", english: str = "") -> Domain:
    """Build a domain from its names."""
    return Domain(
        name, tuple(aliases.split()), tuple(loose.split()), tuple(english.split("|")) if english else ()
    )


DOMAINS: tuple[Domain, ...] = (
    _domain(
        "重大建设项目",
        "重大项目建设",
        "重大项目 建设项目",
        "major construction projects|major construction project",
    ),
    _domain("公共资源交易", "", "公共资源 招投标", "public resources trading|public resource trading"),
    _domain("义务教育", "", "教育", "compulsory education"),
    _domain("户籍管理", "", "户籍 户口", "household registration|hukou"),
    _domain("社会救助", "", "救助 低保", "social assistance|social relief"),
    _domain("养老服务", "", "养老", "elderly care|aged care|old-age care|senior care"),
    _domain("公共法律服务", "", "法律服务", "public legal services|legal services"),
    _domain(
        "财政预决算",
        "财政预算决算 财政预决算公开",
        "财政 预决算 预算决算 预算",
        "fiscal budgets|budget and final accounts|budgets",
    ),
    _domain("就业", "就业创业 就业和创业", "创业", "employment"),
    _domain("社会保险", "", "社保 保险", "social insurance"),
    _domain(
        "城乡规划",
        "国土空间规划",
        "规划",
        "urban and rural planning|territorial spatial planning|spatial planning",
    ),
    _domain(
        "农村集体土地征收",
        "征地补偿 集体土地征收 农村土地征收",
        "征地 土地征收",
        "rural land expropriation|land expropriation|land requisition",
    ),
    _domain(
        "生态环境", "环境保护 生态环境保护", "环保 环境", "environmental protection|ecological environment"
    ),
    _domain(
        "保障性住房",
        "保障房",
        "住房保障 公租房",
        "affordable housing|public housing|government-subsidized housing",
    ),
    _domain(
        "国有土地上房屋征收与补偿",
        "国有土地上房屋征收 国有土地上房屋征收和补偿 国有土地房屋征收 国有土地上房屋征收补偿",
        "房屋征收 房屋征收与补偿 房屋征收补偿",
        "house expropriation|housing expropriation",
    ),
    _domain(
        "农村危房改造", "危房改造", "危房", "rural dilapidated house renovation|dilapidated house renovation"
    ),
    _domain("市政服务", "", "市政", "municipal services"),
    _domain(
        "城市综合执法",
        "城市管理综合执法",
        "综合执法 城管",
        "urban law enforcement|comprehensive urban law enforcement",
    ),
    _domain("涉农补贴", "", "农业补贴 惠农补贴", "agricultural subsidies|farm subsidies"),
    _domain("公共文化服务", "", "文化服务 公共文化 文化", "public cultural services|cultural services"),
    _domain("卫生健康", "医疗卫生", "卫生 医疗 健康", "health care|healthcare|medical care|health"),
    _domain("安全生产", "", "安全", "work safety|production safety|workplace safety"),
    # 东至县 prints 救灾生产; every other list, and the guideline itself, has 救灾.
    _domain("救灾", "救灾生产", "灾害救助", "disaster relief"),
    _domain(
        "食品药品监管",
        "食品药品监督管理 食药监管",
        "食品药品 食药 食品",
        "food and drug regulation|food and drug supervision",
    ),
    _domain("税收管理", "税收征管", "税收 税务", "tax administration|tax management|taxation"),
    _domain("扶贫", "脱贫攻坚", "", "poverty alleviation"),
)

# The name goes on into a unit's, a plan's or another word: 生态环境分局, 扶贫办, 就业局.
_UNIT = r"(?!保护局|分局|局|委员会|委(?!托)|办(?!事|理|法)|厅|部(?!分)|中心|站|监管局|监督)"
_SAYS_DOMAIN = r"(?=领域|方面|板块|(?:的)?(?:政务公开)?(?:标准)?(?:指引|目录))"


def canonical_domain(name: str) -> str | None:
    """Give the canonical name of a domain as a document prints it: 国土空间规划领域 → 城乡规划."""
    text = re.sub(r"\s+", "", name)
    plain = re.sub(r"(?:试点)?领域.*$|基层政务公开.*$", "", text) or text
    return next((domain.name for domain in DOMAINS if plain in (domain.name, *domain.aliases)), None)


def names_of(name: str) -> tuple[str, ...]:
    """Give all names of the domain that `name` means, the canonical one first; only `name` if none is."""
    canonical = canonical_domain(name)
    domain = next((domain for domain in DOMAINS if domain.name == canonical), None)
    return (domain.name, *domain.aliases) if domain else (name,)


def find_domains(text: str) -> tuple[DomainMention, ...]:
    """Find the pilot domains that `text` names, in its order; the longest name wins at each place."""
    found = [
        DomainMention(match.start(), match.end(), match[0], _index()[match[0].lower()])
        for match in _pattern().finditer(text)
    ]
    return tuple(found)


@cache
def _index() -> dict[str, str]:
    """Map every name of a domain to the canonical one."""
    index: dict[str, str] = {}
    for domain in DOMAINS:
        for name in (domain.name, *domain.aliases, *domain.loose, *domain.english):
            index.setdefault(name.lower(), domain.name)
    return index


@cache
def _pattern() -> re.Pattern[str]:
    """Compile all names into one pattern on first use."""
    sure = [name for domain in DOMAINS for name in (domain.name, *domain.aliases)]
    loose = [name for domain in DOMAINS for name in domain.loose]
    english = [name for domain in DOMAINS for name in domain.english]
    parts = [
        rf"(?:{_any(sure)}){_UNIT}",
        rf"(?:{_any(loose)}){_SAYS_DOMAIN}",
        rf"\b(?:{_any(english)})(?! bureau| commission)\b",
    ]
    return re.compile("|".join(parts), re.IGNORECASE)


def _any(names: list[str]) -> str:
    """Join names to alternatives, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
