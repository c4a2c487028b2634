import logging

from bot.log import TokenFreeFormatter, blot

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


def test_a_token_is_blotted_out_of_messages() -> None:
    assert blot(f"GET https://api/bot{TOKEN}/getMe") == "GET https://api/bot<token>/getMe"


def test_a_token_is_blotted_out_of_tracebacks() -> None:
    try:
        raise ValueError(TOKEN)
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", None, (ValueError, error, None))
    assert TOKEN not in TokenFreeFormatter("%(message)s").format(record)


def test_other_numbers_are_left_alone() -> None:
    assert blot("第12项 2020-09-30 08:30") == "第12项 2020-09-30 08:30"
