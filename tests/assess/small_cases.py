"""Small cases whose answers a test writes down."""

from collections.abc import Mapping

from engagement_kit.cases import Case, Evidence, Rating, Source

__all__ = ["rated"]


def rated(
    case_id: str, answers: Mapping[str, Mapping[str, str | None]], wave: int = 2020, **more: object
) -> Case:
    """A case with one piece of evidence and ratings by coder; None is "not applicable"."""
    ratings = tuple(
        Rating(
            case=case_id,
            coder=coder,
            item=item,
            wave=wave,
            value=value,
            missing=None if value else "not_applicable",
            evidence=("e1",) if value else (),
        )
        for coder, given in answers.items()
        for item, value in given.items()
    )
    return Case(
        id=case_id,
        kind="museum",
        name={"en": case_id.title()},
        waves=(wave,),
        sources=(Source(key="s1", title="A source", url="https://example.org/"),),
        evidence=(Evidence(id="e1", text="A fact", year=wave, source="s1"),),
        ratings=ratings,
        **more,
    )
