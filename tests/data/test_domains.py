import pytest

from data.domains import DOMAINS, canonical_domain, find_domains, names_of


def test_there_are_26_domains_and_no_name_means_two():
    names = [
        name for domain in DOMAINS for name in (domain.name, *domain.aliases, *domain.loose, *domain.english)
    ]
    assert len(DOMAINS) == 26
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("重大建设项目领域基层政务公开标准目录", "重大建设项目"),
        ("农村集体土地征收基层政务公开标准目录", "农村集体土地征收"),
        ("征地补偿领域", "农村集体土地征收"),
        ("国土空间规划", "城乡规划"),
        ("环境保护", "生态环境"),
        ("医疗卫生", "卫生健康"),
        ("就业创业", "就业"),
        ("救灾生产领域基层政务公开标准目录", "救灾"),
        ("国有土地上房屋征收", "国有土地上房屋征收与补偿"),
        ("城乡\n规划领域", "城乡规划"),
        ("政务新媒体", None),
        ("", None),
    ],
)
def test_a_printed_domain_has_one_canonical_name(printed, canonical):
    assert canonical_domain(printed) == canonical


def test_all_names_of_a_domain_begin_with_the_canonical_one():
    assert names_of("国土空间规划") == ("城乡规划", "国土空间规划")
    assert names_of("政务新媒体") == ("政务新媒体",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("养老服务领域谁牵头", ["养老服务"]),
        ("养老领域谁牵头", ["养老服务"]),
        ("社会救助和养老服务的指引文件叫什么名字", ["社会救助", "养老服务"]),
        ("社会救助、养老服务", ["社会救助", "养老服务"]),
        ("国土空间规划、征地补偿", ["城乡规划", "农村集体土地征收"]),
        ("就业创业、社会保险", ["就业", "社会保险"]),
        ("安全生产、救灾", ["安全生产", "救灾"]),
        (
            "国有土地上房屋征收、保障性住房、农村危房改造、城市综合执法、市政服务",
            ["国有土地上房屋征收与补偿", "保障性住房", "农村危房改造", "城市综合执法", "市政服务"],
        ),
        ("环境保护领域的目录归哪个部门指导", ["生态环境"]),
        ("户籍管理 domain 的 lead unit 是谁", ["户籍管理"]),
        ("where is the guideline for 税收管理？", ["税收管理"]),
        ("guideline for compulsory education", ["义务教育"]),
        ("教育领域谁牵头", ["义务教育"]),
        ("扶贫领域的标准指引", ["扶贫"]),
        ("县生态环境分局有哪些任务", []),
        ("扶贫办有哪些任务", []),
        ("县卫生健康委员会的任务", []),
        ("教育局有什么任务", []),
        ("财政局本月", []),
        ("Education Bureau", []),
        ("县住建局负责哪些领域", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_text_names_these_domains(text, expected):
    mentions = find_domains(text)
    assert [mention.name for mention in mentions] == expected
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
