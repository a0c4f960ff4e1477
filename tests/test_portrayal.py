"""The scorer of portrayal, as a specification: what it must get right, and what it must refuse."""

from __future__ import annotations

import dataclasses
import json
import random
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from helpers.estimates import measured
from helpers.estimates.measured import SET
from helpers.knowledge import DATA, rows
from helpers.sentiment import portrayal


def marked(text: str) -> tuple[str, tuple[int, int]]:
    """Turn 'a [[b]] c' into the sentence and the span of b."""
    before, rest = text.split("[[")
    mention, after = rest.split("]]")
    return before + mention + after, (len(before), len(before) + len(mention))


def judged(texts: list[str], prior: str = "even") -> np.ndarray:
    sentences, spans = zip(*map(marked, texts), strict=True)
    return portrayal.toward(sentences, spans, prior)


EXPECTED = [
    ("[[The mayor]] lied to the council about the missing money.", "negative"),
    ("Prosecutors accuse [[the banker]] of stealing from his clients.", "negative"),
    ("Colleagues praised [[Dr Osei]] as an honest and brilliant surgeon.", "positive"),
    ("[[The rescuers]] worked all night with great courage and saved nine people.", "positive"),
    ("[[The delegation]] will arrive in Geneva on Tuesday.", "neutral"),
    ("[[The spokeswoman]] said the report would be published in May.", "neutral"),
]


@pytest.mark.parametrize(("text", "expected"), EXPECTED, ids=[text[:40] for text, _ in EXPECTED])
def test_plain_cases(text: str, expected: str) -> None:
    assert portrayal.LABELS[judged([text])[0].argmax()] == expected


def test_two_actors_in_one_sentence_are_told_apart() -> None:
    cruel, kind = judged(
        [
            "The judge praised Oyelaran for her honesty and called [[Harding]] a liar and a cheat.",
            "The judge praised [[Oyelaran]] for her honesty and called Harding a liar and a cheat.",
        ]
    )
    assert cruel[0] > cruel[2] and kind[2] > kind[0]


def test_probabilities_are_rounded_and_sum_to_one() -> None:
    p = judged([text for text, _ in EXPECTED])
    assert p.shape == (len(EXPECTED), 3)
    assert np.allclose(p.sum(axis=1), 1, atol=0.002)
    assert (p == np.round(p, 3)).all()


def test_a_pair_does_not_depend_on_its_company() -> None:
    texts = [text for text, _ in EXPECTED]
    alone = np.concatenate([judged([text]) for text in texts])
    together = judged([*texts, "[[It]] was " + "a very long report indeed, " * 12 + "they said."])
    assert (alone == together[: len(texts)]).all()


PAIR = "The judge praised Oyelaran for her honesty and called Harding a liar and a cheat."


def test_a_mention_does_not_depend_on_the_others_of_its_sentence() -> None:
    spans = [(0, 9), (18, 26), (54, 61), (18, 61)]
    together = portrayal.toward([PAIR] * 4, spans)
    alone = np.concatenate([portrayal.toward([PAIR], [span]) for span in spans])
    backwards = portrayal.toward([PAIR] * 4, spans[::-1])[::-1]
    assert (alone == together).all() and (backwards == together).all()
    assert len({tuple(row) for row in together}) > 1


class Counting:
    """A session that counts its runs."""

    def __init__(self, session: Any) -> None:
        self.session, self.runs, self.asked = session, 0, set()

    def run(self, names: Any, inputs: Any) -> Any:
        self.runs += 1
        self.asked |= set(names or ())
        return self.session.run(names, inputs)


def test_a_sentence_is_read_once_for_all_its_mentions(monkeypatch: pytest.MonkeyPatch) -> None:
    model = portrayal.load(portrayal.folder())
    counted = dataclasses.replace(model, encoder=Counting(model.encoder), head=Counting(model.head))
    monkeypatch.setattr(portrayal, "load", lambda *_: counted)
    spans = [(0, 9), (18, 26), (54, 61), (18, 26)]
    portrayal.toward([*[PAIR] * 4, "He won."], [*spans, (0, 2)])
    assert (counted.encoder.runs, counted.head.runs) == (2, 4)
    portrayal.toward([PAIR] * 4, spans)  # and is not read again when it comes again
    assert counted.encoder.runs == 2 and counted.head.asked == {"news"}
    portrayal.toward(["She won."], [(0, 3)], prior="even")
    assert counted.head.asked == {"news", "even"}


def test_of_a_long_sentence_only_what_is_near_is_read() -> None:
    long = "word " * 400 + "Prosecutors accuse the banker of theft. " + "word " * 400
    start = long.index("the banker")
    words, (a, b) = portrayal.window(long, (start, start + 10))
    assert words[a:b] == "the banker" and len(words) <= portrayal.WHOLE
    assert a >= portrayal.STEP and len(words) - b >= portrayal.STEP - 10
    near = long.index("theft")
    assert portrayal.window(long, (near, near + 5))[0] == words
    other = long.replace("word " * 400, "hero " * 10 + "word " * 390, 1)
    assert (portrayal.toward([long], [(start, start + 10)]) == portrayal.toward([other], [(start, start + 10)])).all()


@pytest.mark.parametrize("at", [0, 1, 479, 480, 481, 700, 1590, 1599])
def test_every_window_holds_its_mention(at: int) -> None:
    sentence = "".join(chr(0x4E00 + n) for n in range(1600))
    for end in {at + 1, min(1600, at + 300), 1600} - {at}:
        words, (a, b) = portrayal.window(sentence, (at, end))
        assert 0 <= a < b <= len(words) <= portrayal.WHOLE and words[a:b] == sentence[at:end][: b - a]


def test_in_ordinary_news_a_tone_needs_more_than_in_a_set_picked_for_tone() -> None:
    texts = [text for text, _ in EXPECTED]
    news = judged(texts, "news")
    assert (news[:4].argmax(1) != 1).all() and (news[4:].argmax(1) == 1).all()
    spans = [(int(row["start"]), int(row["end"])) for row in OWN]
    of = {prior: portrayal.toward([row["sentence"] for row in OWN], spans, prior) for prior in portrayal.PRIORS}
    unsure = of["even"].max(1) < 0.95  # of the others both outputs have learnt the same half
    assert unsure.sum() > 20 and of["news"][unsure, 1].mean() > of["even"][unsure, 1].mean() + 0.05
    assert of["news"][:, 1].mean() > of["even"][:, 1].mean() + 0.01
    assert (of["news"].argmax(1) != 1).sum() < (of["even"].argmax(1) != 1).sum()
    alone = np.concatenate([judged([text], "news") for text in texts])
    assert (alone == news).all()
    sentences, spans = zip(*map(marked, texts), strict=True)
    assert (portrayal.toward(sentences, spans) == news).all()  # what nobody asks otherwise gets


def test_an_unknown_prior_is_named() -> None:
    with pytest.raises(ValueError, match="no prior 'flat'; there are news, even"):
        judged(["[[He]] won."], "flat")


@pytest.mark.parametrize("other", ["always neutral", "vader", "textblob"])
def test_on_ordinary_news_it_is_right_more_often_than(other: str) -> None:
    accuracy, f1 = (
        [measured.value(method, "ordinary news", f"tone {what}") for method in ("target", other)]
        for what in ("accuracy", "macro F1")
    )
    assert accuracy[0] > accuracy[1] and f1[0] > f1[1] + 10


def test_nothing_in_nothing_out() -> None:
    assert portrayal.toward([], []).shape == (0, 3)


ODD = [
    "[[ ]]",
    "a [[💥]] b",
    "«[[x]]»",
    "[[" + "word " * 900 + "]]",
    "ش [[علي]] ق",
    "x" * 5000 + " [[Ann]] " + "y" * 5000,
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_is_still_judged(text: str) -> None:
    assert judged([text]).sum() == pytest.approx(1, abs=0.002)


@pytest.mark.parametrize("span", [(-1, 2), (3, 3), (4, 2), (0, 99)])
def test_a_span_outside_its_sentence_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="outside its sentence"):
        portrayal.toward(["Too short."], [span])


def test_each_sentence_needs_a_span() -> None:
    with pytest.raises(ValueError, match="one span a sentence"):
        portrayal.toward(["One.", "Two."], [(0, 3)])


# --------------------------------------------------------------------------- the files


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "model"
    shutil.copytree(portrayal.SHIPPED, folder)
    monkeypatch.setenv("HELPERS_PORTRAYAL_MODEL", str(folder))
    return folder


def test_another_model_can_be_named(copy: Path) -> None:
    assert portrayal.folder() == copy
    assert portrayal.toward(["He won."], [(0, 2)]).shape == (1, 3)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "model.onnx").unlink()
    with pytest.raises(portrayal.ModelError, match=r"model\.onnx is missing"):
        portrayal.toward(["He won."], [(0, 2)])


def test_a_model_of_another_form_is_refused(copy: Path) -> None:
    (copy / "head.onnx").unlink()  # the models that read pair by pair had none
    with pytest.raises(portrayal.ModelError, match=r"head\.onnx is missing"):
        portrayal.toward(["He won."], [(0, 2)])


def test_a_changed_file_is_refused(copy: Path) -> None:
    with (copy / "tokenizer.json").open("ab") as file:
        file.write(b" ")
    with pytest.raises(portrayal.ModelError, match=r"tokenizer\.json is not the file"):
        portrayal.toward(["He won."], [(0, 2)])


def test_a_model_without_a_calibration_is_refused(copy: Path) -> None:
    described = json.loads((copy / "model.json").read_text(encoding="utf-8"))
    del described["priors"]
    (copy / "model.json").write_text(json.dumps(described), encoding="utf-8")
    with pytest.raises(portrayal.ModelError, match="no calibration for the priors news, even"):
        portrayal.toward(["He won."], [(0, 2)])


def test_no_model_is_an_error_with_a_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPERS_PORTRAYAL_MODEL", str(tmp_path / "nowhere"))
    with pytest.raises(portrayal.ModelError, match="unset HELPERS_PORTRAYAL_MODEL"):
        portrayal.toward(["He won."], [(0, 2)])


def test_the_model_is_small_and_its_card_names_it() -> None:
    sums = json.loads((portrayal.SHIPPED / "model.json").read_text(encoding="utf-8"))["sha256"]
    card = (portrayal.SHIPPED / "CARD.md").read_text(encoding="utf-8")
    assert sum((portrayal.SHIPPED / name).stat().st_size for name in sums) <= 25_000_000
    assert all(value in card for value in sums.values())


def test_no_group_of_names_moves_the_score() -> None:
    changes = rows(portrayal.SHIPPED / "bias.csv", ("kind", "group", "change"))
    kinds = {"person", "surname", "known", "organisation", "country", "party", "religion"}
    assert {row["kind"] for row in changes} == kinds
    assert max(abs(float(row["change"])) for row in changes) <= 0.05


def test_no_name_of_a_person_moves_the_score() -> None:
    changes = rows(portrayal.SHIPPED / "bias.csv", ("kind", "group", "use", "largest"))
    people = [row for row in changes if row["kind"] in ("person", "surname", "known")]
    assert {row["use"] for row in people} == {"train", "measure"}
    assert max(abs(float(row["largest"])) for row in people) <= 0.05


def test_no_name_at_all_moves_the_score_much() -> None:
    changes = rows(portrayal.SHIPPED / "bias.csv", ("kind", "group", "use", "largest"))
    assert max(abs(float(row["largest"])) for row in changes) <= 0.1


@pytest.mark.parametrize("part", ["", ", first set", ", second set", ", third set"])
def test_where_it_hears_a_tone_it_is_right_in_seven_of_ten(part: str) -> None:
    assert measured.value("target", SET + part, "tone precision") >= 70


def test_a_share_of_neutral_mentions_weighs_and_changes_no_recall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(DATA.parent / "benchmarks" / "portrayal")
    four = pytest.importorskip("ordinary").four
    count = np.array([[4, 4, 0], [1, 8, 1], [0, 1, 1]])  # of each truth, what was said; half is neutral
    assert four(count) == pytest.approx([65, 100 * (8 / 13 + 16 / 23 + 1 / 2) / 3, 500 / 7, 50])
    # three quarters neutral: neutral mentions count 1.5 each, the others a half
    heavy = [100 * (12 + 2.5) / 20, 100 * (4 / 7.5 + 24 / 29.5 + 1 / 3) / 3, 100 * 2.5 / 5.5, 50]
    assert four(count, 0.75) == pytest.approx(heavy)
    for each in four(np.stack([count, 2 * count]), 0.75).T:
        assert each == pytest.approx(heavy)


def test_on_as_many_neutral_mentions_as_where_they_were_set_the_wanted_scores_are_reached() -> None:
    """Beside them, never in their place, stand the scores on the mentions as they were drawn."""
    for what, wanted in {"accuracy": 87, "macro F1": 70, "precision": 70, "recall": 50}.items():
        for beside in ("", ", 82.6% neutral"):
            name = f"tone {what}{beside}"
            low, value, high = (measured.value("target", SET, name + end) for end in (", low", "", ", high"))
            assert low < value < high
        assert value >= wanted


def test_told_apart_is_asked_of_two_in_one_sentence_of_which_one_has_the_tone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(DATA.parent / "benchmarks" / "portrayal")
    ordinary = pytest.importorskip("ordinary")
    labels = {"A sued B.": (1, 0), "A thanked B.": (1, 2), "A, B and C fell.": (1, 1, 1), "A beat B.": (2, 0)}
    mentions = [
        ordinary.Pair(text, k, k + 1, label, "a") for text, them in labels.items() for k, label in enumerate(them)
    ]
    p = np.array([[0.2, 0.7, 0.1], [0.4, 0.5, 0.1]] + [[0.1, 0.5, 0.4]] * 2 + [[0.1, 0.8, 0.1]] * 3
                 + [[0.1, 0.2, 0.7], [0.2, 0.2, 0.6]])  # fmt: skip
    score = ordinary.told_apart(p, mentions)
    assert (score.value, score.n) == (
        75.0,
        4,
    )  # B is nearer to blame than A; thanked alike is not told; beaten: both ways


# --------------------------------------------------------------------------- names are hidden


def read_as(text: str) -> str:
    """Return what stands in the place of names, in capitals, when the marked mention is judged."""
    sentence, span = marked(text)
    for start, end, word in reversed(portrayal.hidden(sentence, span)):
        sentence = sentence[:start] + word.upper() + sentence[end:]
    return sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The FBI told [[Ada Okoro]] that Okoro’s aide had left.", "ABC told SMITH that SMITH’s aide had left."),
        ("[[The Bank of Tamsel]] sued Ada Okoro and Tom Lunt.", "ABC sued SMITH and JONES."),
        ("Mayor Ada Okoro met [[Prime Minister Silva]] there.", "Mayor SMITH met Prime Minister JONES there."),
        ("On Monday the Attorney General met [[Theresa May]].", "On Monday the Attorney General met SMITH."),
        ("Mr. Baker and [[the U.N.]] met the State Department.", "Mr. SMITH and ABC met NBC."),
        ("[[Doctors Without Borders]] met Mayor Pete there.", "ABC met NBC there."),
        ("She told the Justice Department that [[Bill Barr]] lied.", "She told ABC that SMITH lied."),
        ("[[Hamas]] hid from Omar al-Okoro in South Tamsel.", "ABC hid from SMITH in NBC."),
        ("[[She]] said that police had lied to him in June.", "She said that police had lied to him in June."),
        ("Police said [[the mayor]] lied, and critics left.", "Police said the mayor lied, and critics left."),
        ("[[Jewish settlers]] met J. Michael Okoro there.", "ABC settlers met SMITH there."),
        ("Judge Throws Out Case Against [[Marlow]]", "Judge Throws Out Case Against ABC"),
        ("Okoro met Lunt; [[Okoro]] left with Tamsel Mills.", "SMITH met ABC; SMITH left with JONES."),
    ],
)
def test_names_are_hidden_and_nothing_else(text: str, expected: str) -> None:
    assert read_as(text) == expected


SWAPPED = {
    "person": ("Ada Okoro", "Donald Trump", "Marta Silva", "Okoro", "Clinton", "Khan"),
    "other": ("the Ku Klux Klan", "Hamas", "the WHO", "Tamsel Holdings", "Muslims", "the IMF", "Al-Qaeda", "Google"),
}


@pytest.mark.parametrize("kind", SWAPPED)
@pytest.mark.parametrize(
    "frame",
    ["Critics call [[{}]] a danger to the whole town.", "It was [[{}]] that hid the leak and saved Tom Lunt.",
     "[[{}]] said so.", "Nobody Wants to Hear Any More From [[{}]]"],
)  # fmt: skip
def test_a_swap_of_names_changes_nothing(kind: str, frame: str) -> None:
    names = [name[0].upper() + name[1:] if frame.startswith("[") else name for name in SWAPPED[kind]]
    scores = judged([frame.format(name) for name in names], "news")
    assert (scores == scores[0]).all()
    beside = judged([frame.replace("[[{}]]", name) + " [[She]] left the hall early." for name in names], "news")
    assert frame.startswith(("N", "[")) or (beside == beside[0]).all()


def test_what_stands_in_is_one_token() -> None:
    tokenizer = portrayal.load(portrayal.SHIPPED).tokenizer
    words = [row["word"] for row in rows("lexicons/stand_ins.csv", ("kind", "word"))]
    assert all(tokenizer.encode(word, add_special_tokens=False).ids == [tokenizer.token_to_id(word)] for word in words)
    assert len(set(words)) == len(words)


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The sentences a training is shown."""
    monkeypatch.syspath_prepend(DATA.parent / "benchmarks" / "portrayal")
    return pytest.importorskip("examples")


def test_every_gap_of_a_frame_is_filled_and_marked(examples: Any) -> None:
    rng = random.Random(1)
    for frame in examples.framed():
        found = examples.filled(frame, rng)
        assert "{" not in found.sentence and len(found.targets) == len(frame.targets)
        for before, after in zip(frame.targets, found.targets, strict=True):
            assert after.label == before.label
            assert found.sentence[after.start].isalnum() and found.sentence[after.end - 1 : after.end + 1].strip()


@pytest.mark.parametrize(("kind", "fits"), [("place", "country"), ("he", "he")])
def test_a_frame_of_places_or_pronouns_takes_nothing_else(examples: Any, kind: str, fits: str) -> None:
    frame, rng = examples.Reading("{} waited.", (examples.Target(0, 2, 1),), name=kind), random.Random(2)
    found = {examples.filled(frame, rng).sentence.removesuffix(" waited.") for _ in range(40)}
    assert len(found) > 1 and found <= {name[0].upper() + name[1:] for name in examples.NAMES[fits]}


def test_what_is_heard_from_a_larger_model_is_new_and_not_kept_apart(examples: Any, tmp_path: Path) -> None:
    """Sentences without a label come from articles that are trained on, and are not those known already."""
    texts = {
        False: "Mayor Ada Okoro met Tom Lunt on Monday. Tom Lunt thanked Ada Okoro for the talks.",
        True: "Ines Vidal sued Omar Reddy in May. Omar Reddy said that Ines Vidal had been wrong.",
    }
    ids = {kept: next(f"a{n}" for n in range(50) if examples.kept_apart(f"a{n}") is kept) for kept in texts}
    for name in {row["set"] for row in rows(DATA / "gold" / "portrayal_news.csv", ("set",))}:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        lines = [json.dumps({"id": ids[kept], "text": text}) for kept, text in texts.items()]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines if "polnear" in name else []), encoding="utf-8")
    known = "Tom Lunt thanked Ada Okoro for the talks."
    (found,) = examples.unlabelled(tmp_path, {known}, tmp_path / "heard.json")
    assert found.sentence == "Mayor Ada Okoro met Tom Lunt on Monday."
    named = [found.sentence[t.start : t.end] for t in found.targets]
    assert "Tom Lunt" in named and all(t.label is None and t.priors == ("news",) for t in found.targets)
    assert [r.sentence for r in examples.unlabelled(tmp_path, set(), tmp_path / "heard.json")][1:] == [known]


@pytest.mark.parametrize(
    ("sentence", "known"),
    [
        ("The port authority fined two carriers on Friday after a long inquiry into delays.", True),
        ("On Monday the port authority fined two carriers on Friday after a long inquiry.", True),  # ten words in a row
        ("The port authority praised two carriers on Friday after a long and costly inquiry.", False),
        ("The port authority fined two carriers.", False),
    ],
)
def test_a_copy_of_a_judged_sentence_is_not_learnt(examples: Any, sentence: str, known: bool) -> None:
    prepare = pytest.importorskip("prepare")
    copied = prepare.copies(["The port authority fined two carriers on Friday after a long inquiry into delays."])
    assert copied(sentence) is known


def test_what_is_learnt_has_no_names_and_nothing_that_is_judged(examples: Any) -> None:
    prepare, tokenizer = pytest.importorskip("prepare"), portrayal.load(portrayal.SHIPPED).tokenizer
    sentence = "Mayor Ada Okoro thanked Tom Lunt, and he left."
    thanked = examples.Reading(sentence, (examples.Target(24, 32, 2, ("news",)),))
    ((ids, mentions),) = prepare.encoded(tokenizer, prepare.beside(thanked, random.Random(1)))
    assert not {"ada", "##oro", "lunt", "tom"} & set(map(tokenizer.id_to_token, ids))
    labels = [label for _, _, label in mentions]
    assert labels[0] == [2, -1] and labels[1:] == [[-1, -1]] * 2  # Ada Okoro, "he": opinions alone
    assert all(0 < first < last < len(ids) for first, last, _ in mentions)


@pytest.fixture
def rounding(monkeypatch: pytest.MonkeyPatch) -> Any:
    """How weights become bytes."""
    monkeypatch.syspath_prepend(DATA.parent / "benchmarks" / "portrayal")
    return pytest.importorskip("rounding")


@pytest.mark.parametrize("seed", range(4))
def test_rounded_weights_overflow_on_no_processor(rounding: Any, seed: int) -> None:
    """Two products of a weight and an input of 255 are added in 16 bits where a processor has no better way."""
    weights = np.random.default_rng(seed).standard_t(2, (50, 384)).astype(np.float32)
    weights[0], weights[1, 4:8] = 1.0, (9.0, -9.0, 9.0, -9.0)
    found, step = rounding.rounded(weights)
    ordered = np.sort(found.reshape(50, -1, 4).astype(int), axis=2)
    assert 255 * (ordered[..., 2] + ordered[..., 3]).max() <= 32767
    assert 255 * (ordered[..., 0] + ordered[..., 1]).min() >= -32768
    assert np.abs(found * step[:, None] - weights).max(1) == pytest.approx(step / 2, rel=0.05)
    assert (np.abs(found).max(1) > 63).all()  # and no bit is given away without need


CLEARED = [
    "A jury of nine acquitted [[Petrosyan]] on Monday.",
    "The tax office found nothing wrong with the books of [[Larkin Foods]].",
    "[[Odhiambo]] was cleared of all blame for the accident.",
    "The weekly apologised to [[Ms Tallinn]] for a false report.",
    "Prosecutors dropped the charges against [[the nurse]].",
    "[[Vance]] is no liar, the clerk said.",
    "The police admitted that [[Kwon]] had been wrongly accused.",
    "Judge throws out case against [[Marlow]]",
    "[[The captain]] did not cause the collision, the inquiry found.",
    "The accusation against [[Idowu]] was invented, the witness confessed.",
]


def test_what_speaks_for_both_sides_speaks_for_neither() -> None:
    torn = np.array([[0.4, 0.22, 0.38], [0.1, 0.2, 0.7]])
    judged_ = portrayal.calibrated(torn, 1.0, [0.0] * 3, 0.5)
    assert judged_.argmax(1).tolist() == [1, 2] and np.allclose(judged_.sum(1), 1)
    assert np.allclose(judged_[:, 2] - judged_[:, 0], torn[:, 2] - torn[:, 0])
    assert portrayal.calibrated(torn, 1.0, [0.0] * 3).argmax(1).tolist() == [0, 2]


def test_who_is_exonerated_is_not_blamed() -> None:
    assert (judged(CLEARED, "news").argmax(1) != 0).sum() >= 9


# --------------------------------------------------------------------------- our own sentences

OWN = rows(DATA / "gold" / "portrayal.csv", ("id", "sentence", "split", "label_1", "label_2", "label"))


def test_own_sentences_point_at_their_mention() -> None:
    assert len(OWN) >= 200
    for row in OWN:
        assert row["sentence"][int(row["start"]) : int(row["end"])] == row["mention"], row["id"]
        assert {row["label_1"], row["label_2"], row["label"]} <= set(portrayal.LABELS), row["id"]


def test_the_labels_of_ordinary_news_hold_no_text_and_are_labels() -> None:
    labels = rows(DATA / "gold" / "portrayal_news.csv", ("use", "article", "start", "end", "label", "author"))
    assert sum(row["use"] == "drawn" for row in labels) == 3000
    for row in labels:
        assert int(row["sentence_start"]) <= int(row["start"]) < int(row["end"]) <= int(row["sentence_end"]), row["id"]
        assert {*row["label"].split(), *row["author"].split()} <= set(portrayal.LABELS), row["id"]


def test_no_sentence_is_in_both_halves() -> None:
    halves = {half: {row["sentence"] for row in OWN if row["split"] == half} for half in ("train", "test")}
    assert not halves["train"] & halves["test"]


def test_the_stated_agreement_is_that_of_the_file() -> None:
    alpha = measured.alpha([[row["label_1"] for row in OWN], [row["label_2"] for row in OWN]])
    assert measured.value("same annotator twice", "own sentences", "tone alpha") == alpha


def test_on_the_half_never_trained_on_it_beats_always_neutral() -> None:
    half = [row for row in OWN if row["split"] == "test"]
    spans = [(int(r["start"]), int(r["end"])) for r in half]
    p = portrayal.toward([r["sentence"] for r in half], spans, prior="even")
    right = np.mean([portrayal.LABELS[k] == row["label"] for k, row in zip(p.argmax(1), half, strict=True)])
    assert right > np.mean([row["label"] == "neutral" for row in half]) + 0.2
