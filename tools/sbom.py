"""Write what this project is made of as a CycloneDX bill of materials, from the pins and the list of licences."""

import csv
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
NAME = "reading-the-news-closely"
VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill() -> str:
    """Return the bill as JSON, CycloneDX 1.6; the same pins give the same bytes, so no clock and no number goes in."""
    source = (ROOT / "src" / "helpers" / "__init__.py").read_text(encoding="utf-8")
    with (ROOT / "licences.csv").open(encoding="utf-8", newline="") as file:
        licences = {row["package"]: row["licence"] for row in csv.DictReader(file)}
    own = {"type": "application", "name": NAME, "version": VERSION.findall(source)[0]}
    components = [
        {
            "type": "library", "bom-ref": f"pkg:pypi/{name}@{version}", "name": name, "version": version,
            "purl": f"pkg:pypi/{name}@{version}", "licenses": [{"expression": licences[name]}],
            "externalReferences": [{
                "type": "distribution", "url": f"https://pypi.org/project/{name}/{version}/",
                "hashes": [{"alg": "SHA-256", "content": found} for found in HASH.findall(rest)],
            }],
        }
        for name, version, rest in PIN.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    ]  # fmt: skip
    made = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"component": own}}
    return json.dumps(made | {"components": components}, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(bill())
