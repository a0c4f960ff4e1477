"""A figure says what made it, and what no longer agrees is named."""

import json
import shutil

import pytest
import test_report
from PIL import Image, PngImagePlugin

from helpers import figures, pipeline, report
from helpers.__main__ import main
from helpers.charts import named
from helpers.figures import provenance
from helpers.tables import Article

TEXT = "Ferry strike\n\nAda Holm said Norway would close the harbour. “No,” said Bo Lind (of Norway).\n"
KINDS = ["svg", "png", "pdf"]


@pytest.fixture(scope="module")
def analysis():
    return pipeline.analyse([Article("ferry one", TEXT)])


@pytest.fixture(scope="module")
def saved(analysis, tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    named(analysis).save(folder, analysis, KINDS)
    return folder


@pytest.fixture
def figure(saved, tmp_path, request):
    for path in saved.glob("*.*"):
        shutil.copy(path, tmp_path)
    return tmp_path / f"named.{request.param}"


every_kind = pytest.mark.parametrize("figure", KINDS, indirect=True)


@every_kind
def test_an_untouched_figure_is_the_same(figure, analysis):
    assert list(provenance.differences(figure, analysis)) == []


@every_kind
def test_a_figure_says_what_made_it(figure, analysis):
    said = provenance.read(figure)
    assert said["articles"] == {"ferry one": analysis.articles["sha256"].iloc[0][:12]}
    assert said["corrections"].startswith("0 rows corrected by hand")
    assert said["versions"]["spacy"] and said["command"] == "python -m helpers report"
    ids = {row for rows, _ in said["marks"].values() for row in rows.split()}
    assert ids and all(row.startswith("ferry%20one#m") for row in ids)


@every_kind
def test_another_text_is_named_and_so_are_the_marks_it_changes(figure):
    edited = pipeline.analyse([Article("ferry one", TEXT.replace("Norway would", "it would"))])
    found = list(provenance.differences(figure, edited))
    assert "article ferry one: its text is not the same" in found
    assert any(line.startswith("mark named-country-no") for line in found)


def test_articles_that_came_and_went_are_named(saved):
    other = pipeline.analyse([Article("ferry two", TEXT)])
    found = list(provenance.differences(saved / "named.svg", other))
    assert found[:2] == [
        "article ferry one: not in this corpus",
        "article ferry two: was not in the corpus when the figure was made",
    ]
    assert not any(line.startswith("corpus") for line in found)
    assert any(line.endswith("no longer there") and "ferry%20one#m" in line for line in found)


def test_a_note_that_an_editor_appends_to_a_pdf_is_told(saved, analysis, tmp_path):
    figure = tmp_path / "named.pdf"
    figure.write_bytes(
        (saved / "named.pdf").read_bytes() + b"9 0 obj << /Type /Annot /Contents (twice as many) >> endobj\n"
    )
    assert "picture: the file was changed after it was saved" in list(provenance.differences(figure, analysis))


@every_kind
def test_an_edited_picture_is_told(figure, analysis):
    content = figure.read_bytes()
    if figure.suffix == ".svg":
        figure.write_bytes(content.replace(b"Ada Holm", b"Bo Lind", 1) if b"Ada Holm" in content else content[:-7])
    elif figure.suffix == ".pdf":
        at = content.index(b"stream\n") + 40
        figure.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    else:
        image = Image.open(figure)
        keep = PngImagePlugin.PngInfo()
        keep.add_text("Description", image.info["Description"])
        image.putpixel((5, 5), (255, 0, 0) if image.mode == "RGB" else (255, 0, 0, 255))
        image.save(figure, pnginfo=keep)
    assert "picture: the file was changed after it was saved" in list(provenance.differences(figure, analysis))


@every_kind
def test_another_version_is_named(figure, analysis, monkeypatch):
    other = provenance.versions() | {"spacy": "1.0"}
    monkeypatch.setattr(provenance, "versions", lambda: other)
    (line,) = provenance.differences(figure, analysis)
    assert line.startswith("version: made with spacy") and line.endswith("here 1.0")


@every_kind
def test_corrections_made_since_are_named(figure, tmp_path):
    start = TEXT.index("Norway")
    path = tmp_path / "corrections.csv"
    path.write_text(
        "table,article_id,start,end,surface,change,column,value,who,why\n"
        f"mentions,ferry one,{start},{start + 6},Norway,remove,,,me,\n",
        encoding="utf-8",
    )
    corrected = pipeline.analyse([Article("ferry one", TEXT)], corrections=path)
    found = list(provenance.differences(figure, corrected))
    assert any("here 1 row corrected by hand" in line for line in found)
    named(corrected).save(tmp_path / "again", corrected, KINDS)
    assert "1 row corrected by hand." in (tmp_path / "again" / "named.json").read_text(encoding="utf-8")


@every_kind
def test_edited_data_beside_the_figure_are_told(figure, analysis):
    beside = figure.with_suffix(".csv")
    beside.write_text(beside.read_text(encoding="utf-8").replace("Norway", "Sweden"), encoding="utf-8")
    assert "data: named.csv is not what the figure was drawn from" in list(provenance.differences(figure, analysis))


def test_a_figure_without_its_analysis_says_nothing_of_its_making(analysis, tmp_path):
    chart = named(analysis)
    figures.save(chart.figure, "bare", chart.data, chart.alt, tmp_path, formats=KINDS)
    with pytest.raises(provenance.NoProvenance, match=r"bare.svg: says nothing"):
        provenance.read(tmp_path / "bare.svg")


def test_the_same_figure_gives_the_same_bytes(analysis, saved, tmp_path):
    named(analysis).save(tmp_path, analysis, KINDS)
    for kind in KINDS:
        assert (tmp_path / f"named.{kind}").read_bytes() == (saved / f"named.{kind}").read_bytes()


def test_the_command_says_same_or_where_it_differs(tmp_path, capsys):
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    analysis = pipeline.analyse(tmp_path / "ferry.txt")
    named(analysis).save(tmp_path / "out", analysis, KINDS)
    figure = str(tmp_path / "out" / "named.svg")
    assert main(["verify", figure, "--source", str(tmp_path / "ferry.txt")]) == 0
    assert "named.svg: same" in capsys.readouterr().out
    (tmp_path / "ferry.txt").write_text(TEXT.replace("Norway", "Sweden"), encoding="utf-8")
    assert main(["verify", figure, "--source", str(tmp_path / "ferry.txt")]) == 1
    assert "differs\n  article ferry: its text" in capsys.readouterr().out
    assert json.dumps(provenance.read(figure))


def test_the_command_says_what_is_no_figure_of_ours(tmp_path, capsys):
    assert main(["verify", str(tmp_path / "none.svg")]) == 1
    assert "none.svg: no such figure" in capsys.readouterr().err
    Image.new("RGB", (2, 2)).save(tmp_path / "mine.png")
    assert main(["verify", str(tmp_path / "mine.png")]) == 1
    assert "mine.png: says nothing of its making" in capsys.readouterr().err


FORGED = {
    "an overlay behind a second description": ("svg", lambda content: content.replace(
        b"</svg>", b"<metadata></metadata><rect width='99' height='99'/><metadata></metadata></svg>")),
    "an overlay in the metadata": ("svg", lambda content: content.replace(b"</metadata>", b"<rect/></metadata>", 1)),
    "a frame that moves": ("png", lambda content: content.replace(b"IDAT", b"acTL\0\0\0\1IDAT", 1)),
    "objects behind the record": ("pdf", lambda content: content.replace(b"/Subject", b"/Author (x) /Subject", 1)),
    "another page": ("pdf", lambda content: content + b"9 0 obj << /Type /Page >> endobj"),
}  # fmt: skip


@pytest.mark.parametrize("forged", FORGED)
def test_any_other_byte_is_told(saved, analysis, tmp_path, forged):
    kind, change = FORGED[forged]
    path = tmp_path / f"named.{kind}"
    before = (saved / f"named.{kind}").read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before
    assert "picture: the file was changed after it was saved" in list(provenance.differences(path, analysis))


DRAWS = """import helpers
from helpers import charts
analysis = helpers.analyse(SOURCE)
chart = charts.named(analysis)
chart.save(FIGURES, analysis); chart"""


@pytest.mark.slow
def test_a_forger_who_writes_the_record_anew_is_told(tmp_path, monkeypatch, capsys):
    """A lesson draws the figure again; one that no lesson draws is said to have its own word alone for it."""
    (tmp_path / "lessons").mkdir()
    lesson = tmp_path / "lessons" / "02_counts.ipynb"
    test_report.notebook(lesson, test_report.SETUP, DRAWS)
    known = json.loads(lesson.read_text(encoding="utf-8"))
    output = {"output_type": "display_data", "data": {"text/plain": "Chart(named: Who is named)"}, "metadata": {}}
    known["cells"][2]["outputs"] = [output]
    lesson.write_text(json.dumps(known), encoding="utf-8")
    monkeypatch.setattr(report, "NOTEBOOKS", tmp_path / "lessons")
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    found = pipeline.analyse(tmp_path / "ferry.txt")
    named(found).save(tmp_path, found, KINDS)
    own = tmp_path / "named.svg"
    assert main(["verify", str(own), "--source", str(tmp_path / "ferry.txt")]) == 0
    assert capsys.readouterr().out == f"{own}: same: drawn anew from the tables, every byte is as it was\n"
    signature = provenance.read(own)["picture"].encode()
    content = own.read_bytes().replace(b"</svg>", b"<!-- twice as many --></svg>")
    own.write_bytes(provenance.sign(content.replace(signature, provenance.UNSIGNED, 1), "svg"))
    assert list(provenance.differences(own, found)) == []
    assert main(["verify", str(own), "--source", str(tmp_path / "ferry.txt")]) == 1
    assert capsys.readouterr().out == f"{own}: differs\n  picture: drawn anew from the tables, it is another\n"


HOSTILE = {
    "empty.svg": b"", "binary.svg": bytes(range(256)), "deep.svg": b"<dc:description>provenance: {" + b'"a":{' * 99_999,
    "list.svg": b"<dc:description>provenance: {}</dc:description>", "no.gif": b"GIF89a",
    "short.png": b"tEXtDescription\0", "cut.pdf": b"%PDF /Subject (provenance: {",
    "bomb.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\0\xff\xff\xff\0\x08\2\0\0\0",
    "kinds.svg": b'<dc:description>provenance: {"articles": [], "marks": 1, "versions": {}}</dc:description>',
}  # fmt: skip


def test_hostile_files_get_a_line_each(tmp_path, capsys):
    for name, content in HOSTILE.items():
        (tmp_path / name).write_bytes(content)
    assert main(["verify", *(str(tmp_path / name) for name in HOSTILE)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == len(HOSTILE) and all(
        line.startswith(f"error: {name}: ") for line, name in zip(said, HOSTILE, strict=True)
    )
