"""The words that departments are named with: which of them mean the same department."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Family:
    """One department's words: `forms` mean the same, `loose` are former names or name a part of it."""

    forms: tuple[str, ...]
    loose: tuple[str, ...] = ()


def _family(forms: str, loose: str = "") -> Family:
    """Build a family from its words, the shortest usual one first."""
    return Family(tuple(forms.split()), tuple(loose.split()))


FAMILIES: tuple[Family, ...] = (
    _family("住建 住房和城乡建设 住房城乡建设 住房与城乡建设 住房和建设 住房建设", "城乡建设 建设 城建 住房"),
    _family("发改 发展改革 发展和改革 发展与改革", "发展计划 发改统计 计划"),
    _family("财政"),
    _family("财金 财政金融"),
    _family(
        "人社 人力资源和社会保障 人力资源社会保障 人力资源与社会保障 人保",
        "人力资源 劳动保障 劳动和社会保障 社保 社会保障 人事 劳动",
    ),
    _family("教体 教育体育 教育和体育 教育与体育", "教育 体育"),
    _family("教育", "教体 教育体育 教育和体育"),
    _family("教科体 教育科技体育 教育科技和体育 教科 教育科技 教育和科技", "教育 科技 体育 教体"),
    _family("体育"),
    _family("科技 科学技术", "科技创新"),
    _family("科工信 科技和工业信息化 科技工业信息化 科技工业和信息化 科技和工业信息", "科技 工信 经信"),
    _family("工信 工业和信息化 工业信息化 工业与信息化", "经信 经济和信息化"),
    _family("经信 经济和信息化 经济信息化 经济与信息化", "工信 工业和信息化"),
    _family("科经 科技经济信息化 科技和经济信息化", "科技 经信"),
    _family("经贸 经济贸易 经济和贸易"),
    _family("公安"),
    _family("民政"),
    _family("司法"),
    _family("审计"),
    _family("统计"),
    _family("税务", "国税 地税 国家税务 地方税务"),
    _family("气象"),
    _family("商务", "商务和粮食 商业"),
    _family("信访 信访工作"),
    _family("林业", "林业和草原 林草"),
    _family("林草 林业和草原 林业草原", "林业"),
    _family("林业园林 林业和园林 园林 园林绿化", "林业"),
    _family("水利", "水务"),
    _family("水务", "水利"),
    _family("农业农村 农业和农村 农村农业", "农业 农村"),
    _family("农水 农业农村和水利 农业农村水利 农业农村和水务 农林水", "农业农村 水利 水务 农业"),
    _family("畜牧 畜牧水产 畜牧兽医"),
    _family("农机 农业机械"),
    _family("交通 交通运输"),
    _family("公路 公路管理"),
    _family("医保 医疗保障"),
    _family("退役军人 退役军人事务 退役", "退役军人服务"),
    _family("应急 应急管理", "安监 安全生产监督管理 安全监管"),
    _family("安监 安全生产监督管理 安全监管 安全监督管理 安全生产监管", "应急 应急管理 安全"),
    _family("市场监管 市场监督管理 市监 市场 市场监督 市场管理", "工商 食药监 质监 食品药品监管 工商质监"),
    _family("生态环境", "环保 环境保护 环境"),
    _family(
        "自然资源和规划 自然资源规划 自然资源 自然资源与规划 规划资源 规划和自然资源 "
        "规划与自然资源 自规 资规 规自",
        "国土资源 国土 规划 国土资源和规划 城乡规划 国土规划",
    ),
    _family(
        "文旅 文化和旅游 文化旅游 文化与旅游",
        "文化 旅游 文广 文化广电 文体旅 文旅体 文化旅游体育 文化广电旅游体育 文化体育和旅游 "
        "文广旅 文化广电旅游",
    ),
    _family(
        "文广旅 文化广电旅游 文化广电和旅游 文化广电与旅游 文旅 文化和旅游 文化旅游",
        "文化 旅游 文广 文化广电",
    ),
    _family(
        "文广旅体 文化广电旅游体育 文化广电体育旅游 文化体育和旅游 文体旅 文旅体 文化旅游体育 文化旅游和体育",
        "文旅 文化和旅游 文化旅游 文化 旅游 体育 文广 文体",
    ),
    _family("文体 文化体育 文化和体育", "文化 体育"),
    _family("文物"),
    _family("广电 广播电视"),
    _family("卫健 卫生健康 卫生和健康", "卫计 卫生 卫生和计划生育 卫生计生"),
    _family(
        "城管 城市管理 城市管理综合执法 城市管理和综合执法 城市管理行政执法 城市管理和行政执法 城管执法 "
        "城市综合管理 城市管理执法 城市综合执法",
        "综合执法 行政执法 综合行政执法",
    ),
    _family("综合执法 综合行政执法 行政执法", "城管 城市管理"),
    _family(
        "公管 公共资源交易监督管理 公共资源交易管理 公共资源交易 公共资源交易监管 公共资源管理 公共资源监管",
        "公共资源 招投标 招标",
    ),
    _family("数据资源 数据资源管理 数据 数据管理 数管", "大数据 大数据管理"),
    _family("大数据 大数据管理 大数据发展 大数据发展管理 大数据局", "数据 数据资源 数据资源管理"),
    _family("政务服务 政务服务管理 政务", "行政审批 行政审批服务 政务服务数据管理 政务服务和数据管理"),
    _family(
        "政数 政务服务数据管理 政务服务和数据管理 政务数据 政务服务和大数据管理 政务服务和大数据发展",
        "政务服务 数据 大数据 行政审批",
    ),
    _family("行政审批 行政审批服务 审批服务 审批", "政务服务"),
    _family("扶贫 扶贫开发 扶贫工作", "乡村振兴"),
    _family("乡村振兴", "扶贫 扶贫开发"),
    _family("经发 经济发展", "经济"),
    _family("社发 社会发展", "社会事业 社会事务"),
    _family("社会事务 社事 社会事业"),
    _family("城环 城市环境 城市管理环保 城管环保 城市管理和环境保护 城市管理环境保护", "环卫"),
    _family("组社 组织社会 组织和社会保障 组织社保"),
    _family("规建 规划建设 规划和建设", "建设 规划"),
    _family("建环 建设环保 建设和环境保护"),
    _family("招商 招商引资 投资促进 投促 招商服务 招商合作"),
    _family("国资 国有资产监督管理 国有资产管理 国有资产监管"),
    _family("金融 金融工作 金融监管 地方金融监督管理 地方金融监管 金融服务 金融监督管理"),
    _family("民宗 民族宗教 民族宗教事务 民族和宗教事务 民宗事务", "民族 宗教"),
    _family("粮食 粮食和物资储备 粮储 粮食物资储备 粮食和储备"),
    _family("机关事务 机关事务管理 机关事务服务 机关事务管理服务", "事务管理"),
    _family("房管 房产管理 房产 住房保障 住房保障和房产管理 房屋管理 国土房管"),
    _family("移民 水库移民 库区移民 移民管理 移民开发 库区移民管理 移民工作"),
    _family("征收 房屋征收 征收管理 征迁 拆迁"),
    _family("人防 人民防空 民防"),
    _family("外事 外事侨务 外侨 外"),
    _family("侨务 侨"),
    _family("烟草 烟草专卖"),
    _family("邮政 邮政管理"),
    _family("知识产权"),
    _family("药监 药品监督管理 药品监管"),
    _family("医改"),
    _family("档案"),
    _family("地震 防震减灾"),
    _family("海洋 海洋发展 海洋与渔业 海洋和渔业", "渔业"),
    _family("公务员"),
    _family("老干部"),
    _family("口岸"),
    _family("供销 供销合作"),
    _family("法制"),
    _family("物价"),
    _family("工商 工商行政管理", "市场监管"),
    _family("质监 质量技术监督", "市场监管"),
    _family("食药监 食品药品监督管理 食品药品监管", "市场监管"),
    _family("营商环境 营商环境建设 营商"),
    _family("国土 国土资源", "自然资源"),
    _family("规划 城乡规划", "自然资源和规划"),
    _family("环保 环境保护", "生态环境"),
    _family("卫计 卫生和计划生育 卫生计生", "卫生健康 卫健"),
    _family("旅游 旅游发展", "文旅"),
    _family("国家安全 国安"),
    _family("水文"),
    _family("盐务"),
)


@cache
def families_of(stem: str) -> tuple[Family, ...]:
    """Find the families that have `stem` among their own forms."""
    return _table().get(stem, ())


@cache
def is_stem(stem: str) -> bool:
    """Tell whether `stem` is a department's word, so that it is no slip for another."""
    return stem in _table() or any(stem in family.loose for family in FAMILIES)


@cache
def _table() -> dict[str, tuple[Family, ...]]:
    """Index the families by their forms on first use."""
    table: dict[str, tuple[Family, ...]] = {}
    for family in FAMILIES:
        for form in family.forms:
            table[form] = (*table.get(form, ()), family)
    return table
