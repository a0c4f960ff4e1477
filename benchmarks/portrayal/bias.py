"""Does the model judge the name? Swap nothing but the actor's name and see how far the score moves.

    python benchmarks/portrayal/bias.py [--out src/helpers/models/portrayal/bias.csv]

Every name of a kind goes into every sentence of that kind; the change of a score (p_positive - p_negative) is taken
from the mean over all names that go into that sentence; surnames and real people go where persons do. A name that is
hidden (`portrayal.hidden`) can't move it: what is left are bodies without a name ("the tax office"), and whether
a name is taken for a person's. The names marked `train` fill gaps in training too, those marked `measure` never.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from helpers.knowledge import rows
from helpers.sentiment import portrayal

HERE = Path(__file__).parent
PERSONS = ("person", "surname", "known")


def swapped() -> pd.DataFrame:
    """Return every sentence with every name of its kind and the span of the name, one row each."""
    table = []
    for template in rows(HERE / "swap_sentences.csv"):
        start = template["sentence"].index("{}")
        for name in rows(HERE / "names.csv"):
            if template["kind"] == ("person" if name["kind"] in PERSONS else name["kind"]):
                text = name["name"] if start else name["name"][0].upper() + name["name"][1:]
                sentence = template["sentence"].replace("{}", text)
                place = {"template": template["sentence"], "start": start, "end": start + len(text)}
                table.append({**name, **place, "sentence": sentence})
    return pd.DataFrame(table)


def change_by_group() -> pd.DataFrame:
    """Return the mean change of score by group: kind, group, use, names, change, largest (of one name)."""
    table = swapped()
    p = portrayal.toward(list(table["sentence"]), list(zip(table["start"], table["end"], strict=True)))
    table["score"] = p[:, 2] - p[:, 0]
    table["change"] = table["score"] - table.groupby("template")["score"].transform("mean")
    gender = table[table["gender"] != ""].assign(group=lambda t: t["gender"].map({"f": "women", "m": "men"}))
    keys = ["kind", "group", "use"]
    names = pd.concat([table, gender]).groupby([*keys, "name"], sort=False)["change"].mean().reset_index()
    found = names.groupby(keys, sort=False)["change"]
    result = found.agg(names="size", change="mean", largest=lambda c: c.loc[c.abs().idxmax()]).reset_index()
    return result.round({"change": 3, "largest": 3})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    changes = change_by_group()
    print(changes.to_string(index=False))
    print(changes[["change", "largest"]].abs().max().to_string())
    if arguments.out:
        changes.to_csv(arguments.out, index=False, lineterminator="\n")
