"""Which kind of unit a name is, by the words it ends with."""

import re
from functools import cache, lru_cache

from data.units.groups import is_group as is_group
from data.units.spelling import HAN, tidy
from data.units.values import UnitKind

# Words that end like a unit and are none.
_NO_UNIT = re.compile(
    r"(?![省市州盟县区旗].{3}).*(?:督办|承办|主办|协办|催办|交办|经办|举办|(?<!公)开办|代办|补办|领办|快办|帮办|转办"
    r"|批办|待办|来办|在办|兴办|通办|查办|合办|联办|停办|筹办|新办|怎么办|自办|好办)|"
    r"(?:.*(?:布局|格局|结局|大局|全局|当局|僵局|场所|厕所|网站|网点|平台|后台|前台|窗口|专区|小区|试点|大厅"
    r"|常委|政委|原委|党委|支委|编委"
    r"|干部|内部|外部|全部|本部|局部|一部|东部|西部|南部|北部|中部"
    r"|其中|之中|集中|听证会|座谈会|常务会|推进会|新闻发布会|协调会|例会|会议|议事会|机制|制度|目录|标准|清单"
    r"|城镇|乡镇|集镇|小镇|古镇|重点镇|建制镇|城乡|家乡|返乡|下乡|大街|上街|步行街"
    r"|农村|乡村|行政村|自然村|贫困村|示范村|城中村"
    r"|军队|集体|城市|超市|上市|门市|集市|股市|县市|市县|县区|区县|市区|城区|山区|地区|辖区|灾区|片区"
    r"|库区|牧区|林区|矿区|厂区|校区|院区|郊区|老区|学区|战区|省区|街区|苏区|贫困地区|试点地区"
    r"|贫困县|试点县|示范县|各自|领导小组)"
    r"|[全各本我该省外每此](?:省|市|县|区|州|旗|镇|乡|村|局|委|办|街道|院|校|馆|站|所|部))"
)
# Ends of names that are no names by themselves.
_PARTS = re.compile(
    "人民政府|办公室|分局|支局|管委会|委员会|(?:村|居)?民委员会|管理局|管理委员会|(?:服务)?中心|办事处"
    "|会?保障局|员会|公室|理局|事处|委会|社区|街道|新村|党委|县级市|总局|大队|支队|公司|学校|医院|党组|[局委办]"
)

_MINISTRIES = (
    "外交|国防|教育|科技|科学技术|工业和信息化|工信|公安|国家安全|安全|民政|司法|财政|人力资源社会保障"
    "|人力资源和社会保障|人社|自然资源|生态环境|环境保护|环保|住房城乡建设|住房和城乡建设|住建|交通运输|交通"
    "|水利|农业农村|农业|商务|文化和旅游|文旅|文化|退役军人|退役军人事务|应急|应急管理|国土资源|铁道|卫生"
)
# The offices (办) that do a department's work; every other 办 is an office.
_WORKING_OFFICES = (
    "扶贫|扶贫开发|移民|金融|金融工作|信访|外事|外侨|侨务|外|侨|法制|人防|国资|招商|粮食|农|农业|经信|经贸|旅游|民宗|民族宗教"
    "|地震|征收|房屋征收|房管|住房保障|城建|医保|老龄|物价|打私|城管|民防|库区移民|水库移民|乡村振兴|数据|大数据|重点项目|口岸"
)

# In order: the first pattern that fits the whole name says the kind.
_RULES: tuple[tuple[UnitKind, str], ...] = (
    (UnitKind.DEPARTMENT, r"(?:国家)?税务总局.+税务(?:分)?局|.+监督管理委员会|国家.+(?:分局|支局)"),
    (UnitKind.INSTITUTION, r".+(?:支行|分行|(?<!人民)银行|分公司|公司|调查队)"),
    (
        UnitKind.SUPERIOR,
        r"(?:国务院|国家|中央|中共中央|中国|全国|最高人民|省(?!级|直)|自治区|[\u4e00-\u9fff]{2,3}(?:省|自治区))"
        r".*(?:[部委局厅署会院行社室联]|办公厅|党校|政府|办|组织|军|军委|国务院)|国务院|党中央|中共中央|中科院|社科院"
        rf"|(?:{_MINISTRIES})部|.+(?:总局|总署)|审计署|.{{2,}}厅|人民银行|证监会|银保监会|银监会|保监会|国管局"
        r"|共青团中央|.+中央|.*(?:省人民政府|省政府)",
    ),
    (
        UnitKind.VILLAGE,
        r".{2,}(?:村|社区|嘎查)(?:村民|居民|民)?(?:委员会|委会|党支部|党总支)?|.{2,}(?:居委会|村委会|居民委员会)",
    ),
    (
        UnitKind.TOWNSHIP,
        r".{2,}(?:镇|乡|街道|苏木)(?:人民政府|政府|党委|党工委|办事处|办|人大)?"
        r"|.{2,}街(?:办|办事处)?|.{2,}(?:农场|种畜场|垦殖场)|(?![市县区州]).{2,}办事处",
    ),
    (
        UnitKind.PARTY,
        r".*(?:组织|组织人事|宣传|统战|统一战线工作|党群工作|党群|武装|人民武装|人武|社会工作)部"
        r"|.*(?:政法委(?:员会)?|党校|纪委|监委|纪委监委|纪律检查委员会|纪工委|监察委员会|纪检监察组|巡察办|巡察机构|编办|编委办"
        r"|机构编制委员会办公室|网信办|文明办|台办|党史办|党史研究室|党史和地方志研究室|档案史志办"
        r"|团[市县区州]?委|共青团.*委(?:员会)?|妇联|妇女联合会|总工会|工会|工商联|科协|科学技术协会|文联|残联"
        r"|残疾人联合会|侨联|社科联|红十字会|机关工委|直属机关工委|老干部局|目标办|人大(?:常委会)?(?:办公室|办|.*委)?"
        r"|人大常委会|政协(?:办公室|办|委员会|.*委)?|法院|人民法院|检察院|人民检察院|党工委|工委|工委办|党委办(?:公室)?)"
        r"|.*[市县区州旗盟]委(?:员会)?(?:办|办公室)?",
    ),
    (
        UnitKind.ZONE,
        r".*(?:管委会|(?<!城)管委)|.{2,}(?:园|区|景区|水库|湖|山)管理委员会"
        r"|.{2,}(?:经开区|开发区|高新区|工业园区?|产业园区?|园区|新区|示范区|试验区|保税区|度假区|风景区|景区|功能区|集聚区|集中区)",
    ),
    (
        UnitKind.COUNTY,
        r".*[县市区旗州盟](?:人民政府|政府)|.{2,}[县旗市区]|.{2,}自治州|.{1,}州|.{2,}地区行署|试点城市政府",
    ),
    (
        UnitKind.DEPARTMENT,
        rf"[市县区州旗盟]?(?:.*[市县区州旗盟](?:政府)?)?(?:{_WORKING_OFFICES})(?:办|办公室)",
    ),
    (UnitKind.OFFICE, r".+(?:办|办公室|研究室|督查室|指挥部|秘书科|工作部办公室)|党政综合部|综合部"),
    (
        UnitKind.INSTITUTION,
        r".+(?:中心|馆|站|所|院|校|学校|小学|中学|[一二三四五六七八九十]中|大学|学院|幼儿园|医院|社|集团|队|台|报社|协会|学会|商会|联合会"
        r"|基地|联社|服务处|管理处|事务处|园林处|市政处|海事处|招商处|工程处|库|影剧院|大厅|总社|公园|林场|水厂|电厂|厂)",
    ),
    (UnitKind.DEPARTMENT, r".+(?:局|委|委员会|署|部|工委)"),
)
_LEVELS = {"省": 4, "市": 3, "州": 3, "盟": 3, "县": 2, "区": 2, "旗": 2}


@cache
def _rules() -> tuple[tuple[UnitKind, re.Pattern[str]], ...]:
    """Compile the table on first use."""
    return tuple((kind, re.compile(pattern)) for kind, pattern in _RULES)


@lru_cache(maxsize=4096)
def kind_of(name: str, prefix: str | None = None) -> UnitKind | None:
    """Say which kind of unit `name` is; None if it does not look like one unit.

    With the region's `prefix` (县, 区, 州 …) a unit of a level above is `superior`.
    """
    text = _core(tidy(name))
    if not _could_be_unit(text) or is_group(text):
        return None
    kind = next((kind for kind, pattern in _rules() if pattern.fullmatch(text)), None)
    return UnitKind.SUPERIOR if kind and prefix and _above(text, prefix) else kind


def is_unit(name: str) -> bool:
    """Tell whether `name` looks like the name of one unit."""
    return kind_of(name) is not None


def _core(text: str) -> str:
    """Take the bracket at the end of a name away: 区工管办（行政服务中心）."""
    head, bracket, _ = text.partition("（")
    return head if bracket and text.endswith("）") and head else text


def _could_be_unit(text: str) -> bool:
    """Refuse what is no name at all: one character, a sentence, a word that only ends like a unit."""
    if not 2 <= len(text) <= 40 or re.search(r"[，,；;。：:？?！、\d]|^[各所有相和与及的（）]", text):
        return False
    return not (_PARTS.fullmatch(text) or _NO_UNIT.fullmatch(text))


def _above(text: str, prefix: str) -> bool:
    """Tell whether the level that `text` begins with is above the region's."""
    return _LEVELS.get(_level_of(text), 0) > _LEVELS.get(prefix[-1:], 9)


def _level_of(text: str) -> str:
    """Give the sign of the level that a name begins with: 市 of 市财政局 and of 池州市财政局."""
    if text[0] in _LEVELS:
        return (
            "" if text.startswith(("市场", "市政服", "市政管", "市政园", "市容", "区域", "州际")) else text[0]
        )
    match = re.match(f"{HAN}{{2,3}}?([省市州盟])(?!场|政|容)", text)
    return match[1] if match else ""
