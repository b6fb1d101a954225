"""What a placement rests on."""

from collections.abc import Callable, Iterable

import pytest

from engagement_kit.assess import place_quadrants, place_stages, rate_levels
from engagement_kit.assess.answers import as_cases
from engagement_kit.cases import Case, Cases
from engagement_kit.errors import Faults, WrongKind
from engagement_kit.frameworks import Framework


@pytest.mark.parametrize(
    "given", [list, iter, lambda cases: (case for case in cases), lambda cases: cases[:]]
)
def test_any_collection_of_cases_will_do(
    library: Cases, smi: Framework, given: Callable[[Cases], Iterable[Case]]
) -> None:
    """A list, a slice or a generator of cases is placed like the collection it came from."""
    few = library[:5]

    placed = place_quadrants(given(few), smi)

    assert placed.table.equals(place_quadrants(few, smi).table)
    assert placed["alaska-airlines"].case is library["alaska-airlines"]


def test_one_case_is_a_collection_of_one(library: Cases) -> None:
    """A case alone is taken as it is meant."""
    assert as_cases(library["tate"]).ids == ("tate",)


def test_a_case_is_placed_once(library: Cases, smi: Framework) -> None:
    """Two cases of one id, from two studies put together, are refused: ratings would be mixed."""
    both = Cases((*library[:3], library[0]))

    with pytest.raises(Faults, match="the case 'alaska-airlines' is there twice"):
        place_quadrants(both, smi)


@pytest.mark.parametrize("strange", ["case_studies", 7, None, ["tate"]])
def test_what_are_no_cases_is_refused(strange: object, smi: Framework) -> None:
    """A path, an id or nothing is answered with what is needed."""
    with pytest.raises(WrongKind, match="needs cases"):
        rate_levels(strange, smi)  # type: ignore[arg-type]


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan"), float("inf"), "0.5", True])
def test_a_share_is_a_number_from_0_to_1(
    library: Cases, smi: Framework, maturity: Framework, share: float
) -> None:
    """A threshold that is no share would place every case low: it is refused."""
    with pytest.raises(WrongKind, match="threshold needs a number from 0 to 1"):
        place_quadrants(library, smi, threshold=share)
    for place, framework in ((place_quadrants, smi), (place_stages, maturity)):
        with pytest.raises(WrongKind, match="min_known needs a number from 0 to 1"):
            place(library, framework, min_known=share)


def test_a_share_of_thirds_is_met_by_a_third(
    make_cases: Callable[..., Cases], smi: Framework, maturity: Framework
) -> None:
    """One known item of three that apply is a third, whatever floats make of it."""
    one_of_three = {}
    for axis in ("investment", "innovation"):
        first, _, _, *others = [item.id for item in smi.items if item.group == axis]
        one_of_three |= {first: "yes"} | dict.fromkeys(others)
    dimensions = [item.id for item in maturity.items_of("stages")]
    one_stage = {dimensions[0]: "basic"} | dict.fromkeys(dimensions[3:])

    quadrants = place_quadrants(make_cases(one={"a": one_of_three}), smi, min_known=1 / 3)
    stages = place_stages(make_cases(one={"a": one_stage}), maturity, min_known=1 / 3)

    assert quadrants.table[["x_known", "x_items"]].iloc[0].tolist() == [1, 3]
    assert quadrants.counts["not_placed"] == stages.counts["not_placed"] == 0
