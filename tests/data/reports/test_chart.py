"""The picture of a summary: what stands where, and that it is painted."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image
from summaries import summary_of, unit_row, unit_rows, weeks_to

from data.reports.chart import draw_summary, lay_out, title_of
from data.reports.figures import Scope, Summary
from data.reports.glyphs import Glyphs
from data.reports.pictures.shapes import Align, Block, Colour, Hatch, Lamp, LampKind, Layout, Text
from data.reports.shares import share

GLYPHS = Glyphs(places=())
LONG = "恩施土家族苗族自治州人力资源和社会保障局（州公务员局）"
LONGER = "州住房和城乡建设局城市管理综合执法监督支队直属大队行政审批科驻经济技术开发区办事处"


def layout_of(summary: Summary, title: str = "东至县督办周报") -> Layout:
    return lay_out(summary, title, GLYPHS)


def words_of(summary: Summary) -> list[str]:
    return [text.text for text in layout_of(summary).texts()]


def span_of(text: Text) -> tuple[float, float]:
    width = GLYPHS.width(text.text, text.size)
    left = text.x - {Align.LEFT: 0, Align.MIDDLE: width / 2, Align.RIGHT: width}[text.align]
    return left, left + width


MANY = {
    "3 units": summary_of(unit_rows(3, late=1)),
    "20 units": summary_of(unit_rows(20, late=6)),
    "80 units": summary_of(unit_rows(80, late=40)),
    "all done": summary_of([unit_row("县财政局", done=9), unit_row("县民政局", done=2)]),
    "nothing done": summary_of([unit_row(f"县{at}局", pending=4) for at in range(9)]),
    "no weeks": summary_of(unit_rows(4), weeks=()),
    "one week": summary_of(unit_rows(4), weeks=weeks_to(9, 3, 1, number=1)),
    "two years": summary_of(unit_rows(4), weeks=weeks_to(900, 300, 120, number=104)),
    "long names": summary_of([unit_row(LONG, done=1, pending=2), unit_row(LONGER, pending=2, overdue=2)]),
    "long names in a table": summary_of([unit_row(f"{at}{LONGER}", pending=2) for at in range(9)]),
    "large figures": summary_of(
        [
            unit_row(f"县{at}局", done=512_345, pending=400_000, doing=99_999, overdue=123_456)
            for at in range(9)
        ]
    ),
    "empty": summary_of(),
}


@pytest.mark.parametrize("summary", MANY.values(), ids=MANY)
def test_every_letter_stands_inside_the_picture(summary):
    layout = layout_of(summary)
    for text in layout.texts():
        left, right = span_of(text)
        assert left >= 0, text
        assert right <= layout.width, text
        assert 0 < text.y < layout.height - text.size / 2, text


@pytest.mark.parametrize("summary", MANY.values(), ids=MANY)
def test_no_two_texts_overlap(summary):
    boxes = [(span_of(text), text) for text in layout_of(summary).texts()]
    for at, ((left, right), one) in enumerate(boxes):
        for (other_left, other_right), other in boxes[at + 1 :]:
            beside = right <= other_left or other_right <= left
            apart = abs(one.y - other.y) >= 0.45 * (one.size + other.size)
            assert beside or apart, (one, other)


@pytest.mark.parametrize("summary", MANY.values(), ids=MANY)
def test_letters_are_large_enough_for_a_phone_and_the_picture_not_too_long_for_it(summary):
    layout = layout_of(summary)
    assert min(text.size for text in layout.texts()) >= 24
    assert layout.width == 1080
    assert layout.height < 2.6 * layout.width


@pytest.mark.parametrize("summary", MANY.values(), ids=MANY)
def test_bars_stay_in_the_picture_and_never_turn_over(summary):
    layout = layout_of(summary)
    for block in (shape for shape in layout.shapes if isinstance(shape, Block)):
        assert block.box.width >= 0, block
        assert block.box.height >= 0, block
        assert block.box.x >= 0, block
        assert block.box.right <= layout.width, block
        assert block.box.bottom <= layout.height, block


def test_the_headline_gives_rate_items_assignments_and_what_is_overdue():
    summary = summary_of([unit_row("县财政局", done=2, pending=1, overdue=1), unit_row("县民政局", done=1)])
    words = words_of(replace(summary, due_next=6))
    assert "3 / 4 项次（75%）" in words
    assert f"{share(summary.counts.items_done, summary.counts.items_total)}%" in words
    assert f"{summary.counts.items_done} / {summary.counts.items_total} 件" in words
    assert "逾期 1 项次" in words
    assert "涉及1个单位，9月14日—20日到期6项次" in words
    assert "按件办结率；按项次较前一周提高3.1个百分点；当周新办结3项次" in words


def test_nothing_overdue_is_said_and_shown():
    layout = layout_of(summary_of([unit_row("县财政局", done=3)]))
    words = [text.text for text in layout.texts()]
    assert "无逾期" in words
    assert "100%" in words
    assert not any(text.colour is Colour.RED for text in layout.texts())
    assert {shape.kind for shape in layout.shapes if isinstance(shape, Lamp)} == {LampKind.ALL_DONE}


def test_an_empty_region_is_told_so_and_gets_no_figures():
    assert words_of(summary_of()) == [
        "东至县督办周报",
        "2020年9月7日—9月13日（截至9月10日）",
        "暂无应统计的任务",
    ]


def test_units_keep_their_order_and_each_light_has_its_own_shape():
    rows = [
        unit_row("县财政局", pending=1, overdue=1),
        unit_row("县民政局", pending=2),
        unit_row("县司法局", doing=1, pending=1),
        unit_row("县教体局", done=2),
    ]
    layout = layout_of(summary_of(rows))
    names = [text.text for text in layout.texts() if text.text in {row.unit for row in rows}]
    assert names == [row.unit for row in rows]
    lamps = [
        shape for shape in layout.shapes if isinstance(shape, Lamp) and shape.x < 100 and shape.radius < 24
    ]
    assert [lamp.kind for lamp in lamps] == [
        LampKind.OVERDUE,
        LampKind.NOT_BEGUN,
        LampKind.UNDER_WAY,
        LampKind.ALL_DONE,
    ]


def test_of_eighty_units_the_worst_are_shown_and_the_others_counted():
    rows = unit_rows(80, late=30)
    words = words_of(summary_of(rows))
    assert rows[17].unit in words
    assert rows[18].unit not in words
    done, total = sum(row.done for row in rows[18:]), sum(row.total for row in rows[18:])
    assert f"另有62个单位，办结{done}/{total}项次，其中12个单位逾期12项次" in words
    few = words_of(summary_of(unit_rows(80, late=3)))
    assert f"另有62个单位，办结{done}/{total}项次，均无逾期" in few


def test_units_without_anything_to_do_are_counted_and_not_drawn():
    words = words_of(summary_of([unit_row("县财政局", done=1), unit_row("县民政局"), unit_row("县司法局")]))
    assert "县民政局" not in words
    assert "2个单位暂无应办事项" in words


def test_a_long_name_takes_two_lines_and_a_longer_one_loses_its_middle():
    words = words_of(summary_of([unit_row(LONG, pending=1), unit_row(LONGER * 2, pending=1)]))
    first = next(at for at, word in enumerate(words) if word.startswith("恩施"))
    assert words[first] + words[first + 1] == LONG
    cut = next(word for word in words if word.startswith("州住房"))
    whole = cut + words[words.index(cut) + 1]
    assert "…" in whole
    assert whole.endswith("办事处")


def test_a_status_differs_from_every_other_in_colour_or_hatch():
    rows = [unit_row("县财政局", done=1, pending=1, doing=1, submitted=1, returned=1)]
    layout = layout_of(summary_of(rows, weeks=()))
    legend = [shape.fill for shape in layout.shapes if isinstance(shape, Block) and shape.box.width == 30]
    assert len({(fill.colour, fill.hatch) for fill in legend}) == 5
    assert {fill.hatch for fill in legend} == set(Hatch)


def test_colours_of_neighbours_differ_in_lightness_too():
    def lightness(colour: Colour) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return (0.299 * red + 0.587 * green + 0.114 * blue) / 255

    lights = sorted(map(lightness, (Colour.BLUE, Colour.AMBER, Colour.PALE)))
    assert all(later - former > 0.15 for former, later in pairwise(lights))
    assert lightness(Colour.PALE) - lightness(Colour.RED) > 0.5


def test_each_week_is_a_column_of_the_height_of_its_assignments():
    summary = summary_of(unit_rows(3), weeks=weeks_to(40, 20, 8))
    blocks = [shape for shape in layout_of(summary).shapes if isinstance(shape, Block)]
    red = [block.box.height for block in blocks if block.fill.colour is Colour.RED and not block.radius]
    assert [round(height / red[-1] * 8) for height in red] == [2, 4, 6, 8]
    assert "20" in words_of(summary)
    assert "8" in words_of(summary)


def test_weeks_before_the_plan_are_left_out():
    assert "每周进展（项次）" not in words_of(summary_of(unit_rows(3), weeks=weeks_to(0, 0, 0)))


def test_what_is_not_settled_stands_at_the_foot():
    rows = [unit_row("县财政局", done=1, has_chat=0), unit_row("县民政局", done=1)]
    assert words_of(summary_of(rows, unnamed=3))[-1] == "1个单位未绑定群，3项待指定单位（未计入）"


@pytest.mark.parametrize(
    ("start", "end", "unit", "title"),
    [
        (date(2020, 9, 7), date(2020, 9, 13), None, "东至县督办周报"),
        (date(2020, 9, 1), date(2020, 9, 30), "县财政局", "东至县县财政局督办月报"),
        (date(2020, 8, 14), date(2020, 9, 30), None, "东至县督办进展情况"),
    ],
)
def test_the_picture_is_named_after_its_scope_and_period(start, end, unit, title):
    summary = replace(summary_of(), start=start, end=end, scope=Scope("东至县", unit=unit))
    assert title_of(summary) == title


def test_a_period_that_is_over_needs_no_day_beside_it():
    assert "2020年9月7日—9月13日" in words_of(summary_of(end=date(2020, 9, 13), as_of=date(2020, 9, 13)))


@pytest.mark.parametrize("name", ["3 units", "80 units", "empty", "two years"])
def test_the_picture_is_painted_as_it_is_laid_out(name):
    page = draw_summary(MANY[name])
    with Image.open(BytesIO(page)) as picture:
        layout = lay_out(MANY[name], title_of(MANY[name]), Glyphs())
        assert picture.format == "PNG"
        assert picture.size == (layout.width, layout.height)
        seen = picture.convert("L")
        for text in layout.texts():
            left, right = span_of(text)
            around = (int(left), int(text.y - text.size / 2), int(right) + 1, int(text.y + text.size / 2))
            darkest, lightest = seen.crop(around).getextrema()
            assert lightest - darkest > 60, text
    assert len(page) < 1_000_000


def test_another_title_is_taken_as_it_is():
    assert draw_summary(summary_of(), title="甲") != draw_summary(summary_of(), title="乙")
