"""Finding and reading frameworks: the built-in library and people's own folders of YAML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engagement_kit.errors import Fault, Faults, UnknownId
from engagement_kit.frameworks.check import definition_faults, text_faults
from engagement_kit.frameworks.framework import Framework
from engagement_kit.frameworks.schema import Definition, TextFile
from engagement_kit.schema_faults import read_model
from engagement_kit.strict_yaml import Positions

__all__ = ["LIBRARY", "check_frameworks", "list_frameworks", "load_framework", "load_frameworks"]

LIBRARY = Path(__file__).parent / "library"
DEFINITION = "framework.yaml"


def list_frameworks() -> tuple[str, ...]:
    """Ids of the built-in frameworks, sorted.

    Examples
    --------
    >>> "smi" in list_frameworks()
    True
    """
    return tuple(folder.name for folder in _folders(LIBRARY))


def load_framework(id_or_path: str | Path, *, lang: str = "en") -> Framework:
    """A framework in one language, with every fault of its files reported at once.

    Parameters
    ----------
    id_or_path : str or Path
        Id of a built-in framework (:func:`list_frameworks`), or a folder that holds
        ``framework.yaml`` and ``text.<language>.yaml``.
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
        A folder that holds framework folders (at any depth), read after the built-in ones.
    lang : str
        Language of the words; a framework that lacks it is given in its first language.

    Raises
    ------
    Faults
        Files are not sound, or two frameworks share an id or the id of an item or box.
    """
    folders = [*_folders(LIBRARY), *(_folders(Path(path)) if path is not None else ())]
    read = [(folder, *_read(folder)) for folder in folders]
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
    folders = list(_folders(Path(path)))
    if not folders:
        return (Fault("no_framework", str(path), value=str(path)),)
    read = [(folder, *_read(folder)) for folder in folders]
    loaded = [(folder, framework) for folder, framework, _ in read if framework is not None]
    return tuple(fault for _, _, faults in read for fault in faults) + tuple(_clashes(loaded))


def _folder(id_or_path: str | Path) -> Path:
    """Folder of a framework: a built-in id, one of its aliases, or a path."""
    if isinstance(id_or_path, str) and id_or_path in list_frameworks():
        return LIBRARY / id_or_path
    folder = Path(id_or_path)
    if (folder / DEFINITION).is_file():
        return folder
    if folder.name != str(id_or_path) or folder.exists():
        raise Faults([Fault("no_framework", str(folder), value=str(folder))])
    raise UnknownId("framework", str(id_or_path), list_frameworks())


def _folders(path: Path) -> Iterator[Path]:
    """Folders at or below a path that hold a definition, sorted; hidden ones are passed over."""
    for file in sorted(path.rglob(DEFINITION)):
        if not any(step.startswith(".") for step in file.relative_to(path).parts):
            yield file.parent


def _read(folder: Path) -> tuple[Framework | None, list[Fault]]:
    """A framework with all its languages, and everything wrong with it."""
    file = folder / DEFINITION
    try:
        data = _bytes(file)
        definition = read_model(data, str(file), Definition)
    except Faults as error:
        return None, list(error.faults)
    faults = list(definition_faults(definition, str(file), data.decode("utf-8-sig")))
    texts: dict[str, TextFile] = {}
    for lang in definition.languages:
        faults += _read_text(folder, lang, definition, texts)
    if not texts:
        return None, faults
    return Framework(definition, next(iter(texts)), texts), faults


def _read_text(
    folder: Path, lang: str, definition: Definition, texts: dict[str, TextFile]
) -> list[Fault]:
    """Read one language into ``texts``; return what is wrong with it."""
    file = folder / f"text.{lang}.yaml"
    try:
        data = _bytes(file)
        text = read_model(data, str(file), TextFile)
    except Faults as error:
        return list(error.faults)
    texts[lang] = text
    reference = texts.get(definition.languages[0])
    positions = Positions(data)
    return list(text_faults(text, lang, definition, reference, str(file), positions))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Faults(
            [Fault("cannot_read", str(file), other=error.strerror or str(error))]
        ) from None


def _clashes(loaded: list[tuple[Path, Framework]]) -> Iterator[Fault]:
    """Frameworks, items and boxes whose ids two of the loaded frameworks use."""
    owners: dict[str, Path] = {}
    for folder, framework in loaded:
        ids = [framework.id, *(i.id for i in framework.items), *(b.id for b in framework.boxes)]
        for found in dict.fromkeys(ids):
            if found in owners:
                other = f"also in {owners[found]}"
                yield Fault("duplicate_id", str(folder / DEFINITION), value=found, other=other)
            owners.setdefault(found, folder)
