"""Evidence behind every construct: worked out by hand for a small case, held for the library."""

import pytest

from engagement_kit.assess import count_evidence, evidence_table, ratings_table
from engagement_kit.cases import Case, Cases, Evidence, Note, Rating, Source
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework, load_framework
from tests.assess.small_cases import rated

FIRST, SECOND, THIRD = "capability.listen", "capability.segment", "capability.assess"


def piece(name: str, source: str = "s1", year: int | str = 2019, hints: tuple[str, ...] = ()):
    """A piece of evidence."""
    return Evidence(id=name, text="A fact", year=year, source=source, elements=hints)


@pytest.fixture
def case() -> Case:
    """Two coders; one item that both rated, one that one could not rate, hints for a third."""
    head = {"case": "one", "wave": 2020}
    return Case(
        id="one",
        kind="museum",
        name={"en": "One"},
        waves=(2020,),
        sources=tuple(
            Source(key=key, title=key, url="https://example.org/") for key in ("s1", "s2")
        ),
        evidence=(
            piece("e1"),
            piece("e2", "s2"),
            piece("e3"),
            piece("e4", hints=(THIRD, FIRST)),
            piece("e5", year=2024, hints=(THIRD,)),
            piece("e6", year="n.d.", hints=(THIRD,)),
        ),
        ratings=(
            Rating(**head, coder="a", item=FIRST, value="regular", evidence=("e1", "e2")),
            Rating(**head, coder="b", item=FIRST, value="absent", evidence=("e2", "e4")),
            Rating(**head, coder="a", item=SECOND, value=None, missing="unknown", evidence=("e3",)),
        ),
        notes=(
            Note(**head, coder="n", box="def.canvas.reach", text={"en": "x"}, evidence=("e1",)),
            Note(**head, coder="n", box="def.canvas.reach", text={"en": "y", "ko": "z"}),
            Note(**head, coder="m", box="def.canvas.assets", text={"en": "x"}),
        ),
    )


@pytest.fixture
def capability() -> Framework:
    """The capability map."""
    return load_framework("capability")


def test_a_piece_counts_once_whoever_names_it(case: Case, capability: Framework) -> None:
    """Three pieces from two sources stand behind two coders' answers, though four are named."""
    row = count_evidence([case], capability).table.set_index("construct").loc[FIRST]

    assert row["evidence"] == "e1;e2;e4"
    assert (row["n_evidence"], row["n_sources"], row["n_hinted"]) == (3, 2, 0)
    assert (row["rank"], row["low"], row["high"]) == (0, 0, 2)
    assert (row["coders"], row["n_coders"]) == ("a;b", 2)


def test_unknown_stays_unknown_whatever_evidence_there_is(
    case: Case, capability: Framework
) -> None:
    """Evidence that a coder found insufficient is counted and makes no answer."""
    row = count_evidence([case], capability).table.set_index("construct").loc[SECOND]

    assert (row["missing"], row["n_evidence"], row["n_coders"]) == ("unknown", 1, 0)
    assert row[["value", "rank", "coders"]].isna().all()


def test_hints_are_no_evidence_and_come_from_no_later_year(
    case: Case, capability: Framework
) -> None:
    """Of three hints one is later than the wave: two are left, counted apart."""
    row = count_evidence([case], capability).table.set_index("construct").loc[THIRD]

    assert (row["n_evidence"], row["n_hinted"]) == (0, 2)


def test_totals_count_a_piece_once(case: Case, capability: Framework) -> None:
    """A case rests on four different pieces; one of sixteen capabilities has an answer."""
    counts = count_evidence([case], capability)

    assert counts.by_case.to_numpy().tolist() == [["one", 2020, 4, 1, 0, 16]]
    assert counts.by_construct.set_index("construct").loc[FIRST].tolist() == [3, 1, 0, 1]


def test_one_coder_alone_counts_only_the_own_evidence(case: Case, capability: Framework) -> None:
    """Asked for coder b, what a named is not counted; a mistyped coder is named."""
    counts = count_evidence([case], capability, coder_rule="b").table.set_index("construct")

    assert counts.loc[FIRST, "evidence"] == "e2;e4"
    assert counts.loc[SECOND, "n_evidence"] == 0
    for part in ("capability", "def"):
        with pytest.raises(UnknownId, match="coder"):
            count_evidence([case], load_framework(part), coder_rule="bb")


def test_what_the_coders_agreed_takes_the_place_of_what_they_settled(
    case: Case, capability: Framework
) -> None:
    """Evidence of answers that an agreed one replaced is not behind the result."""
    agreed = Rating(
        case="one", wave=2020, coder="agreed", item=FIRST, value="absent", evidence=("e4",)
    )
    settled = case.model_copy(update={"ratings": (*case.ratings, agreed)})

    row = count_evidence([settled], capability).table.set_index("construct").loc[FIRST]
    assert (row["evidence"], row["coders"]) == ("e4", "agreed")


def test_boxes_count_notes_and_their_evidence(case: Case) -> None:
    """A note in two languages is one note; a box without notes is unknown."""
    counts = count_evidence([case], load_framework("def"))
    rows = counts.table.set_index("construct")

    assert counts.is_canvas
    assert counts.scale is None
    assert rows.loc["def.canvas.reach", ["n_notes", "n_evidence", "coders"]].tolist() == [2, 1, "n"]
    assert rows.loc["def.canvas.assets", ["n_notes", "n_evidence"]].tolist() == [1, 0]
    assert rows.loc["def.canvas.information", "missing"] == "unknown"
    assert counts.by_case[["n_filled", "n_bare"]].to_numpy().tolist() == [[2, 1]]


def test_answers_without_evidence_are_bare_and_only_counted_when_asked(
    capability: Framework,
) -> None:
    """A draft is left out; asked for, it is marked as resting on nothing."""
    draft = Rating(case="one", wave=2020, coder="a", item=FIRST, value="regular")
    case = rated("one", {}).model_copy(update={"ratings": (draft,)})

    assert count_evidence([case], capability).by_case["n_filled"].tolist() == [0]
    drafts = count_evidence([case], capability, drafts=True)
    assert drafts.by_case[["n_filled", "n_bare"]].to_numpy().tolist() == [[1, 1]]
    assert "1 without evidence" in repr(drafts)


def test_the_library_has_nothing_bare(library: Cases) -> None:
    """In 50 cases every answer and note names evidence, and every piece named is in the library."""
    known = set(evidence_table(library)["evidence"])
    for name in ("smi", "maturity", "capability", "guide", "def"):
        framework = load_framework(name)
        counts = count_evidence(library, framework, wave=None)
        assert counts.by_construct["n_bare"].sum() == 0
        named = counts.table["evidence"].dropna().str.split(";").explode()
        assert set(named) <= known
        assert len(counts) == 97 * len(counts.constructs)


def test_the_evidence_is_that_of_the_ratings(library: Cases, smi: Framework) -> None:
    """What the table counts is what the ratings of all coders name, piece by piece."""
    counts = count_evidence(library, smi, wave=None).table
    ratings = ratings_table(library, smi)
    for case, wave, item in counts[["case", "wave", "construct"]].sample(40, random_state=1).values:
        rows = ratings[
            (ratings["case"] == case) & (ratings["wave"] == wave) & (ratings["item"] == item)
        ]
        wanted = {piece for ids in rows["evidence"].dropna() for piece in ids.split(";")}
        at = (counts["case"] == case) & (counts["wave"] == wave) & (counts["construct"] == item)
        assert counts.loc[at, "n_evidence"].tolist() == [len(wanted)]


def test_parts_without_constructs_are_refused(library: Cases) -> None:
    """Benefits take neither ratings nor notes: the parts that do are named."""
    with pytest.raises(WrongKind, match="Such: formats, steps"):
        count_evidence(library, load_framework("guide"), "benefits")
    with pytest.raises(WrongKind, match="Such: none"):
        count_evidence(library, load_framework("dcfts"))
    with pytest.raises(UnknownId, match="formats"):
        count_evidence(library, load_framework("guide"), "format")


def test_no_cases_make_an_empty_table(smi: Framework) -> None:
    """Nothing counted has all columns and no rows, and says so."""
    for framework in (smi, load_framework("def")):
        counts = count_evidence(Cases(()), framework)
        assert len(counts) == len(counts.by_case) == len(counts.by_construct) == 0
        assert "0 of 0 filled" in repr(counts)
        assert "<table" in counts._repr_html_()


def test_a_notebook_shows_the_counts_and_escapes_names(case: Case, capability: Framework) -> None:
    """The summary is in the language of the framework; markup in a name stays text."""
    hostile = case.model_copy(update={"name": {"en": "<b>$One</b>"}})
    shown = count_evidence([hostile], capability.in_language("ko"))._repr_html_()

    assert "응답이나 메모가 있는 셀: 1" in shown
    assert "<b>$One" not in shown
    assert 'lang="ko"' in shown
