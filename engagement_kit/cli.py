"""The command line: one short function a command. Only this module prints.

Commands return 0 when all is well, 1 when something is wrong in what they read, 2 when they were
called wrongly, or when a figure cannot be verified.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engagement_kit.command_words import command_parser
from engagement_kit.errors import SENTENCES, EngagementKitError, Fault, Faults

if TYPE_CHECKING:
    from engagement_kit.cases import Cases
    from engagement_kit.frameworks import Framework

__all__ = ["main"]

FINE, WRONG, MISUSED = 0, 1, 2
_LIBRARY = "case_studies"
_OWN_FRAMEWORKS = "frameworks"
# What a case is not blamed for while the framework that defines it is not sound itself.
_NEEDS_FRAMEWORKS = ("unknown_item", "unknown_box")


def main(argv: list[str] | None = None) -> int:
    """Exit code of a command.

    Parameters
    ----------
    argv : list of str, optional
        Words after the name of the program; those of the command line if left out.
    """
    _never_fail_to_print()
    args = command_parser(_RUNS).parse_args(argv)
    try:
        code: int = args.run(args)
    except EngagementKitError as error:
        _say(str(error), sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        _say("stopped", sys.stderr)
        return 130
    except BrokenPipeError:  # whoever reads the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    except OSError as error:  # the disk is full, a name is too long, a folder may not be read
        _say(str(error), sys.stderr)
        return WRONG
    return code


def _never_fail_to_print() -> None:
    """Write what the terminal cannot show as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _say(text: str, stream: Any = None) -> None:
    """Print text; what would steer the terminal is written as an escape."""
    shown = "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)
    print(shown, file=stream)


# --- the commands


def _check(args: argparse.Namespace) -> int:
    path = Path(args.path or (_LIBRARY if Path(_LIBRARY).is_dir() else "."))
    own = Path(args.frameworks) if args.frameworks else path if _frameworks_below(path) else None
    found, cases = _findings(path, own)
    by_level: dict[str, list[Fault]] = {"fault": [], "draft": [], "remark": []}
    for fault in found:
        by_level[fault.level].append(fault)
    for fault in by_level["fault"]:
        _say(str(fault))
    for draft in by_level["draft"]:
        _say(f"draft: {draft}")
    if args.remarks:
        for remark in by_level["remark"]:
            _say(f"remark: {remark}")
    if own:
        _say(_count(_frameworks_below(own), "framework"))
    _say_summary(cases, by_level, listed=args.remarks)
    return WRONG if by_level["fault"] or (args.strict and by_level["draft"]) else FINE


def _new(args: argparse.Namespace) -> int:
    from engagement_kit.exchange import new_study

    path = new_study(args.path)
    _say(f"Made a study in {path}. Read {path / 'README.md'} first.")
    return FINE


def _import(args: argparse.Namespace) -> int:
    from engagement_kit.exchange import import_from

    frameworks = _own_frameworks(args.path, args.frameworks)
    said = {"case": args.case, "wave": args.wave}
    _say(str(import_from(args.file, args.path, frameworks=frameworks, **said)))
    return FINE


def _export(args: argparse.Namespace) -> int:
    from engagement_kit.exchange import export_to

    frameworks = _own_frameworks(args.path, args.frameworks)
    cases = _cases(args.path, frameworks)
    _say_written(export_to(cases, args.out, frameworks, keys=args.keys))
    return _left_out(cases.faults)


def _data(args: argparse.Namespace) -> int:
    from engagement_kit.exchange import write_datapackage

    frameworks = _own_frameworks(args.path, args.frameworks)
    cases = _cases(args.path, frameworks)
    _say_written(write_datapackage(cases, args.out or args.folder, frameworks))
    return _left_out(cases.faults)


def _crate(args: argparse.Namespace) -> int:
    from engagement_kit.exchange import write_crate

    frameworks = _own_frameworks(args.path, args.frameworks)
    options = {"results": args.results, "frameworks": frameworks, "date": args.date}
    report = write_crate(args.path, args.out, **options)
    _say(str(report))
    return _left_out(report.faults)


def _survey(args: argparse.Namespace) -> int:
    from engagement_kit.exchange import import_survey, propose_mapping

    if args.action == "import":
        frameworks = _own_frameworks(args.path, args.frameworks)
        unmapped: Any = "skip" if args.skip_unmapped else "refuse"
        how = {"unmapped": unmapped, "overwrite": args.overwrite, "frameworks": frameworks}
        _say(str(import_survey(args.file, args.path, args.mapping, **how)))
        return FINE
    names = ("survey", "case", "wave", "title", "url", "respondents", "sheet")
    mapping = propose_mapping(args.file, args.path, **{name: getattr(args, name) for name in names})
    _say(f"Proposed {mapping.save(args.out)}: go through it and change `confirmed: no` to `yes`.")
    return FINE


def _references(args: argparse.Namespace) -> int:
    from engagement_kit import exchange
    from engagement_kit.report import bibliography_of

    if args.add:
        known = _own_frameworks(args.path, None)
        report = exchange.import_bibliography(args.add, args.path, case=args.case, frameworks=known)
        _say(str(report))
        return FINE
    found = bibliography_of(args.path)
    for remark in found.remarks:
        _say(remark, sys.stderr)
    out, over = args.out, args.overwrite
    if out and Path(out).suffix.lower() in (".bib", ".json"):
        _say(f"Wrote {exchange.write_bibliography(found, out, keys=args.keys, overwrite=over)}")
        return FINE
    references = exchange.format_references(found, args.style, args.lang)
    if out:
        _say(f"Wrote {exchange.write_references(references, out, overwrite=over)}")
    else:
        _say(references.text)
    return FINE


def _study(args: argparse.Namespace) -> int:
    from engagement_kit.report import run_study

    out = args.out or Path(args.path) / "build" / "study"
    result = run_study(args.path, out, notebooks=args.notebooks, lang=args.lang)
    if result.drafts:
        _say(f"{_count(len(result.drafts), 'draft')} in no result: see `check`")
    code = _left_out(result.faults)
    _say(f"{len(result.files)} files in {result.out}. Begin with {result.report}")
    return code


def _figure(args: argparse.Namespace) -> int:
    from engagement_kit.report.verifying import CHANGED, SAME, verify_figure

    found = [verify_figure(path, args.study) for path in args.figures]
    for one in found:
        _say(str(one))
    if all(one.verdict == SAME for one in found):
        return FINE
    return WRONG if any(one.verdict == CHANGED for one in found) else MISUSED


def _app(args: argparse.Namespace) -> int:
    import webbrowser

    from engagement_kit.widgets.app import running_app

    options = {"port": args.port, "lang": args.lang, "frameworks": args.frameworks}
    try:
        with running_app(args.path, **options) as app:
            _say(f"The forms of {args.path} are at\n\n    {app.address}\n")
            _say("Only this computer can open them. Keep this window; Ctrl+C ends them.")
            sys.stdout.flush()  # whoever waits for the address may read it from a pipe
            if not args.no_browser:
                webbrowser.open(app.address)
            app.wait()
    except KeyboardInterrupt:
        _say("Stopped. What was saved is in the study.")
    return FINE


# --- what the commands share


def _findings(path: Path, own: Path | None) -> tuple[list[Fault], Cases | None]:
    """Everything to be said of the frameworks and cases below a path, and the sound cases."""
    from engagement_kit.cases import check_cases, load_cases

    frameworks, broken = _read_frameworks(own)
    try:
        cases = load_cases(path, frameworks=frameworks)
    except Faults as error:
        only_frameworks = own is not None and all(f.code == "no_case" for f in error.faults)
        return [*broken, *(() if only_frameworks else error.faults)], None
    found = check_cases(cases, frameworks)
    kept = (f for f in found if not broken or f.code not in _NEEDS_FRAMEWORKS)
    return [*broken, *kept], cases


def _read_frameworks(own: Path | None) -> tuple[Mapping[str, Framework], list[Fault]]:
    """The built-in frameworks with one's own, as far as these are sound; and their faults."""
    from engagement_kit.frameworks import check_frameworks, load_frameworks

    faults = list(check_frameworks(own)) if own else []
    if not faults:
        try:
            return load_frameworks(own), []
        except Faults as error:  # ids that a built-in framework has, too
            faults = list(error.faults)
    return load_frameworks(), faults


def _frameworks_below(path: Path) -> int:
    """How many frameworks there are at or below a path."""
    from engagement_kit.frameworks.loader import framework_folders

    return sum(1 for _ in framework_folders(path))


def _own_frameworks(path: str, folder: str | None) -> Mapping[str, Framework]:
    """The built-in frameworks and those of a study, which lie in its folder ``frameworks``."""
    from engagement_kit.frameworks import load_frameworks

    own = Path(path) / _OWN_FRAMEWORKS
    return load_frameworks(folder or (own if own.is_dir() else None))


def _cases(path: str, frameworks: Mapping[str, Framework]) -> Cases:
    """The sound cases of a study; Faults if there is none."""
    from engagement_kit.cases import load_cases

    cases = load_cases(path, frameworks=frameworks)
    if not len(cases):
        raise Faults(cases.faults)
    return cases


def _left_out(faults: Iterable[Fault]) -> int:
    """Name what was left out; the exit code that this makes."""
    faults = tuple(faults)
    if faults:
        _say(f"Left out, the rest is done. {Faults(faults)}", sys.stderr)
    return WRONG if faults else FINE


def _say_written(files: tuple[Path, ...]) -> None:
    if len(files) == 1:
        _say(f"Wrote {files[0]}")
    else:
        _say(f"Wrote {len(files)} files to {files[0].parent}")
    for loss in getattr(files, "cannot_hold", ()):  # what the file's format has no place for
        _say(f"- {loss}")


def _say_summary(cases: Cases | None, by_level: Mapping[str, list[Fault]], *, listed: bool) -> None:
    """How much was looked at and what was found, remarks counted by kind."""
    if cases is not None:
        ratings = _count(sum(len(case.ratings) for case in cases), "rating")
        notes = _count(sum(len(case.notes) for case in cases), "note")
        _say(f"{_count(len(cases), 'sound case')}: {ratings}, {notes}")
    counts = ", ".join(_count(len(found), level) for level, found in by_level.items())
    _say(counts)
    kinds = Counter(fault.code for fault in by_level["remark"])
    for code, number in kinds.most_common():
        _say(f"  {number:>6,}  {_kind(code)}")
    if kinds and not listed:
        _say("  (--remarks lists them)")


def _count(number: int, what: str) -> str:
    return f"{f'{number:,}' if number else 'no'} {what}{'' if number == 1 else 's'}"


def _kind(code: str) -> str:
    """What findings of one kind have in common."""
    return SENTENCES[code][0].format(value="…", expected="…", nearest="…", other="…")


_RUNS = {
    "check": _check,
    "new": _new,
    "app": _app,
    "import": _import,
    "export": _export,
    "data": _data,
    "crate": _crate,
    "survey": _survey,
    "references": _references,
    "study": _study,
    "figure": _figure,
}


if __name__ == "__main__":
    sys.exit(main())
