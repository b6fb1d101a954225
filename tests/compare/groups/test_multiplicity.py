"""Adjusted p: as statsmodels adjusts them, with what could not be tested left out."""

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from engagement_kit.compare import adjust_p
from engagement_kit.errors import UnknownId, WrongKind


@pytest.mark.parametrize("seed", range(10))
def test_holm_is_that_of_statsmodels(seed):
    """Adjusted values are those of multipletests(method="holm"), ties and large ones too."""
    rng = np.random.default_rng(seed)
    p = rng.random(rng.integers(1, 30)).round(2) ** 3
    assert adjust_p(p).tolist() == pytest.approx(multipletests(p, method="holm")[1])


def test_what_could_not_be_tested_does_not_count():
    """A missing p stays missing, and the others are adjusted for their own number only."""
    found = adjust_p([0.01, None, 0.04, float("nan")])
    assert found.tolist() == pytest.approx([0.02, np.nan, 0.04, np.nan], nan_ok=True)
    assert adjust_p([]).tolist() == []


def test_no_adjustment_is_a_choice():
    """Without adjustment values stay as they are."""
    assert adjust_p([0.2, 0.01], "none").tolist() == [0.2, 0.01]


def test_bad_input_is_refused():
    """Values that are no p, and adjustments that are not there."""
    with pytest.raises(WrongKind, match="p values from 0 to 1"):
        adjust_p([0.2, 1.2])
    with pytest.raises(UnknownId, match="holm"):
        adjust_p([0.2], "fdr")
