"""What results on two axes have in common: which axes these are, and where high begins on each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engagement_kit.frameworks import Framework
from engagement_kit.frameworks.schema import Quadrant

__all__ = ["TwoAxes"]


class TwoAxes:
    """A result with ``framework``, ``part`` and ``parameters`` that stands on two axes."""

    if TYPE_CHECKING:  # fields of the results themselves
        framework: Framework
        part: str
        parameters: Mapping[str, Any]

    @property
    def x_axis(self) -> str:
        """Id of the horizontal axis."""
        return self._definition.axes[0].id

    @property
    def y_axis(self) -> str:
        """Id of the vertical axis."""
        return self._definition.axes[1].id

    @property
    def x_threshold(self) -> float:
        """From here on the horizontal axis is high."""
        return float(self.parameters["x_threshold"])

    @property
    def y_threshold(self) -> float:
        """From here on the vertical axis is high."""
        return float(self.parameters["y_threshold"])

    @property
    def _definition(self) -> Quadrant:
        part: Quadrant = self.framework.only_part("quadrant", self.part)
        return part
