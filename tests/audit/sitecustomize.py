"""Forbid what no command of ours may do, in a process and in all that it starts.

Python imports this by itself where its folder stands in PYTHONPATH. What is forbidden raises, and is written into
the file AUDIT_LOG: connections, pickles from outside, shells, and any change to a file that lies outside of the
folders in AUDIT_ALLOWED (a list as in PATH). Messages between our own processes are pickled by multiprocessing; no
file holds them.
"""

import os
import sys
from pathlib import Path

ALLOWED = [os.path.realpath(folder) + os.sep for folder in os.environ["AUDIT_ALLOWED"].split(os.pathsep)]
LOG = os.open(os.environ["AUDIT_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {  # which arguments name what is changed; the last argument may be an open folder that holds it
    "os.remove": (0,), "os.mkdir": (0,), "os.rmdir": (0,), "shutil.rmtree": (0,), "os.truncate": (0,),
    "os.rename": (0, 1), "os.link": (1,), "os.symlink": (1,),
}  # fmt: skip
STARTS = {"os.system", "subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn"}
SHELLS = {"sh", "bash", "dash", "zsh", "cmd", "cmd.exe", "powershell", "powershell.exe"}


def inside(path):
    """Say whether a path (a descriptor stands for a file opened before) lies where files may be changed."""
    if isinstance(path, int):
        return True
    path = os.path.realpath(os.fsdecode(path))
    return path in (os.devnull, "/dev/tty") or any((path + os.sep).startswith(folder) for folder in ALLOWED)


def forbidden(event, arguments):
    """Say whether an event of the audit is one that no command of ours may cause."""
    if event in ("socket.connect", "socket.sendto"):
        return not isinstance(arguments[1], str | bytes)  # a name in the file system is no network
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "os.system"):
        return True
    if event in STARTS:
        return Path(str(arguments[0])).name in SHELLS
    if event == "pickle.find_class":
        return not between_our_processes()
    if event == "open":
        path, mode, flags = arguments
        writes = set(mode) & set("wax+") if isinstance(mode, str) else isinstance(flags, int) and flags & WRITES
        return bool(writes) and not inside(path)
    if event in CHANGES:
        held = event != "os.truncate" and isinstance(arguments[-1], int) and arguments[-1] >= 0
        return not held and any(not inside(arguments[number]) for number in CHANGES[event])
    return False


def between_our_processes():
    """Say whether multiprocessing itself reads a message; what a process started by it reads is another thing."""
    frame = sys._getframe()
    while frame.f_code.co_filename == __file__:
        frame = frame.f_back
    return "/multiprocessing/" in frame.f_code.co_filename.replace(os.sep, "/")


def hook(event, arguments):
    """Stop what is forbidden, and write it down."""
    if forbidden(event, arguments):
        os.write(LOG, f"{event} {arguments!r}\n".encode(errors="replace"))
        raise RuntimeError(f"forbidden: {event} {arguments!r}")


sys.addaudithook(hook)
