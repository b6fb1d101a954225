"""Checking cases that were made in Python, against frameworks of any kind."""

from types import SimpleNamespace

from engagement_kit.cases import check_cases


def framework(*items, boxes=(), scale=("0", "1", "2")):
    """The least that a framework offers to cases."""
    return SimpleNamespace(
        items=[SimpleNamespace(id=item, scale="s") for item in items],
        boxes=[SimpleNamespace(id=box) for box in boxes],
        scale=lambda _: SimpleNamespace(ids=scale),
    )


def rating(**fields):
    """A rating of the small case."""
    return {"case": "house", "coder": "ann", "item": "own.item", "wave": 2024, "value": "1",
            "evidence": ["e2"], **fields}  # fmt: skip


def codes(case, *frameworks):
    """Level and code of each finding."""
    found = check_cases([case], {str(number): fw for number, fw in enumerate(frameworks)})
    return [(fault.level, fault.code) for fault in found]


def test_items_of_any_framework(make_case):
    """Ratings are held against the frameworks that are given, built-in or not."""
    case = make_case(ratings=[rating(), rating(wave=2014, value=2, evidence=["e1"])])
    assert codes(case, framework("own.item")) == []
    assert codes(case, framework("other")) == [("fault", "unknown_item")] * 2
    assert codes(case, framework("other"), framework("own.item")) == []


def test_facts_and_waves(make_case):
    """Too late is a fact whose first year is after the wave; what may be too late is a remark."""
    for year, as_of, expected in (
        (2014, None, []),
        (2015, None, [("fault", "later_evidence")]),
        ("2014/15", None, [("remark", "range_after_wave")]),
        (None, "2013-2020", [("remark", "range_after_wave")]),
        (None, "since 2012", [("remark", "range_after_wave")]),
        (None, None, [("remark", "undated_fact"), ("remark", "only_undated")]),
    ):
        evidence = {"id": "e2", "text": "x", "source": "annual", "year": year, "as_of": as_of}
        case = make_case(evidence=[evidence], ratings=[rating(wave=2014)])
        assert codes(case, framework("own.item")) == expected


def test_later_source(make_case):
    """A source that was published after the wave is a remark, another one for an undated fact."""
    source = {"key": "annual", "title": "x", "url": "https://example.org", "date": "2016-02-01"}
    dated = {"id": "e2", "text": "x", "source": "annual", "year": 2013}
    undated = {"id": "e2", "text": "x", "source": "annual"}
    ratings = [rating(wave=2014)]
    fw = framework("own.item")
    case = make_case(sources=[source], evidence=[dated], ratings=ratings)
    assert ("remark", "later_source") in codes(case, fw)
    case = make_case(sources=[source], evidence=[undated], ratings=ratings)
    assert ("remark", "later_source_undated") in codes(case, fw)


def test_lowest_answer_with_a_fact_against(make_case):
    """A fact that speaks against is enough for the lowest answer."""
    against = {"id": "e2", "text": "x", "source": "annual", "year": 2020, "polarity": "against"}
    case = make_case(evidence=[against], ratings=[rating(value="0")])
    assert codes(case, framework("own.item")) == []


def test_missing_needs_no_evidence(make_case):
    """An answer that is missing is no draft."""
    case = make_case(ratings=[rating(value=None, missing="not_asked", evidence=[])])
    assert codes(case, framework("own.item")) == []


def test_same_item_by_two_coders(make_case):
    """Two coders may rate one item; one coder may not rate it twice."""
    two = make_case(ratings=[rating(), rating(coder="bea")])
    assert codes(two, framework("own.item")) == []
    one = make_case(ratings=[rating(), rating(value="2")])
    assert codes(one, framework("own.item")) == [("fault", "double_rating")]


def test_evidence_is_named_once(make_case):
    """A rating or note that names the same piece twice seems to rest on more than it does."""
    note = {"case": "house", "coder": "ann", "box": "own.box", "wave": 2024, "text": {"en": "x"},
            "evidence": ["e1", "e1"]}  # fmt: skip
    case = make_case(ratings=[rating(evidence=["e2", "e1", "e2"])], notes=[note])
    found = check_cases([case], {"own": framework("own.item", boxes=["own.box"])})
    assert [(f.code, f.value, f.field) for f in found] == [
        ("repeated_id", "e2", "ratings[0].evidence[2]"),
        ("repeated_id", "e1", "notes[0].evidence[1]"),
    ]


def test_places_without_files(make_case):
    """A case made in Python names the file that it would have, without a line."""
    (fault,) = check_cases([make_case(ratings=[rating(item="nothing")])], {})
    assert (fault.file, fault.line, fault.field) == ("house/ann.yaml", None, "ratings[0].item")


def test_place_in_an_address_of_a_source(make_case):
    """What is not on the web has an address too: the place where it is kept."""
    source = {"key": "annual", "title": "Interview", "url": "archive of the study, box 2"}
    assert codes(make_case(sources=[source], ratings=[])) == []
    for harmful in ("JavaScript:alert(1)", " data:text/html,x", "file:///etc/passwd"):
        case = make_case(sources=[{**source, "url": harmful}], ratings=[])
        assert codes(case) == [("fault", "harmful_address")]
