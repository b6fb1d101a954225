import hashlib
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement_kit.cases import Case, Evidence, Note, Rating, Source, Target, load_cases
from engagement_kit.cases.entries import Size
from engagement_kit.errors import Faults
from engagement_kit.exchange import About, export_study, import_sheet
from engagement_kit.exchange.sheets.bookwriting import MAX_CELL
from engagement_kit.exchange.sheets.workbook import read_workbook
from tests.exchange.sheets.rating_columns import RATING_COLUMNS

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"))
SAID = TEXT.filter(str.strip)


def alike(case):
    """A case as its content: without its folder, and with years as numbers."""
    evidence = tuple(
        piece.model_copy(update={"year": _year(piece.year), "as_of": _year(piece.as_of)})
        for piece in case.evidence
    )
    return case.model_copy(update={"folder": None, "evidence": evidence})


def _year(written):
    return int(written) if isinstance(written, str) and written.isdigit() else written


def made(text="=1+1", **fields):
    """A case with one of everything."""
    details = {
        "id": "made",
        "kind": "museum",
        "name": {"en": text, "zh-Hant": text},
        "waves": (2014, 2024),
        "size": Size(text=text, value=0.5, year="2018/19", source="s"),
        "sources": (Source(key="s", title=text, url="https://example.org", note=text),),
        "evidence": (
            Evidence(id="e", text=text, year=2012, source="s", value=-5, tags=("a", "b")),
            Evidence(id="f", text=text, as_of="2013-07", source="s", polarity="against"),
        ),
        "ratings": (
            Rating(
                case="made",
                coder="me",
                item="smi.investment.team",
                wave=2014,
                value="yes",
                confidence="high",
                evidence=("e", "f"),
                note=text,
            ),
            Rating(
                case="made",
                coder="me",
                item="smi.investment.time",
                wave=2014,
                value=None,
                missing="not_asked",
            ),
            Rating(case="made", coder="you", item="smi.investment.team", wave=2024, value="no"),
        ),
        "notes": (
            Note(case="made", coder="me", box="def.canvas.reach", wave=2024, text={"ar": text}),
            Note(
                case="made",
                coder="me",
                box="def.canvas.reach",
                wave=2024,
                text={"en": text, "ko": text},
                evidence=("e",),
            ),
        ),
        "targets": (
            Target(
                case="made",
                coder="me",
                respondent="director",
                horizon=5,
                item="maturity.leadership",
                value="integrated",
            ),
        ),
    }
    return Case(**{**details, **fields})


def back(path, folder, frameworks):
    """The cases that come of importing sheets into an empty study."""
    folder.mkdir()
    import_sheet(path, folder, frameworks=frameworks)
    return load_cases(folder, frameworks=frameworks, strict=True)


@pytest.mark.parametrize("name", ["out.xlsx", "out"])
def test_the_library_comes_back_equal(library, tmp_path, frameworks, name):
    """Exported and imported into an empty study, the cases are the same."""
    chosen = library.where(ids=["tate", "jinju", "naver", "sephora", "alaska-airlines"])
    export_study(chosen, tmp_path / name, frameworks)
    found = back(tmp_path / name, tmp_path / "study", frameworks)
    assert [alike(found[case.id]) for case in chosen] == [alike(case) for case in chosen]


@pytest.mark.parametrize("name", ["out.xlsx", "out"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=SAID)
def test_any_text_comes_back_equal(tmp_path_factory, frameworks, name, text):
    """Formulas, line breaks, apostrophes, control characters: a round trip loses none."""
    folder, case = tmp_path_factory.mktemp("trip"), made(text)
    export_study([case], folder / name, frameworks, about=About())
    found = back(folder / name, folder / "study", frameworks)
    assert alike(found["made"]) == alike(case)


@pytest.mark.parametrize("name", ["out.xlsx", "out"])
def test_drafts_come_back(tmp_path, frameworks, name):
    """A rating without answer stays a draft on its way; a note without text has no row."""
    case = made("x")
    open_rating = case.ratings[0].model_copy(update={"value": None})
    empty = case.notes[0].model_copy(update={"text": {"en": "", "ko": " "}})
    drafts = {"ratings": (open_rating, *case.ratings[1:]), "notes": (empty, *case.notes[1:])}
    export_study([case.model_copy(update=drafts)], tmp_path / name, frameworks, about=About())
    found = back(tmp_path / name, tmp_path / "study", frameworks)["made"]
    assert found.ratings[0] == open_rating
    assert found.notes == case.notes[1:]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_spreadsheet_runs_what_is_exported(tmp_path, frameworks, start):
    """A workbook holds no formula and no link; a text file has an apostrophe in front."""
    case = made(f'{start}HYPERLINK("http://example.org","x")')
    export_study([case], tmp_path / "out.xlsx", frameworks)
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        sheets = [
            archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet")
        ]
        assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    export_study([case], tmp_path / "out", frameworks)
    notes = (tmp_path / "out" / "notes.csv").read_bytes().decode()
    assert f"\"'{start}HYPERLINK" in notes


def test_the_same_cases_give_the_same_bytes(library, tmp_path, frameworks):
    """Neither clock nor chance leaves a trace in a file."""
    chosen = library.where(ids=["tate", "naver"])
    digests = []
    for name in ("one", "two"):
        files = export_study(chosen, tmp_path / f"{name}.xlsx", frameworks)
        files += export_study(chosen, tmp_path / name, frameworks)
        digests.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in files])
    assert digests[0] == digests[1]
    with zipfile.ZipFile(tmp_path / "one.xlsx") as archive:
        assert b"2020-01-01T00:00:00Z" in archive.read("docProps/core.xml")
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_workbook_says_what_it_is(library, tmp_path, frameworks):
    """The first sheet repeats caveats and licence and explains the columns; a codebook is there."""
    export_study(library[:1], tmp_path / "out.xlsx", frameworks)
    sheets = {sheet.name: sheet for sheet in read_workbook(tmp_path / "out.xlsx")}
    assert list(sheets) == [
        *("readme", "cases", "sources", "evidence", "ratings", "notes", "codebook"),
    ]
    said = "\n".join(" ".join(cells) for _, cells in sheets["readme"].rows)
    for words in ("language models", "No native speaker", "Creative Commons", "ratings: value"):
        assert words in said
    header = sheets["ratings"].rows[0][1]
    assert header[:8] == RATING_COLUMNS


def test_a_text_that_no_cell_holds_is_told(tmp_path, frameworks):
    """A workbook cuts long texts: it is not written, and the other way is named."""
    case = made("x" * (MAX_CELL + 1))
    with pytest.raises(Faults, match=r"folder of \.csv"):
        export_study([case], tmp_path / "out.xlsx", frameworks)
    assert not (tmp_path / "out.xlsx").exists()
    export_study([case], tmp_path / "out", frameworks)


@pytest.mark.parametrize("name", ["out.ods", "out.csv"])
def test_other_kinds_of_file_are_refused(tmp_path, frameworks, name):
    """A name that promises another format is no folder."""
    with pytest.raises(Faults, match=r"\.xlsx"):
        export_study([made()], tmp_path / name, frameworks)
    assert list(tmp_path.iterdir()) == []
