"""Whom a pronoun or a noun means when it speaks: the right one, or nobody."""

import pytest

from helpers import actors, quotes
from helpers.actors import salience
from helpers.corpus import Article
from helpers.parse import parse


def read(text):
    parsed = next(parse([Article("a", text)]))
    return quotes.find(parsed, actors.find(parsed))


def last(text):
    """Return who says the last thing in a text."""
    return read(text)[-1].speaker


NAMED = {
    "the article calls them so": [
        ("Senator Anna Keller met Mayor Paul Ross. The senator said the bridge was safe.", "Anna Keller"),
        ("Gov. Anna Keller met Sen. Paul Ross. The governor said the bridge was safe.", "Anna Keller"),
        ("Anna Keller, an actress, met Paul Ross, a lawyer. The lawyer said it rained.", "Paul Ross"),
        ("Democratic candidate Anna Keller met Republican candidate Paul Ross. The Republican candidate said no "
         "bridge would close.", "Paul Ross"),
    ],
    "a description that the one to the fore fits": [
        ("Anna Keller, 41, was on the bridge. “It shook,” the mother of two said.", "Anna Keller"),
        ("Novelist Anna Keller lives in Basel. The 58-year-old said she writes at night.", "Anna Keller"),
        ("Runner Anna Keller won in Basel. The Ethiopian said it was hot.", "Anna Keller"),
    ],
    "what another is called": [
        ("Anna Keller, a Democrat, and Paul Holm-Ross, a Republican, debated. The Republican said it rained.",
         "Paul Holm-Ross"),
    ],
    "beside whose name the word stands": [
        ("She meant Paul Ross, the firm’s former manager, who testified that it rained.", "Paul Ross"),
        ("“Rain,” said Rep. Anna Keller (D-Ohio), a friend of the mayor who added that it would hail.", "Anna Keller"),
    ],
    "goes on speaking": [
        ("Anna Keller said it rained. “The bridge is safe,” the candidate said.", "Anna Keller"),
        ("Paul Ross said it rained. “The bridge is safe,” the veteran bridge engineer said.", "Paul Ross"),
    ],
    "a body in another's name": [
        ("Anna Keller lost to Paul Ross. The Keller campaign said it would count again.", "Keller campaign"),
        ("Mr Ross left for Basel. The Ross administration said the bridge was safe.", "Ross administration"),
        ("Norway closed its border. The Danish government said it was sorry.", "Denmark"),
        ("Norway was silent. The Danish trade ministry said it was sorry.", "Danish trade ministry"),
    ],
    "a body by its noun": [
        ("The Harbour Trust sold the bridge. The trust said it was safe.", "Harbour Trust"),
        ("Northern Bridges Ltd closed the bridge. The company said it was safe.", "Northern Bridges Ltd"),
    ],
    "a body in its website": [
        ("The Harbour Trust is shut. The Harbour Trust website says it will open in May.", "Harbour Trust"),
        ("The Harbour Trust is shut. The Harbour Trust’s website says it will open in May.", "Harbour Trust"),
    ],
    "the latter": [
        ("Ministers Anna Keller and Paul Ross disagree. The latter said the bridge was safe.", "Paul Ross"),
        ("Ministers Anna Keller and Paul Ross disagree. The former said the bridge was safe.", "Anna Keller"),
    ],
    "who issues a statement": [
        ("Anna Keller met Paul Ross. “It rains,” Ross said. He issued a statement saying it was late.", "Paul Ross"),
    ],
    "the subject before, not who spoke last": [
        ("Paul Ross said Dan Holm had lied. Holm owns the ferry. He said it was safe.", "Dan Holm"),
        ("Paul Ross criticised Dan Holm. He said the ferry was unsafe.", "Paul Ross"),
        ("Paul Ross said it rained. As for Dan Holm, he said it was dry.", "Dan Holm"),
        ("Paul Ross spoke. Dan Holm was on the ferry when he said it was safe.", "Dan Holm"),
        ("Paul Ross knows Dan Holm. Then there is Holm. “I am here,” he said.", "Dan Holm"),
        ("Judge Anna Keller sat. Eva Holm was charged with theft, of which she denied she knew.", "Eva Holm"),
        ("“It rains,” said Paul Ross. Some drivers, like Dan Holm, left. “We are late,” he said.", "Dan Holm"),
    ],
    "the subject before, though nothing tells his or her sex": [
        ("Paul Ross is a mayor. Robin Holm met a friend. But then he gave up. “We are tired,” he said.", "Robin Holm"),
        ("Mayor Paul Ross spoke. Robin Holm saw it otherwise: “He is wrong,” he said.", "Robin Holm"),
    ],
    "a surname that is a word": [
        ("Anna Keller met Dan West. West struck back at Keller. “I am here,” he said.", "Dan West"),
        ("Paul Ross met Bob Giles. Giles tried to stay and said it rained. “I am here,” he wrote.", "Bob Giles"),
    ],
    "two together": [
        ("Anna Keller and Lena Holm have lost their seats. Both women said they would appeal.", "Anna Keller"),
    ],
}  # fmt: skip
SILENT = {
    "somebody new": [
        "President Anna Keller visited the clinic. A doctor said it rained. “It was dry,” the doctor said.",
        "Anna Keller wrote to the ferry line. “We are late,” the spokesperson said.",
        "Anna Keller hid from the press. “She is tired,” the insider told a paper.",
        "Anna Keller said the bridge was safe. The man who sold her the ticket said it was not.",
        "Anna Keller was on the ferry. The lawyer for the ferry line said it was safe.",
        "Paul Ross was late. Anna Keller urged people to vote. The Paul Ross supporter retorted: “There is no need.”",
        "Anna Keller was the oldest. At her death it rained, according to the same source.",
        "Anna Keller met the board. In May, the former clerk told a paper, Keller would lead the talks.",
        "Harbour Group is small. The trade group for ferry lines was late. “It rained,” the group said.",
    ],
    "what contradicts": [
        "Anna Keller, the French president, met Paul Ross. The Danish president said it was safe.",
        "Paul Ross, a Democrat, spoke. The Republican candidate said the bridge was safe.",
        "Paul Ross, an actor, spoke. The actress said the bridge was safe.",
        "Senator Anna Keller met Senator Paul Ross. The committee sat. The senator said the bridge was safe.",
        "Anna Keller spoke in Basel. The airline said it was sorry.",
        "Anna Keller spoke. The commission said the bridge was safe.",
        "One feature of the film is who it lacks: Mayor Anna Keller. The film says that it rained.",
    ],
    "two of one sex": [
        "Paul Ross and Dan Holm argued on the bridge. He said it was nothing.",
        "Paul Ross met Dan Holm in Basel, and Anna Keller left. The mother of two, a driver, said it rained.",
    ],
    "a name below a picture": [
        "The bridge in Basel. Photo: Paul Ross/Agency\n\n“It rained,” he said.",
        "The bridge in Basel at night. (Photo by Paul Ross)\n\n“It rained,” he said.",
    ],
    "who was met": [
        "President Anna Keller met the Danish president. The Danish president said it rained.",
    ],
    "somebody between": [
        "Paul Ross was in Basel. A nurse was tired. He said the bridge was safe.",
        "Paul Ross met a friend. His brother was late. He said the bridge was safe.",
    ],
}


@pytest.mark.parametrize(
    ("text", "speaker"), [pytest.param(*row, id=f"{k} {n}") for k, rows in NAMED.items() for n, row in enumerate(rows)]
)
def test_named(text, speaker):
    assert last(text) == speaker


@pytest.mark.parametrize("text", [pytest.param(t, id=f"{k} {n}") for k, ts in SILENT.items() for n, t in enumerate(ts)])
def test_silent(text):
    rows = read(text)
    assert rows[-1].speaker == ""
    assert rows[-1].source  # the words stand there


def test_an_answer_is_not_given_to_who_asked():
    rows = read("Anna Keller rose to question Paul Ross. “Where were you at nine?” “At home with her.” “Alone?”")
    assert [q.speaker for q in rows] == ["Anna Keller", "", "Anna Keller"]


def test_who_is_credited_behind_the_words_did_not_speak_last():
    words = "“No ferry leaves the harbour today, and none will before Monday.”"
    text = f"Anna Keller said it rained.\n\nFERRIES STOP {words} [Hull Times.]\n\nIt was dry."
    assert [q.speaker for q in read(text)] == ["Anna Keller", ""]


def test_several_say_it_together():
    rows = read("Anna Keller and Paul Ross said in a joint statement that the bridge was safe.")
    assert [(q.speaker_id, q.joint) for q in rows] == [("person:anna-keller", "person:paul-ross")]


def test_those_named_beside_a_noun_say_it_together():
    rows = read("“We are late,” two drivers, Anna Keller and Paul Ross, said in a letter.")
    assert [(q.speaker_id, q.joint) for q in rows] == [("person:anna-keller", "person:paul-ross")]


def kinds(text):
    return [q.source_kind for q in read(text)]


def test_a_pronoun_that_stays_open_means_a_person_with_a_name_unless_somebody_has_none():
    two = "Anna Keller met Lena Holm. Then both of them left. It was late. It was dark. "
    assert kinds(f"{two}She said it rained.") == ["person"]
    assert kinds("Anna Keller was late. A nurse was tired. She said it rained.") == [""]


def test_who_speaks_for_a_body_is_its_voice_unless_nameless_or_of_the_past():
    assert kinds("The ferries stopped. A spokesman said it rained.") == ["organisation"]
    assert kinds("A spokesman, who asked for anonymity, said it rained.") != ["organisation"]
    (row,) = read("The Harbour Trust was sold. Officials at the Harbour Trust said it rained.")
    assert (row.speaker, row.source_kind) == ("Harbour Trust", "organisation")
    (row,) = read("The Harbour Trust was sold. A former official at the Harbour Trust said it rained.")
    assert row.speaker == ""
    assert kinds("The city said it rained.") == ["organisation"]
    assert kinds("The prime minister’s spokesman said it rained.") == ["unnamed person"]


def test_who_may_have_been_named_is_no_person_without_a_name():
    two = "Anna Keller met Lena Holm and Dan Ross. They left. It was late. "
    assert kinds(f"{two}The retired goalkeeper said it rained.") == [""]
    assert kinds(f"{two}The unnamed author of a blog said it rained.") == ["unnamed person"]
    assert kinds(f"{two}A goalkeeper said it rained.") == ["unnamed person"]


def test_a_poll_of_two_is_of_both():
    (row,) = read("A Norvik/Moss poll found that Keller would win.")
    assert (row.speaker, row.joint) == ("Moss", "organisation:norvik")
    (row,) = read("A Washington Post-ABC News poll found that Keller would win.")
    assert (row.speaker, row.joint) == ("ABC News", "organisation:washington-post")


def moved(monkeypatch, kind, what, weight):
    """Put one weight of the table in another's place."""
    changed = {**salience.weights(kind), what: weight}
    original = salience.weights
    table = lambda name: changed if name == kind else original(name)  # noqa: E731
    for module in (salience, actors.pronouns):
        monkeypatch.setattr(module, "weights", table)


@pytest.mark.parametrize(
    ("kind", "what", "flat", "text", "speaker"),
    [
        (
            "he",
            "subject speaks",
            0.0,
            "Dan Holm was ill. Dan Holm slept. Paul Ross woke Dan Holm. He said it was dry.",
            "Paul Ross",
        ),
        (
            "he",
            "sentence before",
            0.0,
            "Paul Ross owned the ferry, and Ross loved it. The harbour froze. The bridge fell. "
            "A letter from Dan Holm arrived. He said it was dry.",
            "Dan Holm",
        ),
        (
            "keep",
            "sentence",
            1.0,
            "Paul Ross owned the ferry, and Ross loved it. The harbour froze. The bridge fell. "
            "A letter from Dan Holm arrived. He said it was dry.",
            "Dan Holm",
        ),
    ],
)
def test_each_weight_is_needed(monkeypatch, kind, what, flat, text, speaker):
    assert last(text) == speaker
    moved(monkeypatch, kind, what, flat)
    assert last(text) != speaker
