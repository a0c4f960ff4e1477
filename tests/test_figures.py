"""One way to save a figure: named, described, the same bytes each time."""

import re
from dataclasses import replace

import matplotlib
import pandas as pd
import pytest

from helpers import figures
from helpers.analysis import Analysis
from helpers.charts import panels
from helpers.figures import letters
from helpers.tables import Mention, frame


def drawn():
    with figures.canvas(2, "Two of three", "what is counted") as (figure, axes):
        bars = axes.barh(["a", "b"], [1, 2])
        marks = [figures.mark(bar, f"count {name}") for bar, name in zip(bars, "ab", strict=True)]
    data = pd.DataFrame({"mark": marks, "n": [1, 2]})
    return figures.Chart("two", figure, "Two of three", 'bars: "a" 1 & b 2', data)


@pytest.fixture
def chart():
    return drawn()


def test_what_somebody_has_set_for_their_own_figures_changes_none_of_ours(chart, tmp_path):
    """Guards: a matplotlibrc at home with red grounds and thick lines gave figures of another look and other bytes."""
    usual = {path.name: path.read_bytes() for path in chart.save(tmp_path, formats=figures.FORMATS)}
    theirs = {"axes.facecolor": "red", "lines.linewidth": 9, "axes.grid": True, "font.family": "serif",
              "svg.fonttype": "none", "savefig.dpi": 30, "patch.linewidth": 5, "xtick.direction": "in"}  # fmt: skip
    with matplotlib.rc_context(theirs):
        assert {path.name: path.read_bytes() for path in drawn().save(tmp_path, formats=figures.FORMATS)} == usual


def test_save_writes_every_format_and_the_same_bytes_again(chart, tmp_path):
    first = {path.suffix: path.read_bytes() for path in chart.save(tmp_path, formats=figures.FORMATS)}
    assert sorted(first) == [".csv", ".json", ".pdf", ".png", ".svg", ".txt"]
    assert {path.suffix: path.read_bytes() for path in chart.save(tmp_path, formats=figures.FORMATS)} == first
    assert b"headline" not in first[".svg"]  # the one for pages, which comes last
    assert not list(tmp_path.glob("*.partial"))


def test_only_the_formats_asked_for_are_made_and_no_older_one_stays(chart, tmp_path, monkeypatch):
    monkeypatch.delenv(figures.ASKED, raising=False)
    every = chart.save(tmp_path, formats=figures.FORMATS)
    (tmp_path / "mine.png").write_bytes(b"a reader's own")
    few = chart.save(tmp_path)
    assert sorted(path.suffix for path in few) == [".csv", ".json", ".svg", ".txt"]
    assert not [path for path in set(every) - set(few) if path.exists()] and (tmp_path / "mine.png").is_file()
    monkeypatch.setenv(figures.ASKED, "svg,png")  # as a report asks for its lessons
    assert {path.suffix for path in chart.save(tmp_path)} == {".csv", ".json", ".svg", ".txt", ".png"}
    with pytest.raises(ValueError, match="no format gif; there are svg, png, pdf, page"):
        chart.save(tmp_path, formats=["gif"])


@pytest.mark.parametrize("title", ["Two of three, “ffi” – Łódź, 5 €", "Ада Γ of three"], ids=["western", "others"])
def test_letters_are_embedded_as_matplotlib_does(chart, monkeypatch, title):
    """Byte for byte: those cut out of what was cut out before, and letters that are not among them."""
    drawn, cut = chart.asking(title), []
    monkeypatch.setattr(letters, "_cut", lambda path, glyphs, own=letters._cut: cut.append(path) or own(path, glyphs))
    quick = figures._render(drawn.figure, "pdf", {})
    small = [isinstance(path, letters._File) for path in cut]
    assert any(small) and letters.backend.get_glyphs_subset is not letters._again
    monkeypatch.setattr(letters, "ABLE", False)
    assert figures._render(drawn.figure, "pdf", {}) == quick


@pytest.mark.parametrize("change", [
    lambda axes: axes.set_xlim(0, 9), lambda axes: axes.get_yticklabels()[0].set_color("red"),
    lambda axes: axes.patches[0].remove(), lambda axes: axes.figure.texts[0].set_text("Other words"),
])  # fmt: skip
def test_a_figure_is_shown_as_it_was_saved_and_drawn_anew_once_it_was_changed(chart, tmp_path, monkeypatch, change):
    drawn = []
    own = figures._drawn
    monkeypatch.setattr(figures, "_drawn", lambda figure, kind, said: drawn.append(kind) or own(figure, kind, said))
    chart.save(tmp_path, formats=["svg", "png", "pdf"])
    before = (tmp_path / "two.png").read_bytes()
    assert chart.png == before and drawn == ["svg", "png", "pdf"]
    change(chart.figure.axes[0])
    chart.save(tmp_path, formats=["svg"])  # drawn, but not as the picture
    assert chart.png == chart.png != before
    assert drawn.count("png") == 2


def test_what_made_a_picture_stands_where_drawing_would_put_it(chart):
    about = {"who": "Łukasz", "made of": "two rows"}
    with figures.style():
        text = figures._metadata("png", about)
        assert figures._described(figures._drawn(chart.figure, "png", {}), about) == figures._drawn(
            chart.figure, "png", text
        )


def test_every_mark_links_to_its_evidence(chart, tmp_path):
    chart.save(tmp_path)
    svg = (tmp_path / "two.svg").read_text()
    assert all(f'xlink:href="#{mark}"' in svg for mark in chart.data["mark"])


def test_notebooks_show_the_alt_text_escaped(chart):
    assert 'alt="bars: &quot;a&quot; 1 &amp; b 2"' in chart._repr_html_()


@pytest.mark.parametrize(("name", "alt"), [("two", " "), ("../two", "bars"), ("", "bars")])
def test_save_refuses(chart, tmp_path, name, alt):
    with pytest.raises(ValueError, match=r"alt text|plain file name"):
        figures.save(chart.figure, name, chart.data, alt, tmp_path)


def test_a_name_from_right_to_left_turns_no_number_round():
    """Guards: in “6.0 mentions in القدس العربي, 1.1 in The Post” the 1.1 was drawn before the name."""
    name, mark = "القدس العربي", "\u200e"
    with figures.canvas(2, f"6.0 mentions in {name}, 1.1 in The Post") as (figure, axes):
        figures.actor_axis(axes, [f"“{name},” said Ada", "Ada"])
    chart = figures.Chart("apart", figure, "t", "a", pd.DataFrame({"n": [1]}))
    assert chart.png == chart.png
    drawn = [text.get_text() for text in figure.texts] + [text.get_text() for text in axes.get_yticklabels()]
    assert drawn[0] == f"6.0 mentions in {mark}{name}{mark}, 1.1 in The Post"
    assert drawn[-2:] == [f"“{mark}{name}{mark},” said Ada", "Ada"]


def test_words_in_letters_that_the_font_lacks_are_numbered_and_told_in_the_caption():
    """Guards: outlets called 新华社 and 人民日报 were both drawn as three or four boxes."""
    with figures.canvas(2, "新华社 says more than Ọlá, 李 明 or नरेन्द्र") as (figure, axes):
        figures.actor_axis(axes, ["人民日报", "新华社", "Ada"])
    chart = figures.Chart("numbered", figure, "t", "a", pd.DataFrame({"n": [1]}), "What they say.")
    assert chart.png == chart.png
    drawn = [text.get_text() for text in figure.texts] + [text.get_text() for text in axes.get_yticklabels()]
    assert drawn[0] == "[2] says more than Ọlá, [3] or [4]" and drawn[-3:] == ["[1]", "[2]", "Ada"], drawn
    assert chart._said() == "What they say. [1]: 人民日报. [2]: 新华社. [3]: 李 明. [4]: नरेन्द्र."
    assert "[4]: नरेन्द्र." in chart._repr_html_()


def test_one_fixed_colour_per_actor():
    rows = [Mention("a", f"m{n}", 0, 0, 1, "x", "name", "", f"person:{who}" if who else "", who, "person")
            for n, who in enumerate(["b", "a", "b", "", "c"])]  # fmt: skip
    shades = figures.colours(Analysis(mentions=frame("mentions", rows)))
    assert shades == figures.colours(Analysis(mentions=frame("mentions", rows[::-1])))
    assert list(shades) == ["person:b", "person:a", "person:c"] and shades["person:b"] == "#332288"
    many = [replace(rows[0], mention_id=f"m{n}", actor_id=f"person:x{n:02}") for n in range(20)]
    assert figures.colours(Analysis(mentions=frame("mentions", many)))["person:x19"] == figures.OTHERS


@pytest.mark.parametrize(
    ("text", "expected"),
    [("cost $5", r"cost \$5"), ("a\u202eb\x00", "a b "), ("x" * 500, "x" * 399 + "…")],
)
def test_foreign_text_is_made_safe_to_draw(text, expected):
    assert figures.plain(text) == expected


def test_panels_that_have_no_room_beside_each_other_stand_below_each_other_on_a_phone(tmp_path):
    """Guards: a figure of four panels had to be pushed to and fro on a phone; columns of words counted hidden ticks."""
    names = [f"somebody with a long name {n}" for n in range(3)]
    rows = [(group, key, key, 1.0, 0.5, 1.5, 1) for group in ("One", "Two", "Three", "Four") for key in names]
    data = pd.DataFrame(rows, columns=["group", "key", "row", "value", "low", "high", "articles"])
    chart = panels.bars("three", data, "Three outlets", "counted", {}, "{:.1f}")
    print_ = chart.png
    chart.save(tmp_path, formats=("svg", "page"))
    page, whole = (re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', (tmp_path / name).read_text())[0]
                   for name in ("page/three.svg", "three.svg"))  # fmt: skip
    assert float(page[0]) == pytest.approx(72 * figures.NARROW) and float(page[1]) > float(whole[1])
    assert chart.png == print_ == panels.bars("three", data, "Three outlets", "counted", {}, "{:.1f}").png
