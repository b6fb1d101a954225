"""Fixed texts of the package in the reader's language, one file a language in each room.

``words.<language>.yaml`` holds ``key: sentence with {names}``. English is the reference: a language
that lacks a key is a fault of the package, which a test finds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from engagement_kit.errors import UnknownId
from engagement_kit.strict_yaml import read_yaml

__all__ = ["LANGUAGES", "Words", "load_words", "words_for"]

LANGUAGES = ("en", "ko", "ar")  # of the package's own sentences
_RIGHT_TO_LEFT = frozenset({"ar"})
_SIGNED = re.compile("[+\u2212][0-9]")
_LEFT_TO_RIGHT, _POP = "\u2066", "\u2069"


class Words:
    """Sentences of one room in one language.

    Parameters
    ----------
    lang : str
    sentences : mapping of str to str
        Sentences with ``{names}`` to be filled in.
    """

    def __init__(self, lang: str, sentences: Mapping[str, str]) -> None:
        self.lang = lang
        self._sentences = sentences

    def __call__(self, key: str, **values: object) -> str:
        """The sentence with its names filled in; UnknownId if there is no such key."""
        if key not in self._sentences:
            raise UnknownId("sentence", key, self._sentences)
        if self.lang in _RIGHT_TO_LEFT:
            values = {name: _signs_first(value) for name, value in values.items()}
        return self._sentences[key].format(**values)

    @property
    def sentences(self) -> Mapping[str, str]:
        """All sentences with their ``{names}``, for those who fill them in elsewhere."""
        return MappingProxyType(dict(self._sentences))

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of all sentences."""
        return tuple(self._sentences)


@cache
def load_words(folder: Path, lang: str) -> Words:
    """The words of a room in a language.

    Parameters
    ----------
    folder : Path
        Folder that holds ``words.<language>.yaml``.
    lang : str
        Language of the words.

    Raises
    ------
    UnknownId
        There are no words in this language; names those there are.
    """
    file = folder / _file_of(lang)
    if not file.is_file():
        known = sorted(f.name.split(".")[1] for f in folder.glob("words.*.yaml"))
        raise UnknownId("language of the fixed texts", lang, known)
    return Words(lang, read_yaml(file.read_bytes(), str(file)))


def words_for(folder: Path, lang: str) -> Words:
    """The words of a room in a language, else in the one it is a form of, else in English.

    Frameworks of people's own may speak languages that the package does not.
    """
    main, *_ = lang.split("-")
    found = (name for name in (lang, main) if (folder / _file_of(name)).is_file())
    return load_words(folder, next(found, "en"))


def _signs_first(value: object) -> object:
    """A number with its sign as a run of its own: between Arabic words the sign would go behind."""
    is_signed = isinstance(value, str) and _SIGNED.match(value)
    return f"{_LEFT_TO_RIGHT}{value}{_POP}" if is_signed else value


def _file_of(lang: str) -> str:
    return f"words.{lang}.yaml"
