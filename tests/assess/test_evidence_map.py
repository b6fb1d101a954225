"""What cases rest on, by year and kind of source."""

import pytest

from engagement_kit.assess import SOURCE_KINDS, evidence_table, map_evidence, sources_table
from engagement_kit.cases import Case, Cases, Evidence, Source
from engagement_kit.errors import UnknownId, WrongKind
from tests.assess.small_cases import rated


@pytest.fixture
def case() -> Case:
    """Facts with one year, with several, with an open end, with none; two kinds of source."""
    dates = (2010, 2010, "2018/19", "after 2020", "before 2009", "n.d.")
    kinds = ("press", "press", "own", "own", "press", "own")
    return rated("one", {}).model_copy(
        update={
            "sources": (
                Source(key="press", title="P", url="https://example.org/", kind="press"),
                Source(key="own", title="O", url="https://example.org/", kind="own"),
            ),
            "evidence": tuple(
                Evidence(
                    id=f"e{place}",
                    text="A fact",
                    year=date,
                    source=kind,
                    polarity="against" if place == 1 else "supports",
                )
                for place, (date, kind) in enumerate(zip(dates, kinds, strict=True))
            ),
        }
    )


def rows(case: Case, **how: str) -> list[list[object]]:
    """Year, kind, polarity, pieces and ranges of every row."""
    table = map_evidence([case], **how).table
    columns = ["year", "source_kind", "polarity", "n_evidence", "n_ranges"]
    found = table[columns].astype(object)
    return found.where(found.notna(), None).to_numpy().tolist()


def test_facts_stand_at_their_year_by_kind_and_polarity(case: Case) -> None:
    """Supporting and opposing facts of one year are two rows; undated ones come last."""
    assert rows(case) == [
        [2009, "press", "supports", 1, 1],
        [2010, "press", "supports", 1, 0],
        [2010, "press", "against", 1, 0],
        [2018, "own", "supports", 1, 1],
        [2020, "own", "supports", 1, 1],
        [None, "own", "supports", 1, 0],
    ]


def test_the_rule_moves_only_what_has_several_years(case: Case) -> None:
    """By the last year the season moves to 2019; an open end falls back on the year there is."""
    first, last = ([row[0] for row in rows(case, year_rule=rule)] for rule in ("first", "last"))

    assert first == [2009, 2010, 2010, 2018, 2020, None]
    assert last == [2009, 2010, 2010, 2019, 2020, None]
    with pytest.raises(UnknownId, match="first, last"):
        map_evidence([case], year_rule="middle")


def test_totals_keep_cases_without_evidence(case: Case) -> None:
    """A case without evidence has a row of zeros and no years."""
    empty = rated("two", {}).model_copy(update={"evidence": ()})
    totals = map_evidence([case, empty]).totals.set_index("case")

    columns = ["n_evidence", "n_undated", "n_against", "n_sources", "first_year", "last_year"]
    assert totals.loc["one", columns].tolist() == [6, 1, 1, 2, 2009, 2020]
    assert totals.loc["two", columns[:4]].tolist() == [0, 0, 0, 0]
    assert totals.loc["two", columns[4:]].isna().all()


def test_every_piece_of_the_library_is_counted_once(library: Cases) -> None:
    """1,146 pieces, 169 of them undated, by kind as the sources say and by polarity as written."""
    found = map_evidence(library)
    pieces = evidence_table(library)
    kinds = pieces.merge(sources_table(library)[["case", "source", "kind"]], on=["case", "source"])

    assert found.table["n_evidence"].sum() == found.totals["n_evidence"].sum() == 1146
    assert found.totals["n_undated"].sum() == 169
    by_kind = found.table.groupby("source_kind")["n_evidence"].sum()
    assert by_kind.to_dict() == kinds["kind"].value_counts().to_dict()
    by_polarity = found.table.groupby("polarity")["n_evidence"].sum()
    assert by_polarity.to_dict() == pieces["polarity"].value_counts().to_dict()
    assert found.source_kinds == SOURCE_KINDS


def test_no_cases_make_empty_tables() -> None:
    """Nothing mapped has all columns and no rows; something else than cases is named."""
    found = map_evidence(Cases(()))

    assert len(found) == len(found.totals) == 0
    assert found.source_kinds == ()
    assert "<table" in found._repr_html_()
    with pytest.raises(WrongKind, match="cases"):
        map_evidence("case_studies")


def test_a_notebook_shows_the_map_in_its_language(library: Cases) -> None:
    """The summary counts pieces; Arabic runs from the right and shows Arabic names."""
    shown = map_evidence(library, lang="ar")._repr_html_()

    assert 'dir="rtl" lang="ar"' in shown
    assert "1146" in shown
    assert repr(map_evidence(library)) == "<EvidenceMap of 50 cases: 1146 pieces, 169 undated>"
