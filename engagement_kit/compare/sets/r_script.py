"""A result of set-theoretic analysis as data and a script for R's package QCA."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from engagement_kit.compare.sets.necessary import Necessity
from engagement_kit.compare.sets.r_names import r_case_names, r_column_names
from engagement_kit.compare.sets.solution import Solution
from engagement_kit.compare.sets.terms import Literal, parse_formula, parse_literal
from engagement_kit.compare.sets.truth import TruthTable
from engagement_kit.errors import NotWritten
from engagement_kit.r_text import r_comment, r_number, r_string, r_vector

__all__ = ["Reproducible", "r_lines", "script_sets"]

Reproducible: TypeAlias = TruthTable | Solution | Necessity

_SCRIPT, _DATA = "analysis.R", "memberships.csv"
_ALWAYS = "1"
_MOST_MODELS = 50  # that are compared one by one
_HELPERS = """
near <- function(found, ours) {
  stopifnot(length(found) == length(ours), all(abs(as.numeric(found) - ours) < 5e-4))
}
printed <- function(found, ours) {
  found <- suppressWarnings(as.numeric(as.character(found)))
  near(found[!is.na(found)], ours[!is.na(found)])
}
share <- function(part, whole) if (whole > 1e-9) part / whole else 0
suffices <- function(x, y) {
  met <- sum(pmin(x, y))
  both <- sum(pmin(x, y, 1 - y))
  c(share(met, sum(x)), share(met - both, sum(x) - both), share(met, sum(y)))
}
needed <- function(x, y) {
  met <- sum(pmin(x, y))
  c(share(met, sum(y)), share(sum(1 - x), sum(1 - pmin(x, y))), share(met, sum(x)))
}
formula_of <- function(terms) paste(sort(terms), collapse = " + ")
"""


def script_sets(result: Reproducible, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write the memberships and an R script that computes the result again; gives the script.

    The script reads the data, runs ``truthTable``, ``minimize`` or ``superSubset`` of R's package
    QCA with the same cuts, and stops where a number differs from ours by half of the third decimal.
    The data file holds numbers and plain names alone, so that no spreadsheet finds a formula in it:
    names of columns become capital letters and digits, names of cases that are more than letters
    and digits become ``case_1``; the script says which is which.

    Parameters
    ----------
    result : TruthTable, Solution or Necessity
    path : str or Path
        A folder, made if it is not there, for ``analysis.R`` and ``memberships.csv``; or the name
        of the script, ``something.R``, with ``something.csv`` beside it.
    overwrite : bool
        Whether files that are there may be written over.

    Raises
    ------
    NotWritten
        A file is there already, or the folder cannot be written.

    References
    ----------
    Dusa, A. (2019). QCA with R: a comprehensive resource. Springer.
    """
    given = Path(path)
    is_script = given.suffix.lower() == ".r"
    script = given if is_script else given / _SCRIPT
    data = given.with_suffix(".csv") if is_script else given / _DATA
    there = [file for file in (script, data) if file.exists() or file.is_symlink()]
    if there and not overwrite:
        raise NotWritten(str(there[0]), "it is there already; overwrite=True writes over it")
    spoken = _spoken(result)
    text = "\n".join(r_lines(result, data.name)) + "\n"
    try:
        script.parent.mkdir(parents=True, exist_ok=True)
        data.write_text(_data_text(spoken), encoding="utf-8", newline="\n")
        script.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise NotWritten(str(script), error.strerror or str(error)) from None
    return script


@dataclass(frozen=True)
class _Spoken:
    """The memberships of a result, and what its columns and cases are called in R."""

    memberships: pd.DataFrame
    conditions: tuple[str, ...]
    outcome: str
    columns: Mapping[str, str]
    cases: Mapping[str, str]

    def term(self, text: str) -> str:
        """A formula with the names of R."""
        terms = parse_formula(text, self.columns)
        return " + ".join("*".join(map(self._literal, term)) or _ALWAYS for term in terms)

    def _literal(self, literal: Literal) -> str:
        named = Literal(self.columns[literal.condition], literal.is_negated, literal.values)
        return str(named)

    @property
    def y(self) -> str:
        """Membership in the outcome as an expression of R."""
        literal = parse_literal(self.outcome, self.columns)
        column = f"data[, {r_string(self.columns[literal.condition])}]"
        if literal.values is not None:
            column = f"as.numeric({column} %in% c({', '.join(map(str, literal.values))}))"
        return f"1 - {column}" if literal.is_negated else column


def _spoken(result: Reproducible) -> _Spoken:
    source = result.truth_table if isinstance(result, Solution) else result
    return _Spoken(
        memberships=source.memberships,
        conditions=source.conditions,
        outcome=source.outcome,
        columns=r_column_names(map(str, source.memberships.columns)),
        cases=r_case_names(map(str, source.memberships.index)),
    )


def _data_text(spoken: _Spoken) -> str:
    """The memberships as CSV: plain names and numbers, no digit lost."""
    names = [spoken.columns[str(column)] for column in spoken.memberships.columns]
    lines = [",".join(["case", *names])]
    for case, row in zip(spoken.memberships.index, spoken.memberships.to_numpy(float), strict=True):
        lines.append(",".join([spoken.cases[str(case)], *map(r_number, row)]))
    return "\n".join(lines) + "\n"


def r_lines(result: Reproducible, data: str) -> Iterator[str]:
    """The lines of the script; ``data`` is the name of the file with the memberships."""
    from engagement_kit import __version__

    spoken = _spoken(result)
    yield r_comment(f"Written by engagement_kit {__version__}: {result!r}")
    yield r_comment(
        "Run it in its own folder: Rscript and the name of this file. It needs the package QCA: "
        'install.packages("QCA"). It stops where a number is not as in engagement_kit.'
    )
    yield "library(QCA)"
    yield f"data <- read.csv({r_string(data)}, row.names = 1, check.names = FALSE)"
    yield from _names(spoken)
    yield from (r_comment(f"Note: {remark}") for remark in result.remarks)
    yield _HELPERS.strip()
    yield f"y <- {spoken.y}"
    if isinstance(result, Necessity):
        yield from _necessity_lines(result, spoken)
    elif isinstance(result, Solution):
        yield from _truth_lines(result.truth_table, spoken)
        yield from _solution_lines(result, spoken)
    else:
        yield from _truth_lines(result, spoken)
    yield 'cat("Every number is as in engagement_kit.\\n")'


def _names(spoken: _Spoken) -> Iterator[str]:
    """Which names were changed, as R vectors that can be looked up."""
    pairs = (("columns", spoken.columns), ("cases", spoken.cases))
    for what, names in pairs:
        changed = {new: old for old, new in names.items() if old != new}
        if changed:
            yield r_comment(f"Names of {what} that were changed, and what they were:")
            yield f"{what} <- {r_vector(changed.values())}"
            yield f"names({what}) <- {r_vector(changed)}"


def _truth_lines(truth: TruthTable, spoken: _Spoken) -> Iterator[str]:
    """The truth table, and its rows compared with ours."""
    chosen = truth.parameters
    conditions = r_vector(spoken.columns[name] for name in truth.conditions)
    yield ""
    yield r_comment("Truth table")
    if chosen["ambiguous"]:
        names = ", ".join(spoken.cases[name] for name in chosen["ambiguous"])
        yield r_comment(f"Cases at exactly .5, which QCA may refuse: {names}")
    yield f"conditions <- {conditions}"
    yield (
        f"tt <- truthTable(data, outcome = {r_string(spoken.term(spoken.outcome))}, "
        f"conditions = conditions, incl.cut = {r_number(chosen['inclusion_cut'])},"
    )
    yield (
        f"  n.cut = {chosen['n_cut']}, pri.cut = {r_number(chosen['pri_cut'])}, "
        'show.cases = TRUE, sort.by = "incl, n")'
    )
    yield "print(tt)"
    yield "rows <- tt$tt[as.numeric(tt$tt$n) > 0, ]"
    yield 'key <- do.call(paste, c(lapply(rows[conditions], as.character), sep = "-"))'
    yield 'ours <- read.table(header = TRUE, colClasses = c(row = "character"), text = \''
    yield "row out n incl pri"
    for row in truth.table.to_dict("records"):
        values = "-".join(str(int(row[name])) for name in truth.conditions)
        out = "?" if pd.isna(row["out"]) else int(row["out"])
        yield f"{values} {out} {int(row['n'])} {r_number(row['incl'])} {r_number(row['pri'])}"
    yield "')"
    # Of more than seven conditions R lists no rows below n.cut.
    yield 'ours <- ours[ours$out != "?" | ours$row %in% key, ]'
    yield "rows <- rows[match(ours$row, key), ]"
    yield "stopifnot(nrow(ours) == length(key), !anyNA(rows$n))"
    yield "stopifnot(as.character(rows$OUT) == as.character(ours$out))"
    yield "near(rows$n, ours$n)"
    yield "printed(rows$incl, ours$incl)"
    yield "printed(rows$PRI, ours$pri)"


def _solution_lines(found: Solution, spoken: _Spoken) -> Iterator[str]:
    """The solution, its models compared with ours, and the fit of every term."""
    yield ""
    yield r_comment(f"Solution, {found.solution}")
    if not found.models:
        yield r_comment("No configuration goes with the outcome: there is nothing to minimise.")
        return
    arguments = "tt, details = TRUE, show.cases = TRUE"
    if found.solution != "conservative":
        arguments += ', include = "?"'
    if found.solution == "intermediate":
        arguments += f", dir.exp = {r_vector(_expected(found, spoken))}"
    yield f"solution <- minimize({arguments})"
    yield "print(solution)"
    is_between = found.solution == "intermediate"
    if is_between:
        yield "found <- do.call(c, lapply(solution$i.sol, function(one) one$solution))"
    else:
        yield "found <- solution$solution"
    yield "models <- unique(sapply(found, formula_of))"
    written = [[spoken.term(term) for term in model] for model in found.models]
    yield r_comment(f"Models in engagement_kit: {found.n_models:,}")
    if found.n_models <= _MOST_MODELS:
        yield "ours <- sapply(list("
        yield ",\n".join(f"  {r_vector(model)}" for model in written)
        yield "), formula_of)"
        yield "stopifnot(setequal(models, ours))"
    yield from _fit_lines(found, spoken)


def _expected(found: Solution, spoken: _Spoken) -> list[str]:
    """Directional expectations as R's QCA takes them: a term for each condition that has one."""
    given = found.parameters["expectations"] or {}
    named = (
        given if isinstance(given, Mapping) else dict(zip(spoken.conditions, given, strict=True))
    )
    told = []
    for name, value in named.items():
        if value is None:
            continue
        values = tuple(value) if isinstance(value, list | tuple | set | frozenset) else (value,)
        several = found.truth_table.is_multi_value
        literal = Literal(
            spoken.columns[name],
            is_negated=not several and values == (0,),
            values=tuple(int(one) for one in values) if several else None,
        )
        told.append(str(literal))
    return told


def _fit_lines(found: Solution, spoken: _Spoken) -> Iterator[str]:
    """Inclusion, PRI and coverage of every term and model, by R's own reading of the formula."""
    yield r_comment("Inclusion, PRI and coverage")
    rows = found.table.drop_duplicates("term")
    rows = rows[rows["term"] != _ALWAYS]
    for row in rows.to_dict("records"):
        yield _check("suffices", spoken.term(row["term"]), row["incl"], row["pri"], row["cov_s"])
    for model, fit in zip(found.models[:_MOST_MODELS], found.fits.to_dict("records"), strict=False):
        formula = spoken.term(" + ".join(model))
        if formula != _ALWAYS:
            yield _check("suffices", formula, fit["incl"], fit["pri"], fit["cov"])


def _check(function: str, term: str, *ours: float) -> str:
    numbers = ", ".join(r_number(round(value, 9)) for value in ours)
    return f"near({function}(compute({r_string(term)}, data), y), c({numbers}))"


def _necessity_lines(found: Necessity, spoken: _Spoken) -> Iterator[str]:
    """The search for supersets, and the numbers of every term of ours."""
    chosen = found.parameters
    conditions = ", ".join(spoken.columns[name] for name in found.conditions)
    yield ""
    yield r_comment("Necessity: what R finds, and then our terms one by one")
    if chosen["search"] and bool((found.table["passes"]).any()):
        yield (
            f"print(superSubset(data, outcome = {r_string(spoken.term(found.outcome))}, "
            f"conditions = {r_string(conditions)},"
        )
        yield (
            f"  incl.cut = {r_number(chosen['inclusion_cut'])}, "
            f"ron.cut = {r_number(chosen['ron_cut'])}, depth = {chosen['depth']}))"
        )
    for row in found.table.to_dict("records"):
        yield _check("needed", spoken.term(row["term"]), row["incl"], row["ron"], row["cov"])
