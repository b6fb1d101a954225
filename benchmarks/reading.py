"""Speed of reading beside the libraries that do the work: ``python -m benchmarks.reading``.

Both sides take turns, each in a process of its own, and are measured in seconds of a processor:
compare the ratios. ``--many`` reads 10,000 folders as well, for their memory; ``--keep`` puts the
figures into ``benchmarks/results/reading.json``. Parts can be named: ``imports``, ``workbooks``,
``bombs``, ``folders`` (or ``few``: 200 of them, once), ``many``.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import bombs
from benchmarks.machine import machine
from engagement_kit.strict_yaml import dump_yaml, read_yaml

REPOSITORY = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results" / "reading.json"
ROUNDS, STARTS = 3, 15
TURNS = 15  # of the workbook
CASES, MANY = 1000, 10_000
ROWS = 20_000

Task = tuple[str, str, str]


def write_study(folder: Path, number: int) -> None:
    """A study of this many cases: those of the library again and again, with texts of their own."""
    library = [_as_files(path.parent) for path in REPOSITORY.glob("case_studies/*/*/case.yaml")]
    for place in range(number):
        name, files = library[place % len(library)]
        copy = f"copy{place // len(library):04d}"
        (folder / f"{name}-{copy}").mkdir(parents=True)
        for file, text in files.items():
            path = folder / f"{name}-{copy}" / file
            path.write_text(text.replace("copy0000", copy), encoding="utf-8")


def _as_files(folder: Path) -> tuple[str, dict[str, str]]:
    """A case of the library with a mark behind its id and behind each of its texts."""
    files = {}
    for path in folder.glob("*.yaml"):
        content = read_yaml(path.read_bytes(), "")
        key = "id" if path.name == "case.yaml" else "case"
        marked = {**_marked(content, "copy0000"), key: f"{content[key]}-copy0000"}
        files[path.name] = dump_yaml(marked)
    return folder.name, files


def _marked(value: Any, mark: str, key: str = "") -> Any:
    """The same with a mark behind each text, so that no two copies share one."""
    if isinstance(value, dict):
        inside = key if key == "text" else ""
        return {name: _marked(inner, mark, inside or name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_marked(inner, mark) for inner in value]
    return f"{value} {mark}" if key in ("text", "note", "title", "url") and value else value


def plain(folder: str) -> None:
    """What PyYAML's C loader and pydantic alone need for the same files and models."""
    import yaml

    from engagement_kit.cases.files import CaseFile, CoderFile

    kept = []
    for path in sorted(Path(folder).glob("*/*.yaml")):
        content = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        kept.append((CaseFile if path.name == "case.yaml" else CoderFile).model_validate(content))


def ours(folder: str) -> None:
    """All cases, read and checked against the frameworks."""
    from engagement_kit.cases import load_cases

    cases = load_cases(folder)
    if len(cases) != len(list(Path(folder).iterdir())):
        raise SystemExit(str(cases))


def calamine(path: str) -> None:
    """What python-calamine alone needs for a workbook."""
    import python_calamine

    book = python_calamine.load_workbook(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def workbook(path: str) -> None:
    """Our sheets of a workbook, measured before they are read."""
    from engagement_kit.exchange.sheets.workbook import read_workbook

    if len(read_workbook(Path(path))[0].rows) != ROWS + 1:
        raise SystemExit("rows are missing")


def prepared(name: str, small: str) -> Callable[[str], None]:
    """A way with its libraries loaded, by a first use of it."""
    way: Callable[[str], None] = {
        "plain": plain,
        "plain, collector off": plain,
        "ours": ours,
        "calamine": calamine,
        "workbook": workbook,
    }[name]
    if small:
        way(small)
    return way


def measured(task: Task) -> tuple[float, float, float]:
    """Seconds of processor and of clock, and megabytes at most, of one way in this process."""
    name, small, path = task
    way = prepared(name, small)
    if name == "plain, collector off":
        gc.disable()
    gc.collect()
    processor, clock = time.process_time(), time.perf_counter()
    way(path)
    took = time.process_time() - processor, time.perf_counter() - clock
    return (*took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def alone(name: str, path: Path, small: Path | str = "", cache: str = "off") -> tuple[float, ...]:
    """The same in a process of its own."""
    os.environ["ENGAGEMENT_KIT_CACHE"] = cache
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measured, ((name, str(small), str(path)),))


def folders(made: Path, number: int) -> Iterator[dict[str, Any]]:
    """Folders of cases: by the libraries alone, cold and again."""
    study, small = made / "study", made / "small"
    write_study(study, number)
    write_study(small, 2)
    took: dict[str, list[tuple[float, ...]]] = {}
    for turn in range(ROUNDS if number == CASES else 1):
        cache = str(made / f"cache-{turn}")
        for name in ("plain", "plain, collector off"):
            took.setdefault(name, []).append(alone(name, study, small))
        for name in ("cold", "cached"):
            took.setdefault(name, []).append(alone("ours", study, small, cache))
        took.setdefault("no cache", []).append(alone("ours", study, small))
    seconds = {name: _medians(times) for name, times in took.items()}
    for name, beside, most in (
        ("cold", "plain", 1.2),
        ("cold", "plain, collector off", None),
        ("no cache", "plain", None),
        ("cached", "cold", 0.1),
    ):
        what = f"{number:,} case folders, {name}, beside {beside}"
        yield _compared(what, seconds[name], seconds[beside], most)


def many(made: Path) -> Iterator[dict[str, Any]]:
    """Memory of 10,000 folders, cold and again."""
    study, cache = made / "many", str(made / "cache-many")
    write_study(study, MANY)
    for name in ("cold", "cached"):
        processor, clock, memory = alone("ours", study, cache=cache)
        yield {
            "what": f"{MANY:,} case folders, {name}",
            "processor_seconds": round(processor, 1),
            "clock_seconds": round(clock, 1),
            "megabytes": round(memory),
            "megabytes_allowed": 1000,
        }


def imports() -> Iterator[dict[str, Any]]:
    """Whole processes that import and end; with and without what the interpreter takes."""
    commands = {"nothing": "pass", "ours": "import engagement_kit", "pandas": "import pandas"}
    took: dict[str, list[tuple[float, ...]]] = {name: [] for name in commands}
    for _ in range(STARTS + 1):
        for name, command in commands.items():
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            words = [sys.executable, "-c", command]
            subprocess.run(words, cwd=REPOSITORY, check=True)  # noqa: S603 - our own command
            clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
            used = (getattr(after, k) - getattr(before, k) for k in ("ru_utime", "ru_stime"))
            took[name].append((sum(used), clock))
    seconds = {name: _medians(times[1:]) for name, times in took.items()}
    less = {
        name: tuple(a - b for a, b in zip(seconds[name], seconds["nothing"], strict=True))
        for name in ("ours", "pandas")
    }
    what = "import engagement_kit beside import pandas"
    yield _compared(f"{what}, whole processes", seconds["ours"], seconds["pandas"], 0.15)
    yield _compared(f"{what}, without the interpreter", less["ours"], less["pandas"], 0.15)


def workbooks(made: Path) -> Iterator[dict[str, Any]]:
    """A workbook of 20,000 rows by python-calamine alone and by us."""
    path = made / "answers.xlsx"
    write_workbook(path)
    took: dict[str, list[tuple[float, ...]]] = {"calamine": [], "workbook": []}
    for _ in range(TURNS):
        for name, times in took.items():
            times.append(alone(name, path, path))
    ways = (_medians(took["workbook"]), _medians(took["calamine"]))
    yield _compared(f"workbook of {ROWS:,} rows beside python-calamine", *ways, 1.5)


def write_workbook(path: Path) -> None:
    """Ratings as programs write them: texts, a year, some cells empty, a note a row."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("ratings")
        sheet.set_column(0, 6, 20)
        sheet.write_row(0, 0, ("case", "coder", "wave", "item", "value", "confidence", "note"))
        for row in range(1, ROWS + 1):
            who = (f"case-{row // 100}", f"coder-{row % 3}", 2014 + row % 3, f"item.{row % 50}")
            said = ("yes" if row % 2 else "no", None if row % 7 else "low", f"Reason {row}")
            sheet.write_row(row, 0, (*who, *said))


def _medians(times: list[tuple[float, ...]]) -> tuple[float, float]:
    return statistics.median(t[0] for t in times), statistics.median(t[1] for t in times)


def _compared(
    what: str, ours: tuple[float, ...], theirs: tuple[float, ...], most: float | None
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "what": what,
        "seconds": round(ours[0], 4),
        "seconds_beside": round(theirs[0], 4),
        "ratio": round(ours[0] / theirs[0], 3),
        "ratio_by_the_clock": round(ours[1] / theirs[1], 3),
    }
    return found if most is None else {**found, "ratio_allowed": most}


def main(arguments: list[str]) -> None:
    """Print each comparison as it is known."""
    results = []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        made = Path(name)
        parts = {
            "imports": imports(),
            "workbooks": workbooks(made),
            "bombs": bombs.refused(made),
            "folders": folders(made, CASES),
            "few": folders(made, CASES // 5),
            "many": many(made) if "--many" in arguments else (),
        }
        usual = [part for part in parts if part != "few"]
        chosen = [one for one in arguments if one in parts] or usual
        for part in chosen:
            for result in parts[part]:
                results.append(result)
                print(json.dumps(result), flush=True)
    if "--keep" in arguments:
        RESULTS.parent.mkdir(exist_ok=True)
        libraries = ("PyYAML", "pydantic", "python-calamine", "pandas")
        kept = {"machine": machine(*libraries), "rounds": ROUNDS, "results": results}
        RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
