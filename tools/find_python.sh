#!/bin/sh
# Print the first Python from 3.11 to 3.13 that can make a virtual environment; else say in one line what is missing.
found=""
for python in python3 python3.13 python3.12 python3.11 python; do
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
  case "$version" in 3.11 | 3.12 | 3.13) ;; *) continue ;; esac
  found="$python $version"
  if "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "$python"
    exit 0
  fi
done
if [ -n "$found" ]; then
  echo "Missing: the venv module of $found (on Debian and Ubuntu: apt install python3-venv)." >&2
else
  echo "Missing: Python 3.11, 3.12 or 3.13 (see https://www.python.org/downloads)." >&2
fi
exit 1
