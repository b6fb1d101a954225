"""What is in a file of SPSS or Stata, told by a program that may fall and be started again."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from engagement_kit.errors import Fault, Faults

__all__ = ["ENDINGS", "Unpacked", "Unpacker"]

ENDINGS = (".sav", ".dta")
_PROGRAM = Path(__file__).with_name("unpacking.py")
_SECONDS = 120.0

Cell = str | float | list[str] | None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The content of a file.

    Attributes
    ----------
    names : tuple of str
        Its variables.
    columns : tuple of lists
        Text, numbers, None where there is nothing, and lists of one letter (a missing value of
        Stata).
    labels : mapping of str to mapping
        By variable: what its codes mean; a code of Stata's missing values is a letter.
    missing : mapping of str to tuple of (float, float)
        By variable: from where to where its codes mean that an answer is missing.
    """

    names: tuple[str, ...]
    columns: tuple[list[Cell], ...]
    labels: Mapping[str, Mapping[float | str, str]]
    missing: Mapping[str, tuple[tuple[float, float], ...]]


class Unpacker:
    """A reader of files that survives those which bring its library down."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def unpack(self, path: Path) -> Unpacked:
        """What is in the file.

        Raises
        ------
        Faults
            It is damaged, of another kind or too large.
        """
        found = self._ask(path)
        if "error" in found:
            raise Faults([Fault("no_statistics", str(path), other=str(found["error"]))])
        if "large" in found:
            raise Faults([Fault("too_many_rows", str(path), value=found["large"])])
        return Unpacked(
            tuple(found["names"]),
            tuple(found["columns"]),
            {name: dict(pairs) for name, pairs in found["labels"].items()},
            {name: tuple((lo, hi) for lo, hi in r) for name, r in found["missing"].items()},
        )

    def _ask(self, path: Path) -> Mapping[str, Any]:
        process = self._running()
        watch = threading.Timer(self._seconds, process.kill)
        watch.start()
        try:
            said = _said(process, json.dumps([str(path.absolute()), path.suffix.lower()]))
        finally:
            watch.cancel()
        if not said.endswith(b"\n"):
            self._end()
            return {"error": "it is damaged, and stops the program that reads it"}
        found: Mapping[str, Any] = json.loads(said)
        return found

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                [sys.executable, "-P", str(_PROGRAM)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                _close(stream)
            process.wait()


def _said(process: subprocess.Popen[bytes], line: str) -> bytes:
    """The program's answer to a line; empty if it has fallen."""
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        process.stdin.write(line.encode() + b"\n")
        process.stdin.flush()
    except OSError:
        return b""
    return process.stdout.readline()


def _close(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:
        return
