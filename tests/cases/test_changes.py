"""Cases changed from Python: what is added is checked, and the old case stays what it was."""

from types import SimpleNamespace

import pytest

from engagement_kit.cases import Source, check_cases, load_cases, write_case
from engagement_kit.cases.changes import next_id
from engagement_kit.errors import Faults

BUDGET, TEAM = "smi.investment.budget", "smi.investment.team"


def faults_of(change, *args, **fields):
    """Code, file, field and nearest name of each fault that a change raises."""
    with pytest.raises(Faults) as caught:
        change(*args, **fields)
    return [(f.code, f.file, f.field, f.nearest) for f in caught.value.faults]


def test_a_rating_is_added_and_the_case_stays_as_it_was(make_case):
    """A new case has the rating, in the last wave unless another is named."""
    case = make_case()
    after = case.rate(TEAM, "yes", coder="ann", evidence=["e2"], confidence="low", note="two")
    rating = after.ratings[-1]
    assert (rating.case, rating.coder, rating.wave, rating.value) == ("house", "ann", 2024, "yes")
    assert (rating.evidence, rating.confidence, rating.note) == (("e2",), "low", "two")
    assert len(case.ratings) == 1
    assert after.rate(TEAM, "no", coder="ann", wave=2014).ratings[-1].wave == 2014
    assert not [fault for fault in check_cases([after]) if fault.level != "remark"]


def test_a_second_rating_takes_the_place_of_the_first(make_case):
    """One coder has one rating of an item in a wave; another coder's stays."""
    case = make_case().rate(TEAM, "yes", coder="bea").rate(TEAM, "no", coder="ann")
    after = case.rate(BUDGET, missing="not_asked", coder="ann", wave=2014)
    assert [(r.coder, r.item, r.value) for r in after.ratings] == [
        ("ann", BUDGET, None),
        ("ann", TEAM, "no"),
        ("bea", TEAM, "yes"),
    ]
    assert after.ratings[0].missing == "not_asked"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"item": "smi.investment.bugdet"}, ("unknown_item", "item", BUDGET)),
        ({"value": "Yes"}, ("off_scale", "value", "yes")),
        ({"wave": 2015}, ("unknown_wave", "wave", None)),
        ({"wave": "2024"}, ("wrong_type", "wave", None)),
        ({"evidence": ["e2", "e22"]}, ("unknown_evidence", "evidence[1]", "e2")),
        ({"evidence": "e2"}, ("wrong_type", "evidence", None)),
        ({"evidence": ["e2"], "wave": 2014}, ("later_evidence", "evidence[0]", None)),
        ({"confidence": "hihg"}, ("wrong_type", "confidence", "high")),
        ({"missing": "unknown"}, ("value_and_missing", "", None)),
        ({"coder": "Case"}, ("reserved_coder", "coder", None)),
        ({"coder": "a/b"}, ("wrong_type", "coder", None)),
    ],
)
def test_a_rating_that_does_not_hold_is_refused(make_case, fields, expected):
    """What a check of the case would find is raised at once, with the nearest name."""
    fields = {"item": BUDGET, "value": "yes", "coder": "ann", **fields}
    (fault,) = faults_of(make_case().rate, **fields)
    code, field, near = expected
    assert fault == (code, f"house/{fields['coder']}.yaml", field, near)


def test_everything_wrong_is_told_at_once(make_case):
    """Several faults of one rating are raised together."""
    found = faults_of(make_case().rate, "nothing", "yes", coder="ann", wave=1999, evidence=["x"])
    assert [code for code, *_ in found] == ["unknown_wave", "unknown_item", "unknown_evidence"]


def test_drafts_are_let_in(make_case):
    """A rating may lack answer or evidence, a note its text."""
    case = make_case().rate(TEAM, coder="ann", evidence=["e2"]).rate(TEAM, "yes", coder="bea")
    case = case.note("def.canvas.reach", "", coder="ann")
    drafts = [fault.code for fault in check_cases([case]) if fault.level == "draft"]
    assert drafts == ["no_value", "no_evidence", "empty_note"]


def test_a_faulty_case_can_be_worked_on(make_case):
    """A fault elsewhere in the case does not stand in the way."""
    case = make_case(sources=[{"key": "annual", "title": "No address"}])
    assert len(case.rate(TEAM, "yes", coder="ann").ratings) == 2
    assert len(case.add_evidence(text="x", source="annual").evidence) == 3
    assert len(case.add_source(title="y", url="https://example.org").sources) == 2


def test_notes_are_kept_in_their_order(make_case):
    """Each note comes behind the coder's others; its text may be given by language."""
    case = make_case().note("def.canvas.reach", "one", coder="bea")
    case = case.note("def.canvas.reach", {"en": "a", "ko": "가"}, coder="ann", evidence=["e2"])
    case = case.note("def.canvas.reach", "둘", coder="ann", lang="ko", wave=2014)
    assert [(n.coder, n.wave, n.text) for n in case.notes] == [
        ("ann", 2024, {"en": "a", "ko": "가"}),
        ("ann", 2014, {"ko": "둘"}),
        ("bea", 2024, {"en": "one"}),
    ]
    (fault,) = faults_of(case.note, "def.canvas.reech", "x", coder="ann")
    assert fault == ("unknown_box", "house/ann.yaml", "box", "def.canvas.reach")
    (fault,) = faults_of(case.note, "def.canvas.reach", "x", coder="ann", lang="Englisch!")
    assert fault[0] == "wrong_type"


def test_targets(make_case):
    """A respondent has one target for an item and horizon; it must be on the scale."""
    where = {"coder": "ann", "respondent": "Director", "horizon": 5}
    case = make_case().aim("maturity.leadership", "basic", **where)
    case = case.aim("maturity.leadership", "integrated", **where)
    case = case.aim("maturity.leadership", "integrated", **{**where, "horizon": 10})
    assert [(t.horizon, t.value) for t in case.targets] == [(5, "integrated"), (10, "integrated")]
    (fault,) = faults_of(case.aim, "maturity.leadership", "integratd", **where)
    assert fault == ("off_scale", "house/ann.yaml", "value", "integrated")


def test_frameworks_of_ones_own(make_case):
    """Items of the frameworks that are given may be rated, and no others."""
    own = SimpleNamespace(
        items=[SimpleNamespace(id="own.item", scale="s")],
        boxes=[],
        scale=lambda _: SimpleNamespace(ids=("0", "1")),
    )
    case = make_case().rate("own.item", "1", coder="ann", frameworks={"own": own})
    assert case.ratings[-1].value == "1"
    (fault,) = faults_of(case.rate, BUDGET, "yes", coder="ann", frameworks={"own": own})
    assert fault[0] == "unknown_item"


def test_sources_and_evidence_get_the_next_free_id(make_case):
    """Ids are numbered behind the highest there is; one's own may be given."""
    case = make_case().add_source(title="A blog", url="https://example.org/a")
    case = case.add_evidence(text="A fact", source="src-01", year=2020)
    case = case.add_evidence({"text": "A further one"}, source="annual", id="house-09")
    case = case.add_evidence(text="The last", source="annual")
    assert case.source("src-01").title == "A blog"
    assert [one.id for one in case.evidence[2:]] == ["house-01", "house-09", "house-10"]
    assert case.find_evidence("house-10").text == "The last"
    assert next_id("a.b", ["a.b-2", "aXb-7", "a.b-3x"]) == "a.b-03"


def test_what_was_looked_up_before_is_looked_up_again(make_case):
    """A case that was asked for a source does not pass the old answer on to its successor."""
    case = make_case()
    assert case.source("annual").title == "Annual report"
    assert case.add_source(key="new", title="New", url="x").source("new").title == "New"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"key": "annual"}, ("repeated_id", "key", None)),
        ({"url": None}, ("no_address", "url", None)),
        ({"url": "javascript:alert(1)"}, ("harmful_address", "url", None)),
        ({"url": " java\nscript\t:alert(1)"}, ("harmful_address", "url", None)),
        ({"url": "\x01javascript:alert(1)"}, ("harmful_address", "url", None)),
        ({"title": None}, ("wrong_type", "title", None)),
        ({"kynd": "own"}, ("unknown_key", "kynd", "kind")),
    ],
)
def test_a_source_that_does_not_hold_is_refused(make_case, fields, expected):
    """The key must be free and the address one that can be followed."""
    fields = {"title": "x", "url": "https://example.org", **fields}
    code, field, near = expected
    assert faults_of(make_case().add_source, **fields) == [(code, "house/case.yaml", field, near)]


def test_evidence_that_does_not_hold_is_refused(make_case):
    """Its source must exist and its id be free."""
    add = make_case().add_evidence
    assert faults_of(add, text="x", source="anual") == [
        ("unknown_source", "house/case.yaml", "source", "annual")
    ]
    assert faults_of(add, text="x", source="annual", id="e1")[0][0] == "repeated_id"


def test_what_is_there_already_is_not_added_twice(make_case):
    """Exactly the same source, fact or wave leaves the case as it is."""
    case = make_case()
    assert case.add_source(case.sources[0]) == case
    assert case.add_evidence(case.evidence[0]) == case
    assert case.add_wave(2014) == case
    source = Source(key="other", title="x", url="https://example.org")
    assert case.add_source(source).sources[-1] == source


def test_waves_stay_in_order(make_case):
    """A wave is put between those before and after it; what is no year is refused."""
    assert make_case().add_wave(2018).waves == (2014, 2018, 2024)
    assert faults_of(make_case().add_wave, "2018") == [
        ("wrong_type", "house/case.yaml", "waves", None)
    ]


def test_a_changed_case_is_read_as_it_was_written(make_case, tmp_path):
    """Judgements of several coders come back in the same order."""
    case = make_case().add_wave(2018).add_source(title="x", url="https://example.org")
    for coder in ("zoe", "agreed", "bea", "ann"):
        case = case.rate(TEAM, "yes", coder=coder, wave=2018, evidence=["e1"])
        case = case.note("def.canvas.reach", coder, coder=coder)
    write_case(case, tmp_path / "house")
    (found,) = load_cases(tmp_path, strict=True)
    assert found.model_copy(update={"folder": None}) == case


def test_the_same_note_again_is_no_second_note(make_case):
    """A cell of a notebook that runs twice writes its note once."""
    case = make_case()
    wave = case.waves[-1]
    once = case.note("def.canvas.reach", "Door counts", coder="kim", wave=wave)
    assert once.note("def.canvas.reach", "Door counts", coder="kim", wave=wave) == once
    assert len(once.note("def.canvas.reach", "Other", coder="kim", wave=wave).notes) == 2
