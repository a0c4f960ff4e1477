"""Turn bytes into text: UTF-8, UTF-16 or UTF-32 with a mark, or Windows-1252 where the bytes are not UTF-8.

A byte-order mark is removed; nothing else happens to the text.
"""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes) -> str:
    """Decode UTF-8, UTF-16 or UTF-32 with a mark, or else Windows-1252; a byte-order mark is removed.

    Raises ValueError when the bytes are no text.
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return data.decode("utf-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16")
        if text.count("\x00") > len(text) / 200:
            raise ValueError("not text: there are NUL characters in it")
        return text
    if b"\x00" in data:
        raise ValueError("not text: there are NUL bytes in it (UTF-16 needs a byte-order mark)")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    if len(CONTROL.findall(text)) > len(text) / 200:
        raise ValueError("not text: neither UTF-8 nor Windows-1252")
    return text


def encoding(handle: BinaryIO) -> str:
    """Tell the encoding of a table from its beginning; to be read with errors="windows-1252".

    Raises ValueError when it is no text.
    """
    start = handle.read(1 << 16)
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    strange = start.count(b"\x00"), len(CONTROL.findall(start.decode("latin-1")))
    if strange[0] > max(3, len(start) / 10):
        raise ValueError("not text: there are NUL bytes in it (UTF-16 needs a byte-order mark)")
    if strange[1] > max(3, len(start) / 200):
        raise ValueError("not text: neither UTF-8 nor Windows-1252")
    return "utf-8-sig"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252, so that one such row leaves the others as they are."""
    if not isinstance(error, UnicodeDecodeError) or error.encoding.startswith(("utf-16", "utf-32")):
        return "\ufffd", error.end if isinstance(error, UnicodeDecodeError) else 0
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("windows-1252", _as_windows)
