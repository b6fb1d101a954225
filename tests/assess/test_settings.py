import pytest

from engagement_kit.assess.settings import default_settings
from engagement_kit.errors import UnknownId, WrongKind
from engagement_kit.frameworks import Framework, load_framework


@pytest.fixture
def canvas() -> Framework:
    """A framework without places."""
    return load_framework("def")


def test_settings_begin_with_the_rules_of_the_framework(
    smi: Framework, maturity: Framework
) -> None:
    """Thresholds and the share that must be known are the framework's, the part its first."""
    (index,) = smi.parts_of("quadrant")

    assert default_settings(smi).part == "index"
    assert default_settings(smi).x_threshold == index.threshold.value
    assert default_settings(smi).min_known == index.min_known.value
    assert default_settings(maturity).part == "stages"


def test_a_framework_without_places_is_refused(canvas: Framework, maturity: Framework) -> None:
    """Canvases and checklists place no cases: the error says what would."""
    with pytest.raises(WrongKind, match="a part of kind quadrant or stages, not canvas, steps"):
        default_settings(canvas)
    with pytest.raises(WrongKind, match="part 'chasm_requirements' needs a part of kind"):
        default_settings(maturity, "chasm_requirements")
    with pytest.raises(UnknownId, match="Did you mean 'stages'"):
        default_settings(maturity, "stage")
