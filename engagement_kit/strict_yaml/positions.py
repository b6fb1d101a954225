"""Line numbers of the values of a file, for messages."""

from __future__ import annotations

from engagement_kit.errors import Faults
from engagement_kit.strict_yaml.reading import Builder, Path, decode


class Positions:
    """Line numbers of the values of a file, found when the first one is asked for.

    Parameters
    ----------
    text : str or bytes
        Content of a file that :func:`read_yaml` accepts.
    """

    def __init__(self, text: str | bytes) -> None:
        self._text = text
        self._lines: dict[Path, int] | None = None

    def line(self, path: Path) -> int | None:
        """Line (from 1) of the value at ``path``, or of the nearest value around it.

        A path is made of keys and positions in lists: ``("ratings", 3, "value")``. The line of a
        value with a key is the line of its key. Of a broken file the lines before the break are
        known; None where nothing is.
        """
        if self._lines is None:
            self._lines = self._find()
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1 if self._lines else None

    def _find(self) -> dict[Path, int]:
        data = self._text.encode() if isinstance(self._text, str) else self._text
        lines: dict[Path, int] = {}
        try:
            Builder(decode(data, ""), "", lines).build()
        except Faults:
            return lines
        return lines
