"""No command of ours reaches out: no network, no pickle, no shell, and no file changed outside of its folder.

Under the same audit all lessons are executed in `test_fresh.py`, and a whole report is made in `test_ours.py`.
"""

import json
import multiprocessing
import os
import subprocess
import sys

import audited
import pytest

ANALYSE = "'analyse', 'data/articles', '--skip', 'sentiment', '--quiet', '--out', OUT + "
COMMANDS = {
    "analyse": f"[{ANALYSE}'/tables']",
    "analyse, with two processes": f"[{ANALYSE}'/tables', '--workers', '2']",
    "annotations": f"[{ANALYSE}'/out', '--format', 'annotations']",
    "documents of spaCy": f"[{ANALYSE}'/out', '--format', 'spacy']",
    "lessons": "['lessons', '--out', OUT + '/mine']",
    "sample": "['sample', 'quotes', '--out', OUT + '/rows.csv']",
    "verify": "['verify', 'reports/figures/named.svg']",
}


RUN = """
from helpers.__main__ import main

LOG = open(os.environ["AUDIT_LOG"], encoding="utf-8")
for name, arguments in COMMANDS.items():
    try:
        status = main(arguments)
    except Exception as error:
        status = repr(error)
    print(json.dumps(["ended", name, status, LOG.read()]), flush=True)
"""


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """Run the commands one after the other under the audit; {name: (exit status, what it did that is forbidden)}."""
    held = ", ".join(f"{name!r}: {arguments}" for name, arguments in COMMANDS.items())
    code = f"import json, os\nCOMMANDS = {{{held}}}\n{RUN}"
    done, told = audited.run(code, tmp_path_factory.mktemp("out"))
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('["ended"')]
    assert told == "".join(line[3] for line in lines), "something was done after the last command"
    return {name: (status, did) for _, name, status, did in lines}


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_keeps_to_itself(name, ended):
    assert ended[name] == (0, "")


@pytest.mark.slow
def test_the_command_for_a_class_keeps_to_itself(edition):
    assert (edition[1]["status"], edition[1]["did"]) == (0, ""), edition[1]["said"]


SPOILED = {
    "a connection": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "a name looked up": "import socket; socket.getaddrinfo('localhost', 1)",
    "a shell": "import os; os.system('true')",
    "a shell, started otherwise": "import subprocess; subprocess.run('true', shell=True)",
    "a pickle": "import pickle; pickle.loads(b'cbuiltins\\neval\\n.')",
    "a pickle, in a worker": (
        "import multiprocessing, pickle\ndef load():\n    return pickle.loads(b'cbuiltins\\neval\\n.')\n"
        "multiprocessing.get_context('fork').Pool(1).apply(load)"
    ),
    "a file beside the output": "open('stray.txt', 'w')",
    "a file opened to be changed": "open('README.md', 'r+')",
    "a file at home": "from pathlib import Path; Path.home().joinpath('stray.txt').write_text('')",
    "a file removed": "import os; os.remove('README.md')",
    "a file moved": "import os; os.rename('README.md', OUT + '/README.md')",
    "a folder made": "import os; os.mkdir('stray')",
    "a link made": "import os; os.symlink(OUT, 'stray')",
    "in a process of its own": (
        "import subprocess; subprocess.run([sys.executable, '-c', 'open(\"stray\", \"w\")'], check=True)"
    ),
}


@pytest.mark.parametrize(
    "name", [name for name in SPOILED if "worker" not in name or "fork" in multiprocessing.get_all_start_methods()]
)
def test_what_reaches_out_is_stopped(name, tmp_path):
    done, told = audited.run(SPOILED[name], tmp_path)
    assert done.returncode == 1 and "RuntimeError: forbidden: " in done.stderr and told


def test_what_keeps_to_itself_is_let_be(tmp_path):
    code = "import os; open(OUT + '/a', 'w').close(); os.replace(OUT + '/a', OUT + '/b'); open('README.md').close()"
    done, told = audited.run(code, tmp_path)
    assert done.returncode == 0 and told == "", done.stderr


def test_the_scorers_runtime_tells_nobody_and_keeps_nothing_at_home(tmp_path):
    """Guards: what C++ writes and sends, no audit of Python sees. onnxruntime 1.32 wrote a number for the machine."""
    code = "import helpers; print(len(helpers.sentiment.toward(['Ada Holm lied.'], [(0, 8)])))"
    known = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    env = known | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "MPLCONFIGDIR": os.devnull}
    ended = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout.strip()) == (0, "1"), ended.stderr
    assert not list(tmp_path.iterdir())
