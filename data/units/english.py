"""The English names of common departments: Housing Bureau, county finance bureau."""

import re
from functools import cache

# A department's usual short word → what its English names begin with.
_NAMES: dict[str, str] = {
    "住建": "housing|housing and construction|housing and urban-rural development|construction"
    "|housing and urban rural development|urban-rural development|housing & construction",
    "发改": "development and reform|ndrc|development & reform|reform and development",
    "财政": "finance|financial|fiscal",
    "财金": "finance|fiscal and financial|finance and banking",
    "人社": "human resources|human resources and social security|social security|labor|labour|hr"
    "|human resources & social security",
    "教体": "education|education and sports|sports|education & sports",
    "教育": "education",
    "科技": "science and technology|science|technology",
    "工信": "industry and information technology|industry|industry and it",
    "经信": "economy and information technology|economic and information",
    "公安": "public security|police|security",
    "民政": "civil affairs",
    "司法": "justice|judicial|legal affairs",
    "审计": "audit|auditing",
    "统计": "statistics|statistical",
    "税务": "tax|taxation|revenue",
    "气象": "meteorological|weather|meteorology",
    "商务": "commerce|commercial",
    "信访": "petition|petitions|complaints|letters and calls|petition letters|letters and visits",
    "林业": "forestry",
    "水利": "water|water resources|water conservancy",
    "水务": "water|water affairs",
    "农业农村": "agriculture|agricultural|agriculture and rural affairs|rural affairs",
    "交通": "transport|transportation|traffic",
    "医保": "medical insurance|healthcare security|medical security|health insurance|healthcare insurance",
    "退役军人": "veterans|veterans affairs|veterans' affairs",
    "应急": "emergency|emergency management",
    "安监": "work safety|safety|safety supervision|work safety supervision",
    "市场监管": "market regulation|market supervision|market|market supervision and management"
    "|market regulatory",
    "生态环境": "environment|ecology and environment|environmental|environmental protection"
    "|ecological environment|ecology",
    "自然资源": "natural resources|natural resources and planning|land|land and resources|planning"
    "|planning and natural resources|planning and resources",
    "文旅": "culture|culture and tourism|tourism|cultural|culture & tourism",
    "文广旅": "culture|culture and tourism|tourism",
    "文广旅体": "culture|culture and tourism|tourism|culture, tourism and sports",
    "卫健": "health",
    "城管": "urban management|city management|chengguan|urban administration|city administration",
    "公管": "public resources|public resources trading|public resource trading|public procurement",
    "数据资源": "data|data resources|data resources management|big data|data management",
    "大数据": "big data|data",
    "政务服务": "government services|government service|administrative services|public services"
    "|government affairs",
    "扶贫": "poverty alleviation|poverty relief|poverty",
    "乡村振兴": "rural revitalization|rural revitalisation|rural vitalization",
    "经发": "economic development",
    "社发": "social development",
    "城环": "urban environment|urban management and environment",
    "招商": "investment promotion|investment",
    "国资": "state-owned assets|sasac",
    "金融": "financial affairs|financial work|financial regulation",
    "民宗": "ethnic and religious affairs|religious affairs",
    "机关事务": "government offices administration|logistics",
    "粮食": "grain|grain and reserves",
    "档案": "archives",
    "人防": "civil air defence|civil air defense|civil defense",
}
_OFFICES: dict[str, str] = {
    "融媒体中心": "media center|media centre|convergence media center|integrated media center",
    "政务信息中心": "government information center|information center|information centre",
    "公共资源交易中心": "public resources trading center|public resource trading centre",
    "档案馆": "archives",
    "政府办公室": "government office|general office|government general office",
    "政务公开办": "government affairs disclosure office|openness office|disclosure office"
    "|open government office|transparency office",
    "组织部": "organization department|organisation department",
    "宣传部": "publicity department|propaganda department",
    "党校": "party school",
}
_KINDS = r"(?:bureau|department|office|commission|committee|administration|authority|agency|center|centre)"
_LEVEL = r"(?:(?:the|our|county|district|city|municipal|prefecture|prefectural|local)(?:'s)?\s+)*"


def english_names(stem: str) -> tuple[str, ...]:
    """Give the English words for a department's Chinese word: 住建 → housing, housing and construction …."""
    return tuple(name for name in _NAMES.get(stem, "").split("|") if name)


def english_office(bare: str) -> tuple[str, ...]:
    """Give the whole English names of an office that is no department: 政府办公室 → government office."""
    return tuple(name for end, names in _OFFICES.items() if bare.endswith(end) for name in names.split("|"))


@cache
def english_unit() -> re.Pattern[str]:
    """Compile what an English unit name looks like: [county] words + Bureau, or Bureau of words."""
    word = r"[a-z][a-z'-]*,?"
    return re.compile(
        rf"\b(?P<level>{_LEVEL})(?:(?P<kind>{_KINDS})\s+(?:of|for)\s+(?:the\s+)?(?P<of>{word}(?:\s+(?:and\s+|&\s+)?{word}){{0,5}})"
        rf"|(?P<words>{word}(?:\s+(?:&|{word})){{0,6}}?)\s+(?P<last>{_KINDS}|school))(?:'s|s)?\b",
        re.IGNORECASE,
    )
