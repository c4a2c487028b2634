"""Names under which documents print the same pilot domain, the usual one first."""

SAME: tuple[tuple[str, ...], ...] = (
    ("城乡规划", "国土空间规划"),
    ("农村集体土地征收", "征地补偿"),
    ("生态环境", "环境保护"),
    ("卫生健康", "医疗卫生"),
    ("就业", "就业创业"),
    ("国有土地上房屋征收与补偿", "国有土地上房屋征收"),
    ("保障性住房", "住房保障"),
    ("城市综合执法", "城市管理综合执法"),
    ("救灾", "救灾生产"),
    ("食品药品监管", "食品药品监督管理"),
    ("公共资源交易", "公共资源配置"),
    ("财政预决算", "预决算"),
    ("税收管理", "税收"),
)


def names_for(name: str) -> tuple[str, ...]:
    """Return every name of the domain that is called `name`, `name` first."""
    same = next((names for names in SAME if name in names), ())
    return tuple(dict.fromkeys((name, *same)))
