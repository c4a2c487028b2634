"""Which region a document is of: as its title prints it, else by its issuer, its prose or its units."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from data.importers.grid import squeeze

_LEVEL = (
    "自治区|自治州|自治县|自治旗|特别行政区|经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|高新区|经开区"
    "|开发区|示范区|保税区|工业园区|管理区|新区|新城|园区|林区|矿区|省|市|地区|盟|州|县|旗|区|街道|镇|乡"
)
_NAMED = re.compile(rf"[\u4e00-\u9fff]{{2,6}}?(?:{_LEVEL})|[\u4e00-\u9fff]县(?=人民政府|政府|[^级直])")
_ISSUER = re.compile(rf"[\u4e00-\u9fff]{{2,16}}?(?:{_LEVEL})(?:人民政府|政府|党委|委员会|管委会|委)")
_SIGNATURE = re.compile(
    r"[\u4e00-\u9fff]{4,18}(?:局|办公室|委员会|委|院|中心|总队|支队|大队|小组|指挥部|工会|妇联)"
)
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2,18}?(?:股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|总公司|大学|学院|学校|医院|集团|研究院|研究所)"
)
_IN_PROSE = re.compile(
    r"(?:^|[、，。；（《“\s]|经|由)(?:中共)?([\u4e00-\u9fff]{2,4}?(?:市|县|区|州|旗))(?=委[、，办]|人民政府|政府办)"
)
_STATE = re.compile(r"(?:国务院|中共中央|全国人大|国家)")
UNKNOWN = "未知地区"
"""The region of a document that names none; nothing should be stored under it."""

_LEVELS = {level: f"某{level}" for level in "省市盟县区旗镇乡"} | {"州": "州"}
"""What a region without a name is called; the 州 plan shows that 州 stands alone."""
# Words that only end like a region: 试点地区, 各区, 文明城市; a real 凤城市 has one character before 城.
_NO_NAME = re.compile(
    r"^(?:各|全|本|我|该|有关|相关|试点|示范|贫困|一)|工作|建设|加强|推进|落实|任务|做好|开展|实施|完善|重点|全面|深化|优化|进一步"
    r"|提升|促进|深入|加快|政务|公开|基层|印发|关于|年度|改革|发展|(?:城乡|乡镇|社|小|校|灾|地|片|街|辖|超|门|夜|股|楼|菜)[镇乡区市]$"
    r"|^(?:委|人民|政府|办)|^城[镇区市]|.{2}城[镇区市]$|^[主老小新建]城[镇区]$"
)
Doubts = list[tuple[str, str]]


def find_region(
    titles: Sequence[str], lines: Sequence[str], units: Callable[[], Sequence[str]]
) -> tuple[str, Doubts]:
    """Find the region in the titles or with the issuer; else infer it, and say from what."""
    for text in filter(None, titles):
        if found := region_in(text):
            return found, []
    for line in lines:
        words = squeeze(line)
        if len(words) < 40 and (issuer := _ISSUER.match(words)) and (found := region_in(issuer[0])):
            return found, []
    for line in lines:
        words = squeeze(line)
        if _SIGNATURE.fullmatch(words) and (found := region_in(words)):
            return found, []
    for text in filter(None, titles):
        if _STATE.match(text):
            return "全国", [(text, "发文机关是中央机关，地区按“全国”处理；如有误请用 --region 指明")]
    return _organisation(titles) or _region_of_prose(lines) or _region_of_units(units())


def _organisation(titles: Sequence[str]) -> tuple[str, Doubts] | None:
    """Take a university, hospital or company that opens the title as the region of its own plan."""
    for text in filter(None, titles):
        words = re.sub(r"^(?:中共|关于|印发|[（《“]|20\d\d年度?)+", "", squeeze(text))
        if (found := _ORGANISATION.match(words)) and not _NO_NAME.search(found[0]):
            why = f"文件没有印地区名称，按制定单位记为“{found[0]}”；如有误请用 --region 指明"
            return found[0], [(found[0], why)]
    return None


def region_in(text: str) -> str | None:
    """Read the region that opens `text`: 东至县…; of a chain (永州市冷水滩区…) the last one."""
    words = re.sub(r"^(?:中共|共青团|关于|印发|[（《“]|20\d\d年度?)+", "", squeeze(text))
    found, place = None, 0
    while (match := _NAMED.match(words, place)) and not _NO_NAME.search(match[0]):
        found, place = match[0], match.end()
    return found


def _region_of_prose(lines: Sequence[str]) -> tuple[str, Doubts] | None:
    """Infer the region from the government that the text names most often."""
    named = Counter(
        found for line in lines for found in _IN_PROSE.findall(line) if not _NO_NAME.search(found)
    )
    if not named:
        return None
    region = named.most_common(1)[0][0]
    return region, [(region, f"标题没有印地区名称，按正文推定为“{region}”；如有误请用 --region 指明")]


def _region_of_units(units: Iterable[str]) -> tuple[str, Doubts]:
    """Infer the region's level from the first character that most units share: 州发展改革委, 区政府."""
    heads = Counter(unit[0] for unit in units if unit and unit[0] in _LEVELS)
    if not heads:
        return UNKNOWN, [("", "文件没有印地区名称，也无法推断，请用 --region 指明")]
    level = heads.most_common(1)[0][0]
    name = _LEVELS[level]
    why = f"文件没有印地区名称，责任单位多以“{level}”开头，地区暂记为“{name}”；请用 --region 指明"
    return name, [(level, why)]
