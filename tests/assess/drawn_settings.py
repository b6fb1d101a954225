"""Settings of all sorts, drawn by chance, that cases of the library can be placed by."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from engagement_kit.assess import CODER_RULES, STAGE_RULES
from engagement_kit.assess.quadrants import THRESHOLD_RULES
from engagement_kit.assess.settings import Settings

__all__ = ["ONCE", "drawn"]

SHARES = st.integers(0, 20).map(lambda n: n / 20) | st.floats(0, 1)
CODERS = st.sampled_from([*CODER_RULES, "coder-a", "coder-b"])
# Each example places fifty cases in the slow way as well; to shrink one would take minutes.
ONCE = settings(
    max_examples=12,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def drawn(part: str) -> st.SearchStrategy[Settings]:
    """Settings of all sorts that cases of the library can be placed by."""
    return st.builds(
        Settings,
        part=st.just(part),
        wave=st.sampled_from([None, "first", "last", 2014, 2025]),
        kinds=st.sampled_from([(), ("museum",), ("company",)]),
        countries=st.sampled_from([(), ("United States",), ("South Korea", "United Kingdom")]),
        x_threshold=SHARES,
        y_threshold=SHARES,
        threshold_rule=st.sampled_from(THRESHOLD_RULES),
        min_known=SHARES,
        stage_rule=st.sampled_from(list(STAGE_RULES)),
        coder_rule=CODERS,
        drafts=st.booleans(),
    )
