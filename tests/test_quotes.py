"""Who says what: each class of quotation as a small table of (text, expected)."""

from functools import cache
from pathlib import Path

import pytest

from helpers import actors, knowledge, quotes, tables, tokens
from helpers.corpus import Article
from helpers.parse import parse
from helpers.quotes import cues

SEED = Path(__file__).parents[1] / "data" / "articles" / "lukashenko-belarus-troops.txt"


@cache
def parsed(text):
    return next(parse([Article("a", text)]))


def read(text, **options):
    p = parsed(text)
    found = quotes.find(p, actors.find(p), **options)
    for q in found:
        assert q.content and text[q.start : q.end] == q.content
        assert (text[q.cue_start : q.cue_end] if q.cue_start is not None else "") == q.cue
        assert (text[q.source_start : q.source_end] if q.source_start is not None else "") == q.source
        assert q.speaker_by in {"name", "pronoun", "nominal", "carried", "headline", "unnamed", "none"}
    return found


def said(text, **options):
    return [(q.speaker, q.content.strip("“”‘’\"' ")) for q in read(text, **options) if not q.negated]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A b,” he said. “C d.”", ["“A b,”", "“C d.”"]),
        ('"A b," he said. "C d."', ['"A b,"', '"C d."']),
        ("''A b,'' he said.", ["''A b,''"]),
        ("“One.\n\n“Two.\n\n“Three,” he said.", ["“One.", "“Two.", "“Three,”"]),
        ("He said: “A ‘b c’ d.”", ["“A ‘b c’ d.”", "‘b c’"]),
        ("He called it 'a mess' and it's the workers' fault.", ["'a mess'"]),
        ('A 6" nail and "this".', ['"this"']),
        ("(”This guy”)", ["”This guy”"]),
        ("“Never closed.\n\nNext.", ["“Never closed."]),
        ("He said “no.\n\n“Yes,” he said.", ["“no.", "“Yes,”"]),
        ("He said “no.\n\nIt rained.\n\n“Yes,” she said.", ["“Yes,”"]),  # only the next paragraph can go on with it
        ("He said “no.\n\nIt rained. “Yes,” she said.", ["“Yes,”"]),  # and only from its beginning
        ("Closed” but never opened.", []),
        ('He said “no.\nA link\n"Yes," she said.\n\nEnd.', ['"Yes,"']),
        ("‘The workers’ day is done,’ she said.", ["‘The workers’ day is done,’"]),
        ('<a href="x">“A b,”</a> he said.', ["“A b,”"]),
    ],
)
def test_marks(text, expected):
    assert [text[m.start : m.end] for m in tokens.find(text, tokens.paragraphs(text))] == expected


def test_seed():
    found = read(SEED.read_text(encoding="utf-8"))
    assert [(q.cue, q.speaker, q.content.split()[:4]) for q in found] == [
        ("", "Alexander Lukashenko", ["Belarus", "Won’t", "Send", "Troops"]),
        ("claimed", "Alexander Lukashenko", ["There", "is", "no", "way"]),
        ("Pointing out", "Alexander Lukashenko", ["that", "Belarus", "knows", "what"]),
        ("added", "Alexander Lukashenko", ["that", "the", "West", "must"]),
        ("announced", "Dmitry Peskov", ["that", "the", "Russian", "president"]),
        ("stressed", "Alexander Lukashenko", ["that", "Moscow", "has", "never"]),
        ("asking", "Alexander Lukashenko", ["why", "it", "is", "supporting"]),
        ("pointed out", "Alexander Lukashenko", ["the", "US", "is", "the"]),
        ("claimed", "Belarus", ["that", "Ukrainian", "drones", "and"]),
    ]
    assert [q.speaker_by for q in found] == ["headline", *["name"] * 6, "pronoun", "name"]
    assert {q.cue: q.stance for q in found}["claimed"] == "distancing"
    assert {q.cue: q.stance for q in found}["Pointing out"] == "endorsing"


CLASSES = {
    "the cue after, before and in the middle": [
        ("“The bridge is safe,” said Anna Keller on Monday.", [("Anna Keller", "The bridge is safe,")]),
        ("Anna Keller said: “The bridge is safe.”", [("Anna Keller", "The bridge is safe.")]),
        (
            "“The bridge,” Anna Keller said, “is safe.”",
            [("Anna Keller", "The bridge,"), ("Anna Keller", "is safe.")],
        ),
        ("The bridge is safe, Anna Keller said.", [("Anna Keller", "The bridge is safe")]),
        ("“Is the bridge safe?” Anna Keller asked.", [("Anna Keller", "Is the bridge safe?")]),
    ],
    "reported clauses": [
        ("Anna Keller said that the bridge was safe.", [("Anna Keller", "that the bridge was safe")]),
        ("Anna Keller told reporters the bridge was safe.", [("Anna Keller", "the bridge was safe")]),
        (
            "Anna Keller said the bridge was safe and added that it would open soon.",
            [("Anna Keller", "the bridge was safe"), ("Anna Keller", "that it would open soon")],
        ),
        (
            "Anna Keller said the bridge was safe, adding that it would open soon.",
            [("Anna Keller", "the bridge was safe"), ("Anna Keller", "that it would open soon")],
        ),
        (
            "According to Anna Keller, the bridge is safe.",
            [("Anna Keller", "the bridge is safe")],
        ),
        ("The bridge is safe, according to Anna Keller.", [("Anna Keller", "The bridge is safe")]),
        ("Anna Keller asked why the bridge was closed.", [("Anna Keller", "why the bridge was closed")]),
    ],
    "pronouns go on with who spoke": [
        (
            "Anna Keller met Paul Ross on Monday. “The bridge is safe,” Keller said. She said it would open soon.",
            [("Anna Keller", "The bridge is safe,"), ("Anna Keller", "it would open soon")],
        ),
        (
            "Anna Keller said Paul Ross had closed the bridge. He said she was wrong.",
            [("Anna Keller", "Paul Ross had closed the bridge"), ("Paul Ross", "she was wrong")],
        ),
    ],
    "floating quotations": [
        (
            "“The bridge is safe,” said Anna Keller. “We tested it twice.”",
            [("Anna Keller", "The bridge is safe,"), ("Anna Keller", "We tested it twice.")],
        ),
        (
            "Anna Keller said the bridge was safe.\n\n“We tested it twice last week.”",
            [("Anna Keller", "the bridge was safe"), ("Anna Keller", "We tested it twice last week.")],
        ),
    ],
    "names in all their forms": [
        (
            "Dr. Anna M. Keller opened the bridge. “It is safe,” Anna said.",
            [("Anna M. Keller", "It is safe,")],
        ),
        (
            "Ludwig van der Meer opened the bridge. “It is safe,” Mr. van der Meer said.",
            [("Ludwig van der Meer", "It is safe,")],
        ),
    ],
    "nominal sources": [
        (
            "Mayor Anna Keller opened the bridge. “It is safe,” the mayor said.",
            [("Anna Keller", "It is safe,")],
        ),
        ("His lawyer, Anna Keller, said the bridge was safe.", [("Anna Keller", "the bridge was safe")]),
        ("“It is safe,” said a spokesman.", [("", "It is safe,")]),
        (
            "Anna Keller resigned. “The bridge was never safe,” her statement said.",
            [("Anna Keller", "The bridge was never safe,")],
        ),
    ],
    "names, labels and objects": [
        ("Anna Keller called it “a disaster for the city.”", [("Anna Keller", "a disaster for the city.")]),
        ("Anna Keller described the plan as “a disaster.”", [("Anna Keller", "the plan as “a disaster.")]),
        ("Anna Keller described him as “a disaster.”", [("Anna Keller", "him as “a disaster.")]),
        ("Anna Keller referred to the plan as “a disaster.”", [("Anna Keller", "the plan as “a disaster.")]),
        (
            "Anna Keller called it “slow” and “dear” on Monday.",
            [("Anna Keller", "slow” and “dear")],
        ),
        (
            "Anna Keller called it “a disaster” and said that she would resign.",
            [("Anna Keller", "a disaster"), ("Anna Keller", "that she would resign")],
        ),
        ("Anna Keller apologised, promising “a full inquiry.”", [("Anna Keller", "a full inquiry.")]),
    ],
    "less than a clause": [
        ("Anna Keller announced a plan to close the bridge.", [("Anna Keller", "a plan to close the bridge")]),
        ("Anna Keller has criticised Paul Ross for the delay.", [("Anna Keller", "Paul Ross for the delay")]),
        ("Anna Keller described Paul Ross as a liar.", [("Anna Keller", "Paul Ross as a liar")]),
        ("Anna Keller warned of a long delay.", [("Anna Keller", "a long delay")]),
        ("Anna Keller commented on the long delay.", [("Anna Keller", "the long delay")]),
        ("Anna Keller claimed to know the builders.", [("Anna Keller", "to know the builders")]),
        ("Anna Keller resigned, denouncing the long delay.", [("Anna Keller", "the long delay")]),
        ("Anna Keller refused to announce a plan.", []),
        ("Anna Keller did not mention the bridge.", []),
        ("Anna Keller criticised him.", []),
        ("Anna Keller opened the old bridge.", []),
        (
            "Paul Ross said Anna Keller had announced a plan.",
            [("Paul Ross", "Anna Keller had announced a plan")],
        ),
    ],
    "a cue between commas": [
        (
            "Even then, others insist, the bridge will be safe.",
            [("", "Even then"), ("", "the bridge will be safe")],
        ),
        (
            "That attitude, many argue, could cost Paul Ross the election.",
            [("", "That attitude"), ("", "could cost Paul Ross the election")],
        ),
        (
            "As first reported by the Herald, the city closed the bridge.",
            [("Herald", "the city closed the bridge")],
        ),
        ("The city closed the bridge, as reported by the Herald.", [("Herald", "The city closed the bridge")]),
    ],
    "quoted clauses without a cue": [
        (
            "“He wanted to build it,” said Anna Keller. Instead, “he just gave up on the bridge.”",
            [("Anna Keller", "He wanted to build it,"), ("Anna Keller", "he just gave up on the bridge.")],
        ),
        (
            "Anna Keller met anger over her remark that “nobody ever used the old bridge.”",
            [("Anna Keller", "nobody ever used the old bridge.")],
        ),
        (
            "The news came in a column by the reporter Anna Keller: “The bridge was never safe.”",
            [("Anna Keller", "The bridge was never safe.")],
        ),
        ("Anna Keller wants to repair “the old bridge over the river.”", []),
        ("Anna Keller’s words “the bridge is not safe” became famous.", []),
    ],
    "cues without a verb of speech": [
        ("Her message was short: “Close the bridge now.”", [("", "Close the bridge now.")]),
        ("“Close the bridge now.” — Anna Keller", [("Anna Keller", "Close the bridge now.")]),
        ("Anna Keller: “Close the bridge now.”", [("Anna Keller", "Close the bridge now.")]),
        (
            "Anna Keller was quoted as saying that the bridge was safe.",
            [("Anna Keller", "that the bridge was safe")],
        ),
    ],
    "who-clauses and passives": [
        (
            "Anna Keller, who said the bridge was safe, resigned on Monday.",
            [("Anna Keller", "the bridge was safe")],
        ),
        ("Paul Ross was told by Anna Keller that the bridge was safe.", [("Anna Keller", "that the bridge was safe")]),
        ("Asked whether the bridge was safe, Anna Keller left the room.", []),
    ],
    "quotations in quotations, and over paragraphs": [
        (
            "“Paul came in and said, ‘Close the bridge right now,’” Anna Keller said.",
            [
                ("Anna Keller", "Paul came in and said, ‘Close the bridge right now,"),
                ("Paul", "Close the bridge right now,"),
            ],
        ),
        (
            "“The bridge is old,” said Anna Keller. “It was built in 1950.\n\n“It was never repaired.”",
            [
                ("Anna Keller", "The bridge is old,"),
                ("Anna Keller", "It was built in 1950."),
                ("Anna Keller", "It was never repaired."),
            ],
        ),
        ('"The bridge is safe," said Anna Keller. "We tested it', [("Anna Keller", "The bridge is safe,")]),
    ],
    "words in marks that are not speech": [
        ("Anna Keller said “”, then “…” and at last ‘?’.", []),
        ("Anna Keller said: “👍”", [("Anna Keller", "👍")]),
        ("They live in the so-called “new town” by the river.", []),
        ("James “Jimmy” Ross opened the bridge.", []),
        ("Her novel “The Bridge of Sighs” won a prize.", []),
        (
            "Anna Keller said on the programme “Face of the Day” that the bridge was safe.",
            [("Anna Keller", "that the bridge was safe")],
        ),
    ],
    "who speaks is not what is said": [
        (
            "“You hear that a lot,” said Paul Ross, a Republican who knows the bridge. “It is old.”",
            [("Paul Ross", "You hear that a lot,"), ("Paul Ross", "It is old.")],
        ),
    ],
    "what nobody said": [
        ("Anna Keller did not say that the bridge was safe.", []),
        ("Nobody could say whether the bridge was safe.", []),
        ("Anna Keller may say that the bridge is safe.", []),
        ("It is worth noting that the bridge was safe.", []),
        ("READ MORE: Anna Keller says the bridge is safe", []),
    ],
    "a speaker inside a report": [
        (
            "Anna Keller said her brother had told her: “Sell the ferry.”",
            [("Anna Keller", "her brother had told her: “Sell the ferry."), ("", "Sell the ferry.")],
        ),
        (
            "Anna Keller said her brother had phoned from Basel and said the ferry was late.",
            [
                ("Anna Keller", "her brother had phoned from Basel and said the ferry was late"),
                ("", "the ferry was late"),
            ],
        ),
        (
            "According to Paul Ross, the captain shouted “jump, jump” and left.",
            [("Paul Ross", "the captain shouted “jump, jump” and left"), ("", "jump, jump")],
        ),
        (
            "The Basel Post quoted Mayor Anna Keller as saying the bridge was “older than the town.”",
            [("Anna Keller", "the bridge was “older than the town.")],
        ),
        ("Anna Keller was quoted as saying the bridge was old.", [("Anna Keller", "the bridge was old")]),
        ("Paul Ross was called “a born liar” by Mayor Anna Keller on Monday.", [("Anna Keller", "a born liar")]),
        ("“A quiet hero” is how Mayor Anna Keller described Paul Ross.", [("Anna Keller", "A quiet hero")]),
        ("In the words of Anna Keller, it was “a theft at noon.”", [("Anna Keller", "it was “a theft at noon.")]),
        (
            "Paul Ross read us a letter from Anna Keller: “I will sell the bridge.”",
            [("Anna Keller", "I will sell the bridge.")],
        ),
    ],
    "what leads in and what signs": [
        ("“The bridge is old.” – Mayor Anna Keller", [("Anna Keller", "The bridge is old.")]),
        ("“The bridge is old.” -Mayor Anna Keller", [("Anna Keller", "The bridge is old.")]),
        (
            "From the desk of Anna Keller, head of the port:\n\n“The bridge will close in May.”",
            [("Anna Keller", "The bridge will close in May.")],
        ),
        ("Anna Keller, on the late ferry: “I would wait all night.”", [("Anna Keller", "I would wait all night.")]),
        (
            "“We sail in any weather.” Captain Anna Keller folded her map. “Any at all.”",
            [("Anna Keller", "We sail in any weather."), ("Anna Keller", "Any at all.")],
        ),
        (
            "Anna Keller met Paul Ross.\n\nKELLER: The bridge is old.\n\nROSS: It is new.",
            [("Anna Keller", "The bridge is old."), ("Paul Ross", "It is new.")],
        ),
        ("Anna Keller met us.\n\nQ: Is it old?\n\nA: It is.", [("Anna Keller", "It is.")]),
        ("Two women met us.\n\nQ: Is it old?\n\nA: It is.", [("", "Is it old?"), ("", "It is.")]),
        (
            "Anna Keller met us.\n\nHOST: Is it old?\n\nKELLER: It is, Paul Ross.\n\nHOST: Why is it?\n\n"
            "ROSS: I don't know.\n\nAXTON: It is.",
            [
                ("", "Is it old?"),
                ("Anna Keller", "It is, Paul Ross."),
                ("", "Why is it?"),
                ("Paul Ross", "I don't know."),
                ("", "It is."),
            ],
        ),
        (
            "Rain came.\n\nOSLO, May 2 (Wire) - The bridge is shut, Anna Keller said.",
            [("Anna Keller", "The bridge is shut")],
        ),
        ("Anna Keller, who had promised to mend it by May, was late.", [("Anna Keller", "to mend it by May")]),
        (
            "Clients of Norden Bank, who say they lost half of it, left.",
            [("", "they lost half of it")],
        ),
        ("Anna Keller spoke.\n\nRUMOUR: The bridge is old.\n\nTHE FACTS: It is new.\n\nRUMOUR: It is shut.", []),
        ("A film.\n\nDIRECTOR: Anna Keller and Paul Ross.\n\nWRITER: Paul Ross, of Basel.\n\nSTARS: Tom Ray.", []),
        ("WINNER: Anna Keller for Bread.\n\nDRIVER: Paul Ross of Basel.\n\nWINNER: Tom Ray for Milk.", []),
        ("Anna Keller met Paul Ross.\n\nWATCH: The bridge is old\n\nREAD MORE: Ross on the bridge", []),
    ],
    "what goes on": [
        (
            "‘The bridge is shut,’ Anna Keller said. ‘We have no money.’",
            [("Anna Keller", "The bridge is shut,"), ("Anna Keller", "We have no money.")],
        ),
        ("“Why now?” asked Anna Keller. “How?”", [("Anna Keller", "Why now?"), ("Anna Keller", "How?")]),
        (
            "Anna Keller described the plan as “slow,” “dear” and “a gift.”",
            [("Anna Keller", "the plan as “slow,” “dear” and “a gift.")],
        ),
    ],
    "verbs of no list": [
        ("As Anna Keller puts it, the bridge is “a wound.”", [("Anna Keller", "the bridge is “a wound.")]),
        ("“The bridge is old,” Mr Ross corrected.", [("Ross", "The bridge is old,")]),
        ("“The bridge is old,” Mayor Anna Keller fretted.", [("Anna Keller", "The bridge is old,")]),
        ("Anna Keller denied taking the ferry.", [("Anna Keller", "taking the ferry")]),
        ("Anna Keller vowed to close the bridge.", [("Anna Keller", "to close the bridge")]),
        ("Anna Keller goes to the bridge and “the view” is good.", []),
    ],
    "marks that are no speech": [
        ("The firm may use the word “Bridge” in its name, though Paul Ross later made it stop.", []),
        ("The crew would rely on “careful repair” to maintain the bridge.", []),
        ("Anna Keller sang the song “Bridge of Sighs” on Monday.", []),
    ],
    "what the reporter holds against it": [
        ("Anna Keller said the bridge was safe, but in fact it had closed.", [("Anna Keller", "the bridge was safe")]),
        (
            "Anna Keller said the bridge was safe, but the figures say it was not.",
            [("Anna Keller", "the bridge was safe"), ("figures", "it was not")],
        ),
        (
            "Anna Keller said the bridge was safe, but it would close.",
            [("Anna Keller", "the bridge was safe, but it would close")],
        ),
    ],
    "where a space is missing": [
        (
            "“The bridge opens in June,”Mayor Anna Keller said.Critics said it was late.",
            [("Anna Keller", "The bridge opens in June,"), ("", "it was late")],
        ),
    ],
    "who issues a statement": [
        (
            "The Keller campaign issued a statement saying that the bridge was safe.",
            [("Keller campaign", "that the bridge was safe")],
        ),
        ("Anna Keller met us.\n\nKeller: 12\n\nRoss: 9", []),
    ],
    "documents and polls": [
        (
            "The ferry company, the suit alleged, had sold the boats twice.",
            [("suit", "The ferry company"), ("suit", "had sold the boats twice")],
        ),
        ("The survey found that most people liked the bridge.", [("survey", "that most people liked the bridge")]),
        ("Anna Keller found that the bridge was old.", []),
        (
            "A Harbour Institute poll showed that most people liked the bridge.",
            [("Harbour Institute", "that most people liked the bridge")],
        ),
        ("A spokesman for the Harbour Institute said boats were late.", [("Harbour Institute", "boats were late")]),
        (
            "A Harbour Institute poll showed that boats were late. The poll also found that ferries were full.",
            [("Harbour Institute", "that boats were late"), ("Harbour Institute", "that ferries were full")],
        ),
        (
            "A spokesman for the Harbour Institute said boats were late. “We are sorry,” the spokesman said.",
            [("Harbour Institute", "boats were late"), ("Harbour Institute", "We are sorry,")],
        ),
        (
            "“The lawsuit is old,” the lawsuit says. “It is long,” it says.",
            [("lawsuit", "The lawsuit is old,"), ("lawsuit", "It is long,")],
        ),
    ],
    "headlines with marks": [
        (
            "‘We were left behind’: ferry passengers turn on the mayor\n\nMayor Anna Keller was booed on Monday.",
            [("", "We were left behind")],
        ),
        (
            "Keller: ‘I will not close it’\n\nMayor Anna Keller was booed on Monday.",
            [("Anna Keller", "I will not close it")],
        ),
        (
            "Keller: No new bridge before May\n\nMayor Anna Keller ruled it out on Monday.",
            [("Anna Keller", "No new bridge before May")],
        ),
    ],
    "headlines": [
        (
            "Keller: The Bridge Is Safe\n\nMayor Anna Keller spoke on Monday.",
            [("Anna Keller", "The Bridge Is Safe")],
        ),
        ("Watch: The Bridge Is Safe\n\nMayor Anna Keller spoke on Monday.", []),
    ],
    "whose verb it is": [
        (
            "Anna Keller called the bridge’s state “dangerous” and called for it to be “torn down.”",
            [("Anna Keller", "the bridge’s state “dangerous"), ("Anna Keller", "for it to be “torn down.")],
        ),
        (
            "Paul Ross described Mayor Anna Keller as a “disgrace” after she attacked the police.",
            [("Paul Ross", "Mayor Anna Keller as a “disgrace")],
        ),
        (
            "Anna Keller called Paul Ross a “danger” to the town, praising his wife.",
            [("Anna Keller", "Paul Ross a “danger” to the town")],
        ),
        ('Paul Ross began taking calls from listeners to his "Wide Awake" programme.', []),
        (
            "Once she was sworn in as mayor in May, Anna Keller said the bridge would close.",
            [("Anna Keller", "the bridge would close")],
        ),
        (
            'Anna Keller told "Morning Watch" that the bridge was safe.',
            [("Anna Keller", "that the bridge was safe")],
        ),
    ],
    "several words in marks": [
        (
            "Anna Keller condemned the plan as “slow and dear” and a “danger” to the town.",
            [("Anna Keller", "the plan as “slow and dear” and a “danger” to the town")],
        ),
        (
            'Paul Ross called Anna Keller a "fool," a "liar," "lazy" and "rude."',
            [("Paul Ross", 'Anna Keller a "fool," a "liar," "lazy" and "rude.')],
        ),
        (
            "Anna Keller vowed to end what she called “a mess.”",
            [("Anna Keller", "to end what she called “a mess."), ("Anna Keller", "a mess.")],
        ),
    ],
    "who issues it": [
        (
            "Paul Ross sent a letter to the board describing the sale as a “theft.”",
            [("Paul Ross", "the sale as a “theft.")],
        ),
        ("The owners, who were not heard but issued a statement vowing to fight on, left.", [("", "to fight on")]),
        (
            "The bridge is unsafe, said one of the plan’s sponsors, Rep. Anna Keller.",
            [("Anna Keller", "The bridge is unsafe")],
        ),
        (
            "“They will last,” Anna Keller told the board, after Paul Ross had said it rained. “They are sound.”",
            [
                ("Anna Keller", "They will last,"),
                ("Paul Ross", "it rained"),
                ("Anna Keller", "They are sound."),
            ],
        ),
    ],
    "a clause that the parse hides": [
        (
            "Anna Keller questioned how some of the money given to the ferry line was spent.",
            [("Anna Keller", "how some of the money given to the ferry line was spent")],
        ),
        (
            "Anna Keller said after the vote she would not stay in the race.",
            [("Anna Keller", "she would not stay in the race")],
        ),
        (
            "The water board said about half of the loss reflected old pipes.",
            [("", "about half of the loss reflected old pipes")],
        ),
        ("But as Anna Keller noted, the bridge had closed.", [("Anna Keller", "the bridge had closed")]),
        (
            "According to Paul Ross, a Democrat, the plan reeks of “fear” and greed.",
            [("Paul Ross", "the plan reeks of “fear” and greed")],
        ),
    ],
    "what is shown or sung": [
        ("A video shows officers pulling down tents.", []),
        ("The video shows that he fell.", [("video", "that he fell")]),
        ("Anna Keller sings, “The bridge is long, and so is the night.”", []),
        ("Police put the number at 3,000.", [("", "the number at 3,000")]),
        ("Anna Keller put the book at the window.", []),
    ],
    "findings": [
        ("The survey found a rise in the number of ferries.", [("survey", "a rise in the number of ferries")]),
        ("Paul Ross found a rise in the number of ferries.", []),
    ],
    "acts of speech": [
        ("The union accused the council of hiding the reports.", [("", "the council of hiding the reports")]),
        ("Anna Keller urged drivers to stay off the bridge.", [("Anna Keller", "drivers to stay off the bridge")]),
        ("Anna Keller called on the council to close it.", [("Anna Keller", "the council to close it")]),
        ("Paul Ross admitted losing the keys.", [("Paul Ross", "losing the keys")]),
        ("Paul Ross threatened to leave the board.", [("Paul Ross", "to leave the board")]),
        ("Anna Keller ruled out a new toll.", [("Anna Keller", "a new toll")]),
        ("Drivers complained of deep holes.", [("", "deep holes")]),
        ("Paul Ross blamed rust for the cracks.", [("Paul Ross", "rust for the cracks")]),
        ("Paul Ross apologised for the long wait.", [("Paul Ross", "the long wait")]),
        ("Anna Keller fretted that the bridge would fall.", [("Anna Keller", "that the bridge would fall")]),
        ("The storm threatened to close the bridge.", []),
    ],
    "in whose view": [
        ("In the view of engineer Paul Ross, the bridge is old.", [("Paul Ross", "the bridge is old")]),
        ("The bridge is old, in the opinion of Paul Ross.", [("Paul Ross", "The bridge is old")]),
    ],
    "a verb that the parse took for something else": [
        ("“The bridge is old,” mutters Paul Ross.", [("Paul Ross", "The bridge is old,")]),
        ("“Then let it rust,” scoffed builder Paul Ross.", [("Paul Ross", "Then let it rust,")]),
        ("“It fell at night,” Anna Keller, 82, remembers.", [("Anna Keller", "It fell at night,")]),
        ("The text message read: “Do not cross.”", [("text message", "Do not cross.")]),
    ],
    "how somebody calls it": [
        ("“A rusty ladder” is what engineer Paul Ross calls the bridge.", [("Paul Ross", "A rusty ladder")]),
        ("“A rusty ladder” was how Mayor Anna Keller put it.", [("Anna Keller", "A rusty ladder")]),
        (
            "Described as “a rusty ladder” by Mayor Anna Keller, the bridge stayed shut.",
            [("Anna Keller", "a rusty ladder")],
        ),
    ],
    "headlines that end in who says it": [
        (
            "Bridges rusting faster than thought, study finds\n\nThe study came out on Monday.",
            [("study", "Bridges rusting faster than thought")],
        ),
        (
            "Bridge sale ‘a farce’, says union boss Keller\n\nAnna Keller leads the union in Basel.",
            [("Anna Keller", "Bridge sale ‘a farce")],
        ),
        ("Mayor calls bridge ‘rotten’ as ferries stop\n\nThe ferries stopped on Monday.", [("", "rotten")]),
        ("Keller to drivers: ‘Stay at home’\n\nMayor Anna Keller spoke on Monday.", [("Anna Keller", "Stay at home")]),
        (
            "Builder ‘knew of cracks for years’\n\nA builder in Basel was questioned on Monday.",
            [("", "knew of cracks for years")],
        ),
        ("Critics loved ‘The Long Bridge’ in Basel\n\nThe film is shown on Monday.", []),
    ],
    "objections of every kind": [
        (
            "Paul Ross said the bridge was open, a claim contradicted by the pictures.",
            [("Paul Ross", "the bridge was open")],
        ),
        ("Paul Ross said the bridge was open, which is not true.", [("Paul Ross", "the bridge was open")]),
        ("Paul Ross said the bridge was open, but it is not.", [("Paul Ross", "the bridge was open")]),
        (
            "Paul Ross said the bridge was open, but it was not cheap.",
            [("Paul Ross", "the bridge was open, but it was not cheap")],
        ),
    ],
    "lead-ins and signatures": [
        (
            "Best of the night: “I am older than the bridge” (Mayor Anna Keller).",
            [("Anna Keller", "I am older than the bridge")],
        ),
        (
            "For Anna Keller, the matter is simple: “The bridge must close.”",
            [("Anna Keller", "The bridge must close.")],
        ),
        ("Asked about it, the ferry company sent a statement: “The boats are safe.”", [("", "The boats are safe.")]),
    ],
    "taking turns": [
        (
            "“Who closed it?” asked Anna Keller.\n\n“The harbour,” replied Paul Ross.\n\n“When?”\n\n“At nine.”",
            [
                ("Anna Keller", "Who closed it?"),
                ("Paul Ross", "The harbour,"),
                ("Anna Keller", "When?"),
                ("Paul Ross", "At nine."),
            ],
        ),
        (
            "“The harbour did,” Paul Ross said. “When?” Anna Keller asked. “At nine.”",
            [("Paul Ross", "The harbour did,"), ("Anna Keller", "When?"), ("Paul Ross", "At nine.")],
        ),
        (
            "Anna Keller turned to Paul Ross. “Where were you?” “At home.” “Alone?” “Alone,” Ross said.",
            [
                ("Anna Keller", "Where were you?"),
                ("Paul Ross", "At home."),
                ("Anna Keller", "Alone?"),
                ("Paul Ross", "Alone,"),
            ],
        ),
    ],
    "acts of speech, one word": [
        ("The harbour warned of floods.", [("", "floods")]),
        ("Paul Ross demanded higher tolls.", [("Paul Ross", "higher tolls")]),
        ("Doctors advise drivers to stay at home.", [("", "drivers to stay at home")]),
        ("Paul Ross defended the toll as fair.", [("Paul Ross", "the toll as fair")]),
    ],
    "verbs of no list, in any order": [
        ("“You closed it!” spat Mayor Anna Keller.", [("Anna Keller", "You closed it!")]),
        ("“Fine by me,” shrugged driver Paul Ross.", [("Paul Ross", "Fine by me,")]),
        ("“It sways,” winced Paul Ross.", [("Paul Ross", "It sways,")]),
        ("“It is closed,” a bystander yelped.", [("", "It is closed,")]),
    ],
    "what a study goes on to find": [
        (
            "A Harbour Institute poll found that 52 percent of drivers like the toll. Among women, 61 percent like it. "
            "Only 12 percent of those under 30 pay it.",
            [
                ("Harbour Institute", "that 52 percent of drivers like the toll"),
                ("Harbour Institute", "Among women, 61 percent like it"),
                ("Harbour Institute", "Only 12 percent of those under 30 pay it"),
            ],
        ),
        (
            "Seven in 10 drivers pay, according to a Harbour Institute survey. A quarter of those asked had no car.",
            [
                ("Harbour Institute", "Seven in 10 drivers pay"),
                ("Harbour Institute", "A quarter of those asked had no car"),
            ],
        ),
        (
            "A Harbour Institute poll found that 52 percent of drivers like the toll. Anna Keller opened a bridge. "
            "Half of it was wet. Half of the town came.",
            [("Harbour Institute", "that 52 percent of drivers like the toll")],
        ),
        (
            "A Harbour Institute poll found that drivers like the toll. Half of the town came.",
            [("Harbour Institute", "that drivers like the toll")],
        ),
    ],
    "shares that somebody has in a poll": [
        (
            "Support for Ross fell to 31 percent in the latest Harbour Institute poll.",
            [("Harbour Institute", "Support for Ross fell to 31 percent")],
        ),
        (
            "A Ludlow College poll found that 40 percent like Ross.\n\nIndependent candidate Dan Moll had 7 percent in "
            "the poll.",
            [
                ("Ludlow College", "that 40 percent like Ross"),
                ("Ludlow College", "Independent candidate Dan Moll had 7 percent"),
            ],
        ),
        (
            "Some 18% of tenants in the Ludlow College survey had no heating at all.",
            [("Ludlow College", "Some 18% of tenants"), ("Ludlow College", "had no heating at all")],
        ),
        (
            "A Ludlow College poll found that 40 percent like Ross. She led Keller by 55% to 38% among students.",
            [
                ("Ludlow College", "that 40 percent like Ross"),
                ("Ludlow College", "She led Keller by 55% to 38% among students"),
            ],
        ),
        (
            "A Harbour Institute poll found that 52 percent like it. Ross was up by 7 points in the latest survey.",
            [
                ("Harbour Institute", "that 52 percent like it"),
                ("Harbour Institute", "Ross was up by 7 points"),
            ],
        ),
        ("Turnout in the poll was 44 percent, the lowest since 1998.", []),
        ("Prices rose by 4 percent in June. A survey is due on Friday.", []),
    ],
    "lawyers from a firm": [
        (
            "Moll's lawyers, from the law firm Harbour Legal Group, said the count was wrong. The lawyers asked the "
            "court to stop the vote.",
            [("Harbour Legal Group", "the count was wrong"), ("Harbour Legal Group", "the court to stop the vote")],
        ),
        (
            "Keller's attorneys, from the firm Barton Law Partners, said she had paid. Her attorneys said the bank was "
            "late.",
            [("Barton Law Partners", "she had paid"), ("Barton Law Partners", "the bank was late")],
        ),
        (
            "Solicitors from Barton Law Partners said the inquest was rushed. His lawyers said it would go on.",
            [("Barton Law Partners", "the inquest was rushed"), ("Barton Law Partners", "it would go on")],
        ),
        ("Lawyers for Paul Ross said he would appeal.", [("", "he would appeal")]),
        ("Her lawyers said the charge was false.", [("", "the charge was false")]),
    ],
    "who is made to say it": [
        ("The letter led Paul Ross to say that he would resign.", [("Paul Ross", "that he would resign")]),
        ("The ruling prompted Ida Moss to declare that it was over.", [("Ida Moss", "that it was over")]),
        ("The leak forced the minister to admit that she had known.", [("", "that she had known")]),
    ],
    "whom it is said to, before who is meant": [
        ("Anna Keller told them he had none.", [("Anna Keller", "he had none")]),
        ("Anna Keller told him she had none.", [("Anna Keller", "she had none")]),
    ],
    "where the sentence goes on": [
        (
            "A cook who claimed a waiter called him a fool in front of guests has been awarded 900 euros.",
            [("", "a waiter called him a fool in front of guests")],
        ),
        (
            "There was, according to museum director Anna Keller, “a very nice stamp”.",
            [("Anna Keller", "There was"), ("Anna Keller", "a very nice stamp")],
        ),
    ],
    "one of those who say it": [
        ("Many tenants, including Paul Ross, say the lift is broken.", [("Paul Ross", "the lift is broken")]),
        (
            "Several doctors, including Anna Keller of Holm Hospital, said the ward was full.",
            [("Anna Keller", "the ward was full")],
        ),
    ],
    "accused of what the parse takes for an adjective": [
        (
            "Its director, Paul Ross, accused the government of rewarding thieves.",
            [("Paul Ross", "the government of rewarding thieves")],
        ),
    ],
    "a day between said and what is said": [
        ("The army said on Sunday it had retaken the town of Bara.", [("", "it had retaken the town of Bara")]),
    ],
    "headlines with a colon": [
        (
            "Police: Driver Was Asleep on the Bridge\n\nA crash closed the bridge on Monday.",
            [("", "Driver Was Asleep on the Bridge")],
        ),
        ("Study: Bridges Are Rusting Faster\n\nIt came out on Monday.", [("Study", "Bridges Are Rusting Faster")]),
        ("Review: ‘The Long Bridge’ is a slow film\n\nThe film is shown on Monday.", []),
        (
            "‘It shook like a boat’: drivers describe fall of the bridge\n\nThe bridge fell on Monday.",
            [("", "It shook like a boat"), ("", "fall of the bridge")],
        ),
    ],
    "set off by commas": [
        ("Tolls, says engineer Paul Ross, will fall.", [("Paul Ross", "Tolls"), ("Paul Ross", "will fall")]),
        (
            "It was, the inquiry concluded, a disaster waiting.",
            [("inquiry", "It was"), ("inquiry", "a disaster waiting")],
        ),
    ],
    "marks before a noun": [
        ("A “rusting-in” period of 90 days begins.", []),
        ("What Paul Ross calls “the long wait” began in May.", [("Paul Ross", "the long wait")]),
    ],
    "interviews": [
        (
            "Q. Were you there?\n\nA. I was at home.\n\nQ. All night?\n\nA. All night.",
            [("", "Were you there?"), ("", "I was at home."), ("", "All night?"), ("", "All night.")],
        ),
    ],
    "said within what is reported": [
        (
            "Anna Keller wrote that her father had called the bridge “a long walk home.”",
            [("Anna Keller", "that her father had called the bridge “a long walk home."), ("", "a long walk home.")],
        ),
    ],
    "more objections": [
        ("Paul Ross said he had paid – he had not.", [("Paul Ross", "he had paid")]),
        (
            "Paul Ross said the bridge was open, despite pictures of a shut gate.",
            [("Paul Ross", "the bridge was open")],
        ),
    ],
    "signed otherwise": [
        ("“Bridges are debts” (Anna Keller, painter).", [("Anna Keller", "Bridges are debts")]),
        ("“We had no light”: fire chief Anna Keller on the long night.", [("Anna Keller", "We had no light")]),
        ("A text from Anna Keller arrived at noon: “Safe.”", [("Anna Keller", "Safe.")]),
        ("“Not closed”: the sign on the bridge.", []),
    ],
    "verbs of no list, with a noun": [
        ("“I can’t hear you!” mouthed the singer.", [("", "I can’t hear you!")]),
        ("“Bring it on,” taunted driver Paul Ross.", [("Paul Ross", "Bring it on,")]),
        ("“A bit of luck,” is how Paul Ross explains it.", [("Paul Ross", "A bit of luck,")]),
    ],
    "of whom it is said": [
        (
            "Keller accused of ‘theft on a grand scale’\n\nAnna Keller was in court on Monday.",
            [("", "theft on a grand scale")],
        ),
        (
            "Drivers ‘worn out by waiting’, says report\n\nA report came out on Monday.",
            [("report", "Drivers ‘worn out by waiting")],
        ),
    ],
    "labels within marks": [
        (
            "“KELLER: I was not there.\n\n“ROSS: You were seen.”\n\nAnna Keller and Paul Ross debated on Monday.",
            [("Anna Keller", "I was not there."), ("Paul Ross", "You were seen.")],
        ),
    ],
    "false claims": [
        (
            "Paul Ross said the bridge was sound, a statement later proved false.",
            [("Paul Ross", "the bridge was sound")],
        ),
    ],
    "who and where": [
        ("The bishop of Basel, Paul Ross, said the bridge was old.", [("Paul Ross", "the bridge was old")]),
        ("BASEL — The town’s mayor, Anna Keller, said it rained.", [("Anna Keller", "it rained")]),
        ("The mother of Paul Ross, Anna Keller, said it rained.", [("", "it rained")]),
        ("Anna Keller told the channel’s “Good Morning Basel” on Monday.", []),
    ],
    "verbs that the parse took for nouns": [
        (
            "But new data obtained by the Courier from the port’s own ferry program show that the "
            "port’s drivers were sent to Basel.",
            [("new data", "that the port’s drivers were sent to Basel")],
        ),
        (
            "The lawsuit — filed a day after the strike—claims that the port burned its records.",
            [("lawsuit", "that the port burned its records")],
        ),
    ],
    "asides, and where what they report begins": [
        (
            "And the roof, Anna Keller insisted, had been checked in June.",
            [("Anna Keller", "And the roof"), ("Anna Keller", "had been checked in June")],
        ),
        (
            "And, Anna Keller insisted, no reason to be afraid of the bridge.",
            [("Anna Keller", "no reason to be afraid of the bridge")],
        ),
        (
            "Police chief Dan Holm said officers had stopped nine vans, two of which, he added, had carried ballots.",
            [
                ("Dan Holm", "officers had stopped nine vans, two of which, he added, had carried ballots"),
                ("Dan Holm", "two of which"),
                ("Dan Holm", "had carried ballots"),
            ],
        ),
        (
            "The Harbour Trust disagrees: the well, Anna Keller points out, ran dry before the mine opened.",
            [("Anna Keller", "the well"), ("Anna Keller", "ran dry before the mine opened")],
        ),
        (
            "Minister Anna Keller praised Paris — the singer, she added, not the city.",
            [("Anna Keller", "the singer"), ("Anna Keller", "not the city")],
        ),
        (
            "There was, according to Mayor Anna Keller, “no plan at all.”",
            [("Anna Keller", "There was"), ("Anna Keller", "no plan at all.")],
        ),
        (
            "Anna Keller appealed for calm after protests in which, according to Paul Ross, nine people were hurt.",
            [("Paul Ross", "nine people were hurt")],
        ),
        (
            "“Time,” Anna Keller liked to say, “is a leaky boat.”",
            [("Anna Keller", "Time,"), ("Anna Keller", "is a leaky boat.")],
        ),
    ],
    "relative clauses": [
        (
            "Anna Keller, who bought the yard in May, said the last order was lost.",
            [("Anna Keller", "the last order was lost")],
        ),
        (
            "A cook who claimed Anna Keller had cheated her, has been awarded €900.",
            [("", "Anna Keller had cheated her")],
        ),
        ("Anna Keller named nine firms, which she wrote on a napkin.", []),
        ("The clause was written into a contract that was never signed.", []),
    ],
    "asked about something": [
        (
            "Mayor Anna Keller, asked if she trusted her deputy, said: “Ask me tomorrow.”",
            [("Anna Keller", "Ask me tomorrow.")],
        ),
        (
            "Minister Anna Keller, asked about the leak in Vienna, said she had never seen the file.",
            [("Anna Keller", "she had never seen the file")],
        ),
        ("When did a mayor last tell us that the bridge was safe?", []),
        (
            "“Who said that the bridge was safe?” is what Anna Keller wants to know.",
            [("", "Who said that the bridge was safe?")],
        ),
    ],
    "whom it is said to": [
        ("Anna Keller told Morning Live her side had won.", [("Anna Keller", "her side had won")]),
        ("The bank warned the worst was yet to come.", [("", "the worst was yet to come")]),
        ("Anna Keller told colleagues she would quit.", [("Anna Keller", "she would quit")]),
    ],
    "two verbs": [
        (
            "Anna Keller said the bridge was safe and warned rivals that it would stay open.",
            [("Anna Keller", "the bridge was safe"), ("Anna Keller", "that it would stay open")],
        ),
        (
            "Anna Keller denied any theft and said she had only eaten lunch.",
            [("Anna Keller", "she had only eaten lunch")],
        ),
        (
            "Anna Keller said she had been told not to comment, and that she enjoyed it.",
            [("Anna Keller", "she had been told not to comment, and that she enjoyed it")],
        ),
    ],
    "marks of British papers": [
        ("Anna Keller told fans, “I'm staying”, and drove off in a van.", [("Anna Keller", "I'm staying")]),
        (
            "'He never paid us once,' Anna Keller said. 'Not one penny.' The port did not reply.",
            [("Anna Keller", "He never paid us once,"), ("Anna Keller", "Not one penny.")],
        ),
        (
            "Anna Keller said he “mistook noise for music,” a line he later had framed.",
            [("Anna Keller", "he “mistook noise for music,")],
        ),
    ],
    "what is no report": [
        ("Club notes: juniors win again at Ashdown.", []),
        ("Governor Anna Keller declared a state of emergency.", []),
        ("The plaque says “Gift of the people of Hythe.”", []),
        ("Anna Keller spoke on “Morning News” on Monday.", []),
        (
            "Senator Anna Keller said on the channel's “Morning News” that it rained.",
            [("Anna Keller", "that it rained")],
        ),
    ],
    "what judges find": [
        (
            "Judge Anna Keller ruled on Monday. The judge found that the words were false.",
            [("Anna Keller", "that the words were false")],
        ),
        ("The inquest found that the nurse had been alone.", [("", "that the nurse had been alone")]),
    ],
    "calls": [
        (
            "Anna Keller urged “all citizens” to respect the result.",
            [("Anna Keller", "all citizens” to respect the result")],
        ),
    ],
    "a clause within another's": [
        (
            "Anna Keller declined to say whether the licence had expired, as Paul Ross has alleged.",
            [("Paul Ross", "whether the licence had expired")],
        ),
    ],
    "interviews without names": [
        (
            "The violinist Anna Keller has recorded all suites.\n\nWhy now?\n\n"
            "I turned seventy. My hands do what I ask.\n\nDid you ever think of stopping?\n\n"
            "Every winter. Then my cat comes, and I tune it again.\n\nKeller plays in Basel on Monday.",
            [
                ("Anna Keller", "I turned seventy. My hands do what I ask."),
                ("Anna Keller", "Every winter. Then my cat comes, and I tune it again."),
            ],
        ),
        (
            "Beekeeper Anna Keller had a hard year.\n\nQ: How many hives did you lose?\n\n"
            "A: Forty out of sixty. I stopped counting.\n\nQ: What killed them?\n\nA: Mites, mostly.",
            [("Anna Keller", "Forty out of sixty. I stopped counting."), ("Anna Keller", "Mites, mostly.")],
        ),
        (
            "The bridge closed. Anna Keller is its keeper.\n\nWhy did it close?\n\n"
            "It was old. The port had no money.\n\nWhat happens next?\n\nA new bridge will be built.",
            [],
        ),
        (
            "Anna Keller runs the ferry.\n\nHOST: Good morning. Paul Ross says the sea is warmer.\n\n"
            "KELLER: I told them that it was warm.\n\nHOST: And the fish?\n\nKELLER: They are gone.\n\n"
            "CALLER (Ines, from Basel): I miss them.",
            [
                ("Paul Ross", "the sea is warmer"),
                ("Anna Keller", "I told them that it was warm."),
                ("Anna Keller", "They are gone."),
            ],
        ),
    ],
    "who goes on": [
        (
            "The director of the school, Anna Keller, said that the roof leaked.\n\n"
            "The rain comes in every week.\n\nThe pupils bring buckets. The lessons go on.\n\n"
            "“We are tired,” she said.",
            [("Anna Keller", "that the roof leaked"), ("Anna Keller", "We are tired,")],
        ),
        (
            "The Harbour Police closed the road. Police said the bridge had moved.",
            [("Harbour Police", "the bridge had moved")],
        ),
        (
            "The Harbour Police and the River Police met. Police said the bridge had moved.",
            [("", "the bridge had moved")],
        ),
        (
            "Dan Holm saved two penalties on Monday. The 34-year-old later told reporters that he had guessed.",
            [("Dan Holm", "that he had guessed")],
        ),
        ("The mayor of Basel, Anna Keller, has denied that she slept.", [("Anna Keller", "that she slept")]),
    ],
    "what a noun reports": [
        (
            "Anna Keller’s claim that the bridge was safe was met with laughter.",
            [("Anna Keller", "that the bridge was safe")],
        ),
        (
            "The Harbour Trust repeated a claim that the bridge was safe.",
            [("Harbour Trust", "that the bridge was safe")],
        ),
        ("The claim that the bridge was safe angered the port.", []),
    ],
    "a paragraph behind a colon": [
        (
            "Anna Keller met them in May. On Monday, Keller wrote:\n\nI think this bridge is too old for us.\n\n"
            "My children will not cross it again.\n\nThe port closed it in May.",
            [
                ("Anna Keller", "I think this bridge is too old for us."),
                ("Anna Keller", "My children will not cross it again."),
            ],
        ),
        ("Anna Keller met them in May. On Monday, Keller wrote:\n\nRead more here", []),
    ],
    "under a condition": [
        (
            "Anna Keller sent a note saying, if elected, she would close the bridge.",
            [("Anna Keller", "if elected, she would close the bridge")],
        ),
    ],
    "what somebody is asked, told or reminded of": [
        ("Anna Keller asked the port to close the bridge.", [("Anna Keller", "the port to close the bridge")]),
        ("Anna Keller told her drivers to stay at home.", [("Anna Keller", "her drivers to stay at home")]),
        ("Anna Keller asked to leave.", [("Anna Keller", "to leave")]),
    ],
    "said to be": [
        ("Thieves took a ring, said to have belonged to Anna Keller, from the museum.", []),
    ],
    "counts that are no counts": [
        (
            "Anna Keller said her party's own count showed her ahead and warned the port against "
            "“doing sums at night”.",
            [("Anna Keller", "her party's own count showed her ahead"), ("Anna Keller", "doing sums at night")],
        ),
    ],
    "names taken for verbs": [
        (
            "Saskia Bol is here.\n\nBol, who took over in January, said she had opened the envelope "
            "“with a butter knife”.",
            [("Saskia Bol", "she had opened the envelope “with a butter knife")],
        ),
    ],
    "datelines, lines and points": [
        (
            "MANILA, Philippines — A former clerk on Tuesday told the Harbour Committee that he had carried the cash.",
            [("", "that he had carried the cash")],
        ),
        ("• Sheriff Anna Keller said it rained.", [("Anna Keller", "it rained")]),
    ],
    "asked, in the main clause": [
        (
            "Press officer Anna Keller, asked if President Ross still trusts his party, said: “He "
            "trusts the evidence.”",
            [("Anna Keller", "He trusts the evidence.")],
        ),
    ],
    "somebody from there": [
        ("The New Zealander insisted he would not resign.", [("", "he would not resign")]),
    ],
    "a body's spokesman": [
        ("The Ludlow Council met. A council spokesman said it rained.", [("Ludlow Council", "it rained")]),
        ("The Ludlow Council and the Hull Council met. A council spokesman said it rained.", [("", "it rained")]),
    ],
    "whom friends are told": [
        ("Anna Keller told mates he was “bored stiff” of life.", [("Anna Keller", "he was “bored stiff” of life")]),
    ],
    "whose names": [
        ("He tagged nine lawmakers, whose names he wrote on a pad.", []),
    ],
    "written down": [
        ("Asked whether she had written that down, Anna Keller laughed.", []),
    ],
    "a second verb goes on with who said the first": [
        (
            "Anna Keller said that the law was clear and advised him to sue.",
            [("Anna Keller", "that the law was clear"), ("Anna Keller", "him to sue")],
        ),
        (
            "Anna Keller said the bridge was a gift and asked when it would close.",
            [("Anna Keller", "the bridge was a gift"), ("Anna Keller", "when it would close")],
        ),
        ("Anna Keller told reporters it would rain and did not rule out snow.", [("Anna Keller", "it would rain")]),
        (
            "Anna Keller denied having sold the key and served him with a writ.",
            [("Anna Keller", "having sold the key")],
        ),
    ],
    "while another says": [
        (
            "Anna Keller said the rain was late, while Paul Ross of Basel asked why it had come.",
            [("Anna Keller", "the rain was late"), ("Paul Ross", "why it had come")],
        ),
        (
            "The board will stay, Anna Keller told the court, though her father has insisted on leaving.",
            [("Anna Keller", "The board will stay")],
        ),
    ],
    "what somebody calls something": [
        ("Anna Keller called the hearing a stunt.", [("Anna Keller", "the hearing a stunt")]),
        ("Anna Keller called him the hardest man alive.", [("Anna Keller", "the hardest man alive")]),
        ("Anna Keller called the tax unfair and slow.", [("Anna Keller", "the tax unfair and slow")]),
        ("Anna Keller called it a day.", []),
        ("Anna Keller called her son Paul.", []),
    ],
    "accepted, submitted, asked": [
        ("Anna Keller accepted that it had rained.", [("Anna Keller", "that it had rained")]),
        ("Anna Keller submitted that it had rained.", [("Anna Keller", "that it had rained")]),
        ("Anna Keller asked that the hall be closed.", [("Anna Keller", "that the hall be closed")]),
        ("Anna Keller rubbished claims of rain.", [("Anna Keller", "claims of rain")]),
    ],
    "an office before a name": [
        ("Harbour spokesman the Rev. Anna Keller said it rained.", [("Anna Keller", "it rained")]),
        ("The WHO confirms that it rained.", [("World Health Organization", "that it rained")]),
        (
            "Counsel to the inquiry, Anna Keller KC, said it rained. She added that it snowed.",
            [("Anna Keller", "it rained"), ("Anna Keller", "that it snowed")],
        ),
        ("Harbour President and CEO Anna Keller said it rained.", [("Anna Keller", "it rained")]),
        ("A spokeswoman for Marlow Water, Anna Keller, said it rained.", [("Anna Keller", "it rained")]),
        ("The mayor and Governor Anna Keller said it rained.", [("", "it rained")]),
    ],
    "a spokesman of whom nothing is told": [
        ("The Harbour Trust closed its mill. A spokesman said it rained.", [("Harbour Trust", "it rained")]),
        ("The Harbour Trust sued the Ludlow Council. A spokesman said it rained.", [("", "it rained")]),
        ("Officials at Ludlow Airport said it rained.", [("Ludlow Airport", "it rained")]),
    ],
    "a body by the last word of its name": [
        ("The Ludlow School District met. The district said it rained.", [("Ludlow School District", "it rained")]),
        ("Lumo Airlines landed late. The airline said it rained.", [("Lumo Airlines", "it rained")]),
        (
            "The Ludlow School District met. According to the district’s website, it rained.",
            [("Ludlow School District", "it rained")],
        ),
    ],
    "urged somebody to do something": [
        ("Anna Keller urged pilgrims to turn back.", [("Anna Keller", "pilgrims to turn back")]),
        ("Anna Keller denied a request to build a road.", []),
        (
            "Anna Keller said it rained, asking him three questions.",
            [("Anna Keller", "it rained, asking him three questions")],
        ),
    ],
    "figures show": [
        ("Figures from the Office of Tourism show that it rained.", [("Office of Tourism", "that it rained")]),
    ],
    "whom somebody quotes": [
        (
            "“He said, ‘Go away,’” Anna Keller recalled. “So I went.”",
            [("Anna Keller", "He said, ‘Go away,"), ("", "Go away,"), ("Anna Keller", "So I went.")],
        ),
        (
            "“It rained,” Anna Keller writes, according to Paul Ross. “It snowed.”",
            [
                ("Paul Ross", "It rained,” Anna Keller writes"),
                ("Anna Keller", "It rained,"),
                ("Anna Keller", "It snowed."),
            ],
        ),
    ],
    "datelines of other forms": [
        (
            "SAN PABLO, Calif. — Harbour Foods on Monday shut a mill and said it rained.",
            [("Harbour Foods", "it rained")],
        ),
        ("BRASÍLIA (NWS) — It rained on Monday, officials said.", [("", "It rained on Monday")]),
        ("KANPUR: It rained on Monday, officials said.", [("", "It rained on Monday")]),
    ],
    "told whom that": [
        ("The port has told 700 drivers that rain closed their road.", [("", "that rain closed their road")]),
        ("Anna Keller appealed to drivers to stay.", [("Anna Keller", "drivers to stay")]),
        ("Five painters sued the firm, accusing it of copying them.", [("", "it of copying them")]),
    ],
    "who is only asked, or hears it": [
        ("The Senate summoned Anna Keller to explain why it rained.", []),
        ("Clerk asleep as ferry sank, inquiry told\n\nIt rained.", []),
        ("Two guards asked not to be named.", []),
        ("Anna Keller asked every year until 1975, when he said yes.", []),
    ],
    "the report goes on elsewhere": [
        (
            "Anna Keller said the board would look into it but advised drivers to stay.",
            [("Anna Keller", "the board would look into it"), ("Anna Keller", "drivers to stay")],
        ),
        (
            "Anna Keller said it would rain, as the board vowed to block it.",
            [("Anna Keller", "it would rain"), ("", "to block it")],
        ),
        (
            "Announcing the fine on Monday, its head, Anna Keller, said it rained.",
            [("Anna Keller", "the fine"), ("Anna Keller", "it rained")],
        ),
        ("Anna Keller said that she wanted to sing, and she has.", [("Anna Keller", "that she wanted to sing")]),
    ],
    "it was her who said it": [
        ("It was Anna Keller, the treasurer, who said it would rain.", [("Anna Keller", "it would rain")]),
    ],
    "named in the next paragraph": [
        (
            "Rescue ends\n\nNine miners live, the mines minister said on Monday.\n\nPaul Kabwe said that it rained.",
            [("Paul Kabwe", "Nine miners live"), ("Paul Kabwe", "that it rained")],
        ),
        (
            "Rescue ends\n\nNine miners live, the mines minister said on Monday.\n\nPaul Kabwe was walking home.",
            [("", "Nine miners live")],
        ),
        (
            "Rain fell in Ludlow. It fell all day.\n\nThe bishop of Ludlow said he was sorry.\n\nDame Sarah Holm, who "
            "took office in May, was speaking in Ludlow.",
            [("Sarah Holm", "he was sorry")],
        ),
        (
            "Rain fell in Ludlow.\n\nThe chief executive of Norvik Bank said fees would fall.\n\nThe bank is Danish.",
            [("", "fees would fall")],
        ),
        (
            "Rain fell.\n\nThe captain said it was wet.\n\nPaul Ross said it was dry.",
            [("", "it was wet"), ("Paul Ross", "it was dry")],
        ),
        (
            "Rain fell.\n\nThe mayor, Anna Keller, said it was wet.\n\nPaul Ross said it was dry.",
            [("Anna Keller", "it was wet"), ("Paul Ross", "it was dry")],
        ),
    ],
    "who is near, and does not speak": [
        (
            "Paul Ross’s advice, according to an aide, was to be patient.",
            [("", "Paul Ross’s advice"), ("", "was to be patient")],
        ),
        (
            "Anna Keller said members would welcome it but wanted to know why.",
            [("Anna Keller", "members would welcome it but wanted to know why")],
        ),
    ],
    "a letter of a place": [
        ("Dorset County met. Dorset County’s letter said it rained.", [("Dorset County", "it rained")]),
    ],
    "held apart": [
        (
            "ST. ALBANS, Vt. — Harbour Foods on Tuesday shut its barn, and said it rained.",
            [("Harbour Foods", "it rained")],
        ),
        (
            "LUCKNOW: Two engineers were held over a permit, police said on Friday.",
            [("", "Two engineers were held over a permit")],
        ),
        ("Rain will kill thousands, scientists warn\n\nIt rained.", [("", "Rain will kill thousands")]),
        ("Driver fell asleep, court told\n\nIt rained.", []),
        ("Anna Keller appealed to farmers to share water.", [("Anna Keller", "farmers to share water")]),
        ("Ludlow police fined the Harbour Trust. A spokesman said it rained.", [("", "it rained")]),
    ],
    "an office that the one just told of must hold": [
        (
            "Anna Keller came in May. Anna Keller has run the club since. “It rained,” the manager said.",
            [("Anna Keller", "It rained,")],
        ),
        ("Anna Keller came in May. “It rained,” the manager said.", [("", "It rained,")]),
        ("Anna Keller came in May. Anna Keller met Paul Ross. “It rained,” the manager said.", [("", "It rained,")]),
        ("Anna Keller came in May. Anna Keller slept. “It rained,” the lawyer said.", [("", "It rained,")]),
        ("Anna Keller, a poet, slept. The poet, who is 90, said it rained.", [("Anna Keller", "it rained")]),
    ],
    "a prosecutor is another": [
        (
            "The lawyer, Anna Keller, is calm. “It rained,” Ms Keller said. The police prosecutor said it snowed.",
            [("Anna Keller", "It rained,"), ("", "it snowed")],
        ),
    ],
    "what could be said": [
        ("Anna Keller could win by telling Paul Ross that it rained.", []),
    ],
    "in passing": [
        ("Anna Keller said it rained, referring to Monday, which was dry.", [("Anna Keller", "it rained")]),
        ("Anna Keller said it rained, drawing a reply from Paul Ross.", [("Anna Keller", "it rained")]),
    ],
    "a people is no state": [
        ("Few Nicaraguans say it rained.", [("", "it rained")]),
        ("The Russians said it rained.", [("Russia", "it rained")]),
        ("Russians say it rained.", [("", "it rained")]),
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*row, id=f"{name} {n}") for name, rows in CLASSES.items() for n, row in enumerate(rows)],
)
def test_class(text, expected):
    assert said(text) == expected


DENIED = [
    ("Anna Keller did not say that the bridge was safe.", "that the bridge was safe"),
    ("Anna Keller has never said she would close the bridge.", "she would close the bridge"),
    ("Anna Keller declined to say when the bridge would open.", "when the bridge would open"),
    ("Anna Keller wouldn’t say whether the bridge was safe.", "whether the bridge was safe"),
    ("Anna Keller left without saying who had closed the bridge.", "who had closed the bridge"),
    ("Anna Keller didn’t say “close it,” but everyone heard it.", "“close it,”"),
    ("Nobody said that the bridge was safe.", "that the bridge was safe"),
    ("There was nothing to suggest that the bridge was safe.", "that the bridge was safe"),
    ("Nothing suggests that the bridge was safe.", "that the bridge was safe"),
    ("No engineer said that the bridge was safe.", "that the bridge was safe"),
    ("Neither Anna Keller nor Paul Ross said that the bridge was safe.", "that the bridge was safe"),
    ("Anna Keller has yet to say whether the bridge is safe.", "whether the bridge is safe"),
    ("Police have not named the driver or said what closed the bridge.", "what closed the bridge"),
    ("Nowhere does the report say that the bridge was safe.", "that the bridge was safe"),
    ("The port neither confirmed nor denied that the bridge was safe.", "that the bridge was safe"),
]
UPHELD = [
    "Anna Keller said care will be key, as most Dutch people who come by train don’t yet know the town.",
    "Anna Keller did not deny that the bridge was unsafe.",
    "Anna Keller not only said that the bridge was safe.",
    "Anna Keller denied that the bridge was unsafe.",
    "Anna Keller said that nobody would close the bridge.",
    "Anna Keller denied the theft, telling the court that she had slept there.",
]


@pytest.mark.parametrize(("text", "content"), DENIED)
def test_what_is_said_not_to_have_been_said_counts_nowhere(text, content):
    rows = read(text)
    assert [(q.content, q.negated) for q in rows] == [(content, 1)]
    assert tables.affirmed(tables.frame("quotes", rows)).empty


@pytest.mark.parametrize("text", UPHELD)
def test_a_negation_beside_a_report_takes_nothing_back(text):
    assert {q.negated for q in read(text)} == {0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TRENTON, N.J. — A former clerk testified that it rained.", [("A former clerk", "that it rained")]),
        ("Residents shouted “Shame!” as the vote was read out.", [("Residents", "“Shame!”")]),
        ("Anna Keller said the board had met and asked parents to wait.",
         [("Anna Keller", "the board had met"), ("the board", "parents to wait")]),
        ("Bus drivers reject offer as mayor calls walkout 'a gift to taxis'\n\nIt rained.",
         [("mayor", "'a gift to taxis'")]),
    ],
)  # fmt: skip
def test_whose_words(text, expected):
    assert [(q.source, q.content) for q in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "kind", "title", "organisation"),
    [
        ("Anna Keller, the director of the Northern Bridge Company, said it rained.", "person",
         "director of the Northern Bridge Company", "Northern Bridge Company"),
        ("Mayor Anna Keller said it rained.", "person", "Mayor", ""),
        ("The treasurer of the club, Anna Keller, said it rained.", "person", "treasurer of the club", ""),
        ("The Northern Bridge Company said it rained.", "organisation", "", "Northern Bridge Company"),
        ("Two drivers said it rained.", "unnamed group", "Two drivers", ""),
        ("A retired driver said it rained.", "unnamed person", "retired driver", ""),
        ("According to the report, it rained.", "document", "", ""),
        ("The company said it rained.", "organisation", "", ""),
        ("The audience said it rained.", "unnamed group", "audience", ""),
        ("A Harbour Trust official, who asked for anonymity to speak freely, said it rained.", "unnamed person",
         "Harbour Trust official", "Harbour Trust"),
        ("Records from Anna Keller, a friend of the mayor, show that it rained.", "document", "", ""),
        ("Sen. Anna Keller, D-Ohio, said it rained.", "person", "Sen., D-Ohio", ""),
        ("BASEL -- Mayor Anna Keller said it rained.", "person", "Mayor", ""),
        ("Dan Holm, 46, said it rained.", "person", "", ""),
        ("Its chairman, Anna Keller, a veteran of the Falklands, said it rained.", "person", "chairman", ""),
        ("The Dane Anna Keller, a 6-2 6-3 winner on Monday, said it rained.", "person", "", ""),
        ("Justice Anna Keller, the first woman on the Court and a fierce critic of it, said it rained.", "person",
         "Justice", ""),
        ("Its director, Anna Keller, a teacher at Basel and a keen fan of it, said it rained.", "person",
         "teacher at Basel", ""),
        ("Residents of Mill Lane in Hull said it rained.", "unnamed group", "Residents of Mill Lane in Hull", ""),
        ("The Harbour Trust’s treasurer, Anna Keller, said it rained.", "person", "treasurer", "Harbour Trust"),
        ("Anna Keller is no fool. Mayor Anna Keller said it rained.", "person", "Mayor", ""),
        ("Ms Anna Okoro-Bright said it rained.", "person", "Ms", ""),
        ("The mayor of Basel, Anna Keller, said it rained.", "person", "mayor of Basel", "Basel"),
        ("The Harbour Trust’s Anna Keller said it rained.", "person", "", "Harbour Trust"),
        ("A spokesman for the Harbour Trust, Dan Holm, said it rained.", "person", "spokesman for the Harbour Trust",
         "Harbour Trust"),
        ("The Speaker, Nora Hale, said it rained.", "person", "Speaker", ""),
        ("Its spokesman on finance, Nora Hale, said it rained.", "person", "spokesman on finance", ""),
        ("Mr Nora Hale is a retired GP. Nora Hale said it rained.", "person", "retired GP", ""),
        ("Dorset County met. Dorset County’s letter said it rained.", "document", "", ""),
        ("A trader in Hull, Mrs Nora Hale, said it rained.", "person", "trader in Hull", ""),
        ("One of them, Nora Hale, said it rained.", "person", "", ""),
        ("Nora Hale, also 13, said it rained.", "person", "", ""),
        ("Trustee Nora Hale, whose son is a pilot with Oslo Air, said it rained.", "person", "Trustee", ""),
        ("Nora Hale, a big boost to the team, said it rained.", "person", "", ""),
        ("Nora Hale, 44, was a threat to the plan. Hale said it rained.", "person", "", ""),
        ("Nora Hale, the head of the club, said it rained.", "person", "head of the club", ""),
        ("Nora Hale, a former chief engineer of the port, is director. It rained, Nora Hale said.", "person",
         "director", ""),
    ],
)  # fmt: skip
def test_source(text, kind, title, organisation):
    (row,) = read(text)
    assert (row.source_kind, row.source_title, row.source_organisation) == (kind, title, organisation)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("“The bridge is safe,” Anna Keller said.", ["direct"]),
        ("Anna Keller said the bridge was “perfectly safe.”", ["mixed"]),
        ("Anna Keller said the bridge was safe.", ["indirect"]),
        ("''The bridge is safe,'' Anna Keller said.", ["direct"]),
        ("``The bridge is safe,'' Anna Keller said.", ["direct"]),
        ("Anna Keller said the bridge was ''perfectly safe.''", ["mixed"]),
    ],
)
def test_kind(text, kinds):
    assert [q.kind for q in read(text)] == kinds


def test_parts_of_one_quotation_share_its_id():
    first, second = read("“The bridge,” Anna Keller said, “is safe.”")
    assert (first.quote_id, first.part, second.part) == (second.quote_id, 0, 1)


def test_a_quotation_knows_the_one_around_it():
    outer, inner = read("“Paul came in and said, ‘Close the bridge right now,’” Anna Keller said.")
    assert (outer.inside, inner.inside) == ("", outer.quote_id)


def test_minds_are_kept_apart():
    text = "Anna Keller thinks that the bridge is safe."
    assert said(text) == []
    assert [(q.speaker, q.stance) for q in read(text, minds=True)] == [("Anna Keller", "mind")]


def test_a_text_without_words_says_nothing():
    assert [quotes.find(parsed(text), []) for text in ("", "\n\n", "“”", "...")] == [[], [], [], []]


def test_reports_within_reports_end_somewhere():
    text = "Anna Keller said that " * 300 + "it rained."
    found = read(text)
    assert 15 < len(found) <= 20 and sum(len(q.content) for q in found) < 20 * len(text)


def test_asides_without_end_take_no_more_than_the_text():
    text = "That attitude, many argue, " * 200 + "could cost Paul Ross the election."
    assert sum(len(q.content) for q in read(text)) <= len(text)


def test_the_lexicon_is_sound():
    table = knowledge.rows(cues.LEXICON)
    stances = {"neutral", "distancing", "endorsing", "hostile", "question", "mind"}
    takes = {
        "clause",
        "that",
        "question",
        "quote",
        "name",
        "person",
        "noun",
        "to",
        "as",
        "for",
        "of",
        "on",
        "document",
        "beside",
        "at",
        "song",
        "about",
        "against",
    }
    for row in table:
        assert row["stance"] in stances, row
        assert set(row["takes"].split()) <= takes and row["takes"], row
        assert row["forms"].split()[0] == row["lemma"].replace(" ", "_"), row
        assert row["judgement"], row
    keys = [(row["lemma"], row["class"]) for row in table]
    assert len(set(keys)) == len(keys)


def test_the_subject_after_the_comma_is_no_part_of_the_source():
    (row,) = read(
        "According to a report by the engineering firm Dalton & Webb, two of the five piers have moved since "
        "last spring."
    )
    assert row.source == "a report by the engineering firm Dalton & Webb"
    assert row.content == "two of the five piers have moved since last spring"


@pytest.mark.parametrize("text", ["'We are late,' Anna Keller said.", "Anna Keller said: 'We are late.'"])
def test_words_in_the_single_marks_of_typewriters_are_direct(text):
    assert [q.kind for q in read(text)] == ["direct"]
