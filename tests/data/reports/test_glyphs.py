"""Which font draws which sign."""

from pathlib import Path

import pytest

from data.reports.glyphs import CARRIED, Face, Glyphs, check

ALONE = Glyphs(places=())
"""A machine without a font."""


def test_the_carried_font_draws_what_offices_write_without_any_other_font():
    text = "东至县住房和城乡建设局（12）〔2020〕15号：50% · 66.7—“《试点方案》”…、，；▲■●〇"
    assert ALONE.runs(text) == [(Face(CARRIED), text)]


@pytest.mark.parametrize(
    ("sign", "drawn"),
    [
        ("㠇", "(jiù)"),
        ("\U0002cc5f", "(wěi)"),
        ("한", "〓"),
        ("😀", "〓"),
        ("\u200b", ""),
        ("\u3000", "\u3000"),
    ],
)
def test_a_sign_that_no_font_has_is_spelt_or_marked_and_never_a_box(sign, drawn):
    assert "".join(run for _, run in ALONE.runs(f"甲{sign}乙")) == f"甲{drawn}乙"


def test_a_font_of_the_machine_draws_what_the_carried_one_lacks(tmp_path):
    (tmp_path / "broken.otf").write_bytes(b"not a font")
    (tmp_path / "nested").mkdir()
    spare = tmp_path / "nested" / "NotoSansSC-Regular.otf"
    spare.write_bytes(CARRIED.read_bytes())
    narrow = _subset_of_latin()
    if narrow is None:
        pytest.skip("the machine has no Latin font to take as the carried one")
    glyphs = Glyphs(carried=narrow, places=(tmp_path,))
    assert glyphs.runs("A县B") == [(Face(narrow), "A"), (Face(spare), "县"), (Face(narrow), "B")]


def _subset_of_latin() -> Path | None:
    """Find a font without Chinese signs."""
    found = Path("/usr/share/fonts").rglob("DejaVuSans.ttf")
    return next(found, None)


def test_a_machine_without_fonts_is_told_so_and_a_broken_font_too(tmp_path):
    assert check(ALONE).carried
    assert check(ALONE).fallback is None
    broken = tmp_path / "broken.otf"
    broken.write_bytes(b"cut short")
    assert not check(Glyphs(carried=broken, places=())).carried


def test_a_text_is_as_wide_as_its_runs():
    assert ALONE.width("县局", 40) == 80
    assert ALONE.width("", 40) == 0
    assert ALONE.width("\U0002cc5f", 40) == ALONE.width("(wěi)", 40)
