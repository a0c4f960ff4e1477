"""Turn bytes into text: UTF-8, UTF-16 with a mark, or Windows-1252 where the bytes are not UTF-8.

A byte-order mark is removed; nothing else happens to the text.
"""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes) -> str:
    """Decode UTF-8, UTF-16 with a mark, or else Windows-1252; a byte-order mark is removed.

    Raises ValueError when the bytes are no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
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
    """Tell the encoding of a long file without holding it in memory."""
    if handle.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    handle.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := handle.read(1 << 20):
            if b"\x00" in block:
                raise ValueError("not text: there are NUL bytes in it (UTF-16 needs a byte-order mark)")
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
