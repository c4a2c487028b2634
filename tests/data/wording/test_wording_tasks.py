"""Tasks in words."""

from datetime import date

import pytest

from data.wording.language import Language
from data.wording.recurrence import say_recurrence
from data.wording.tasks import say_due, say_item, short_title

TODAY = date(2020, 9, 10)


@pytest.mark.parametrize(
    ("detail", "title"),
    [
        ("汇总编制办事一本通", "汇总编制办事一本通"),
        ("编制其他领域基层政务公开指引目录。", "编制其他领域基层政务公开指引目录"),
        ("加强组织领导，压实工作责任。", "加强组织领导，压实工作责任"),
        (
            "各单位要明确工作机构，配齐必要的专职人员，并保持相对稳定，确保政务公开工作有机构承担、有专人负责。",
            "各单位要明确工作机构，配齐必要的专职人员…",
        ),
        (
            "推进基层政务公开事项标准目录、规范和工作流程嵌入部门业务系统，促进公开工作与其他业务工作融合发展",
            "推进基层政务公开事项标准目录…",
        ),
        (
            "围绕公开领域、公开内容、公开渠道等方面积极创新，发挥作用",
            "围绕公开领域、公开内容、公开渠道等方面积极…",
        ),
        ("健全完善村（居）\n务公开\u202e制度规范", "健全完善村（居） 务公开制度规范"),
        (
            "依托政府门户网站及时开设的“公共政策意见征集与群众意见反馈”栏目听取意见",
            "依托政府门户网站及时开设的…",
        ),
    ],
)
def test_a_title_is_cut_at_a_pause_and_fits_one_line(detail, title):
    assert short_title(detail) == title


def test_a_title_without_a_pause_is_cut_hard():
    assert short_title("督" * 60) == "督" * 21 + "…"


def test_a_scope_tells_the_rows_of_an_item_apart():
    assert say_item("1", "财政预决算") == "第1项〔财政预决算〕"
    assert say_item("1", None, Language.EN) == "item 1"


@pytest.mark.parametrize(
    ("due", "status", "soft", "zh", "en"),
    [
        (date(2020, 9, 30), "pending", False, "9月30日周三，还有20天", "Wed 30 Sep, 20 days left"),
        (date(2020, 9, 7), "doing", False, "9月7日周一，已逾期3天", "Mon 7 Sep, 3 days overdue"),
        (date(2020, 9, 7), "done", False, "9月7日周一，已办结", "Mon 7 Sep, done"),
        (date(2020, 9, 7), "pending", True, "9月7日周一，目标日期已过", "Mon 7 Sep, target date passed"),
        (
            date(2020, 9, 30),
            "pending",
            True,
            "9月30日周三，争取完成，还有20天",
            "Wed 30 Sep, target, 20 days left",
        ),
    ],
)
def test_a_due_date_says_how_far_it_is_unless_the_task_is_finished(due, status, soft, zh, en):
    assert say_due(due, TODAY, status=status, soft=soft) == zh
    assert say_due(due, TODAY, Language.EN, status=status, soft=soft) == en


@pytest.mark.parametrize(
    ("rrule", "zh", "en"),
    [
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", "每年", "yearly"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "每季度", "quarterly"),
        ("FREQ=MONTHLY;BYMONTHDAY=5", "每月", "monthly"),
        ("FREQ=WEEKLY;INTERVAL=2", "定期", "recurring"),
    ],
)
def test_a_recurrence_is_said_by_how_often_it_comes_back(rrule, zh, en):
    assert (say_recurrence(rrule), say_recurrence(rrule, Language.EN)) == (zh, en)
