"""Undo the packing of a tar file piece by piece, so that an archive that grows without end is stopped in time."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Protocol

_PIECE: Final = 1 << 20
#: What packing at the highest level asks of the reader, twice.
_MOST_MEMORY: Final = 256_000_000
#: Headers and padding of a tar file, beside what it holds.
_MARGIN: Final = 1.5


class Overflow(Exception):
    """The archive holds more than was allowed."""


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Gzip:
    """The unpacker of gzip, with the same words as the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self._waiting = b""

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


class _Pieces(io.RawIOBase):
    """A packed file as a stream of what is in it, that raises `Overflow` beyond `most` bytes."""

    def __init__(self, source: BinaryIO, unpacker: _Unpacker, most: int) -> None:
        self._source = source
        self._unpacker = unpacker
        self._left = most
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # Buffer is of 3.12
        while not self._ready and not self._unpacker.eof:
            needs_input = getattr(self._unpacker, "needs_input", True)
            piece = self._source.read(_PIECE) if needs_input else b""
            if needs_input and not piece:
                raise EOFError
            self._ready = self._unpacker.decompress(piece, _PIECE)
        count = min(len(buffer), len(self._ready))
        self._left -= count
        if self._left < 0:
            raise Overflow
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count


@contextmanager
def unpacked(path: Path, most: int) -> Iterator[BinaryIO]:
    """Give the content of a packed or plain tar file as a stream; more than `most` bytes and a margin is too much.

    Raises:
        Overflow: while reading, when there is more.
        EOFError: while reading, when the file ends too early.
        OSError, ValueError: while reading, when the packing is damaged.
    """
    with path.open("rb") as source:
        start = source.read(8)
        source.seek(0)
        made = next((make for signature, make in _UNPACKERS.items() if start.startswith(signature)), None)
        if made is None:
            yield source
            return
        try:
            yield io.BufferedReader(_Pieces(source, made(), int(most * _MARGIN)), _PIECE)
        except (lzma.LZMAError, zlib.error) as damaged:
            raise ValueError from damaged


_UNPACKERS: Final[dict[bytes, Callable[[], _Unpacker]]] = {
    b"\x1f\x8b": _Gzip,
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\x00": lambda: lzma.LZMADecompressor(memlimit=_MOST_MEMORY),
}
