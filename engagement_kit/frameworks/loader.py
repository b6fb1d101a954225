"""Finding and reading frameworks: the built-in library and people's own folders of YAML."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from engagement_kit.errors import Fault, Faults, UnknownId
from engagement_kit.frameworks.check import definition_faults
from engagement_kit.frameworks.check_texts import text_faults
from engagement_kit.frameworks.framework import Framework
from engagement_kit.frameworks.schema import Definition, TextFile
from engagement_kit.schema_faults import read_model
from engagement_kit.strict_yaml import MAX_BYTES, Positions, read_yaml

__all__ = [
    "LIBRARY",
    "check_frameworks",
    "framework_folders",
    "list_frameworks",
    "load_framework",
    "load_frameworks",
]

LIBRARY = Path(__file__).parent / "library"
DEFINITION = "framework.yaml"


def list_frameworks() -> tuple[str, ...]:
    """Ids of the built-in frameworks, sorted.

    Examples
    --------
    >>> "smi" in list_frameworks()
    True
    """
    return tuple(folder.name for folder in framework_folders(LIBRARY))


def load_framework(id_or_path: str | Path, *, lang: str = "en") -> Framework:
    """A framework in one language, with every fault of its files reported at once.

    Parameters
    ----------
    id_or_path : str or Path
        Id or alias of a built-in framework (:func:`list_frameworks`), such as ``smi`` or
        ``social-maturity-index``; or a folder that holds ``framework.yaml`` and
        ``text.<language>.yaml``. A folder that is called like a built-in framework is meant where
        a Path or a text with a slash is given (``./smi``).
    lang : str
        Language of the words; the framework can change it with ``in_language``.

    Raises
    ------
    UnknownId
        No such framework or language; names the nearest one.
    Faults
        The files are not sound: every fault with file, line, field and what to do.

    Examples
    --------
    >>> load_framework("smi", lang="ko").label("investment")
    '투자'
    """
    folder = _folder(id_or_path)
    framework, faults = _read(folder)
    if framework is None or faults:
        raise Faults(faults)
    return framework.in_language(lang)


def load_frameworks(path: str | Path | None = None, *, lang: str = "en") -> dict[str, Framework]:
    """All built-in frameworks and those in a person's own folder, by id.

    Parameters
    ----------
    path : str or Path, optional
        A folder that holds framework folders (at any depth, or none), read after the built-in
        ones.
    lang : str
        Language of the words; a framework that lacks it is given in its first language.

    Raises
    ------
    Faults
        There is no such folder, files are not sound, or two frameworks share an id or the id of an
        item or box.
    """
    folders = list(framework_folders(LIBRARY))
    if path is not None:
        if not Path(path).is_dir():
            raise Faults([Fault("no_folder", str(path), value=str(path))])
        folders += framework_folders(path)
    once = {folder.resolve(): folder for folder in reversed(folders)}  # the library may be below
    read = [(folder, *_read(folder)) for folder in reversed(once.values())]
    faults = [fault for _, _, found in read for fault in found]
    loaded = [(folder, framework) for folder, framework, _ in read if framework is not None]
    faults += _clashes(loaded)
    if faults:
        raise Faults(faults)
    return {fw.id: fw.in_language(lang if lang in fw.languages else fw.lang) for _, fw in loaded}


def check_frameworks(path: str | Path) -> tuple[Fault, ...]:
    """Every fault of the frameworks below a folder (or of the one in it); empty when all is well.

    Parameters
    ----------
    path : str or Path
        A framework's folder or a folder of such folders.

    Raises
    ------
    EngagementKitError
        Never for what is wrong inside the files: that is what is returned.
    """
    folders = list(framework_folders(path))
    if not folders:
        return (Fault("no_framework", str(path), value=str(path)),)
    read = [(folder, *_read(folder)) for folder in folders]
    loaded = [(folder, framework) for folder, framework, _ in read if framework is not None]
    return tuple(fault for _, _, faults in read for fault in faults) + tuple(_clashes(loaded))


def framework_folders(path: str | Path) -> Iterator[Path]:
    """Folders at or below a path that hold a definition, sorted; hidden ones are passed over."""
    path = Path(path)
    for file in sorted(path.rglob(DEFINITION)):
        if not any(step.startswith(".") for step in file.relative_to(path).parts):
            yield file.parent


def _folder(id_or_path: str | Path) -> Path:
    """Folder of a framework: a built-in id, one of its aliases, or a path."""
    folder = Path(id_or_path)
    is_name = isinstance(id_or_path, str) and folder.name == id_or_path
    if is_name and (built_in := _built_in(folder.name)):
        return built_in
    # os.path answers no for names that no file can have, where pathlib raises.
    if os.path.isfile(folder / DEFINITION):  # noqa: PTH113
        return folder
    if is_name and not os.path.lexists(folder):
        raise UnknownId("framework", folder.name, list_frameworks())
    raise Faults([Fault("no_framework", str(folder), value=str(folder))])


def _built_in(name: str) -> Path | None:
    """Folder of the built-in framework of this id or alias."""
    if name in list_frameworks():
        return LIBRARY / name
    for folder in framework_folders(LIBRARY):
        file = folder / DEFINITION
        if name in read_yaml(file.read_bytes(), str(file)).get("aliases", ()):
            return folder
    return None


def _read(folder: Path) -> tuple[Framework | None, list[Fault]]:
    """A framework with all its languages, and everything wrong with it."""
    file = folder / DEFINITION
    try:
        data = _bytes(file)
        definition = read_model(data, str(file), Definition)
    except Faults as error:
        return None, list(error.faults)
    faults = list(definition_faults(definition, str(file), Positions(data)))
    texts: dict[str, TextFile] = {}
    prints = {file.name: hashlib.sha256(data).hexdigest()}
    for lang in definition.languages:
        faults += _read_text(folder, lang, definition, texts, prints)
    if not texts:
        return None, faults
    return Framework(definition, next(iter(texts)), texts, folder, prints), faults


def _read_text(
    folder: Path,
    lang: str,
    definition: Definition,
    texts: dict[str, TextFile],
    prints: dict[str, str],
) -> list[Fault]:
    """Read one language into ``texts``, its hash into ``prints``; return what is wrong with it."""
    file = folder / f"text.{lang}.yaml"
    try:
        data = _bytes(file)
        prints[file.name] = hashlib.sha256(data).hexdigest()
        text = read_model(data, str(file), TextFile)
    except Faults as error:
        return list(error.faults)
    texts[lang] = text
    reference = texts.get(definition.languages[0])
    return list(text_faults(text, lang, definition, reference, str(file), Positions(data)))


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise Faults([Fault("too_large", str(file), value=size, expected=(f"{MAX_BYTES:,}",))])
        return file.read_bytes()
    except OSError as error:
        other = error.strerror or str(error)
        raise Faults([Fault("cannot_read", str(file), other=other)]) from None


def _clashes(loaded: list[tuple[Path, Framework]]) -> Iterator[Fault]:
    """Frameworks, items and boxes whose ids two of the loaded frameworks use.

    Of two frameworks of one id nothing else is told: one is most likely a copy of the other.
    """
    owners: dict[str, Path] = {}
    for folder, framework in loaded:
        ids = {i.id for i in framework.items} | {b.id for b in framework.boxes}
        ids = {framework.id} if framework.id in owners else ids | {framework.id}
        for found in sorted(ids & owners.keys()):
            other = f"also in {owners[found]}"
            yield Fault("shared_id", str(folder / DEFINITION), value=found, other=other)
        owners |= dict.fromkeys(ids - owners.keys(), folder)
