"""Kill a run at any of the moments at which it changes a file."""

import os
import signal
import sys
import warnings

CHANGES = {"os.remove", "os.mkdir", "os.rmdir", "os.rename", "os.link", "os.symlink", "shutil.rmtree"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def run(work, at):
    """Do some work in a process of its own, which is killed before it changes files for the at-th time.

    Returns whether it was killed; an error in the work fails the test that asked for it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a fork of a process with threads
        child = os.fork()
    if not child:
        status = 1
        try:
            signal.alarm(120)
            sys.addaudithook(_killer(at))
            work()
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL, "it took too long"
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def _killer(at):
    left = at

    def hook(event, arguments):
        nonlocal left
        flags = arguments[2] if event == "open" and isinstance(arguments[2], int) else 0
        if event in CHANGES or flags & WRITES:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook
