"""The names of a made county: regions, units, groups, and the words of its plans."""

from collections.abc import Iterator
from itertools import islice


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


REGIONS = _words(
    """
    青山县 白水县 安河县 长岭县 平阳县 临溪县 石桥县 金沙县 永丰县 南塘县 北屏县 东林县
    西陵县 新泉县 古田县 红岩县 黄梅县 兰亭县 松江县 柳河县 竹山县 玉泉县 凤阳县 龙湾县
    鹤岗县 鹿鸣县 云台县 霞浦县 宁远县 泰和县 昌乐县 盛泽县
    """
)

DEPARTMENTS = _words(
    """
    发展改革委 教体局 公安局 民政局 司法局 财政局 人社局 自然资源局 生态环境分局 住建局 交通局
    水利局 农业农村局 林业局 商务局 文旅局 卫生健康委 退役军人局 应急局 审计局 市场监管局
    统计局 医保局 城管局 税务局 数据资源局 信访局 扶贫办 科技局 经信局 招商局 粮食局
    地方金融局 机关事务管理局 档案局 气象局 地震局 供销社 烟草局 邮政管理局
    """
)
"""What a county's departments are called, behind the sign 县."""

OFFICES = _words(
    """
    县政府办公室 县政务公开办 县委办公室 县委宣传部 县委组织部 县委编办 县融媒体中心
    县政务服务中心 县公共资源交易中心 县图书馆
    """
)
FIRST = "云石龙凤金银清白青黄紫红长大小新古南北东西上下高平安永和兴福"
SECOND = "溪桥山河湖塘岭坪田林泉庄店铺坝湾沟岗洲渡"
TOWNSHIPS = 24

TOWNS_GROUP, DEPARTMENTS_GROUP, SOME_GROUP = "各乡镇人民政府", "县政府各部门", "县直有关部门"
GROUPS = (TOWNS_GROUP, DEPARTMENTS_GROUP, SOME_GROUP)

PLANS = _words(
    """
    营商环境 安全生产 基层政务公开 乡村振兴 污染防治 民生实事 放管服改革 数字政府 文明创建
    防汛抗旱 招商引资 项目建设 信用体系 医疗改革 教育振兴 养老服务 就业创业 食品安全 森林防火
    河长制 消费维权 城市更新 粮食安全 国企改革 机关效能
    """
)
VERBS = _words(
    """
    编制 完善 公开 修订 建立 落实 汇总 推进 梳理 发布 更新 开展 检查 组织 上报
    """
)
OBJECTS = _words(
    """
    信息公开目录 政务新媒体管理办法 办事指南 权责清单 行政执法公示制度 重大决策听证制度
    惠民资金发放台账 政府网站专栏 公共服务事项清单 隐患排查清单 应急预案 项目进度台账
    企业服务专员制度 信用承诺制度 河道巡查记录 农村供水工程台账 学校食堂检查表 养老机构备案表
    医保基金检查方案 招标投标公示 财政预决算 村务公开栏 政策解读材料 群众满意度调查 业务培训计划
    考核评价办法 工作总结 垃圾分类宣传方案 危房改造名册 耕地保护责任书 地质灾害点名单
    高标准农田规划 公路养护计划 征地补偿公告 就业援助名单
    """
)
SCOPES = _words(
    """
    面向企业 面向群众 涉农领域 教育领域 医疗领域 住房领域 交通领域 生态领域 民政领域 应急领域
    """
)
HEADINGS = _words(
    """
    健全工作机制 完善制度规范 加强平台建设 强化监督检查 提升服务水平 夯实工作基础 营造良好氛围
    严格考核问效
    """
)
DOMAINS = {"养老服务": "县民政局", "社会救助": "县民政局", "义务教育": "县教体局", "就业": "县人社局"}
CHINESE = "一二三四五六七八九十"


def unit_names(count: int) -> list[str]:
    """Return the names of `count` units of one region: departments, offices, townships, then villages."""
    return list(islice(_all_names(), count))


def _all_names() -> Iterator[str]:
    yield from (f"县{name}" for name in DEPARTMENTS)
    yield from OFFICES
    places = (first + second for second in SECOND for first in FIRST)
    yield from (f"{place}镇人民政府" for place in islice(places, TOWNSHIPS))
    for place in places:
        yield f"{place}村村民委员会"
        yield f"{place}社区居民委员会"
