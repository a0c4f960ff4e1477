"""Build the package so that it works anywhere: its wheel carries the lessons and what they read."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

CARRIED = ("data", "notebooks")  # copied from their one place; `helpers.knowledge` finds them there


class Carry(build_py):
    """Build the package, then put beside it what it carries."""

    def run(self):
        """Copy the folders into the built package; an editable one finds them in the clone."""
        super().run()
        for name in () if self.editable_mode else CARRIED:
            target = Path(self.build_lib) / "helpers" / name
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(Path(__file__).parent / name, target, ignore=shutil.ignore_patterns(".*", "__pycache__"))


setup(cmdclass={"build_py": Carry})
