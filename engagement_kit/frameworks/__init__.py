"""What a framework is: its schema, the built-in library, and people's own.

Public names: :func:`list_frameworks`, :func:`load_framework`, :func:`load_frameworks`,
:func:`check_frameworks` and the :class:`Framework` that they give.
"""

from engagement_kit.frameworks.framework import RIGHT_TO_LEFT, Framework
from engagement_kit.frameworks.loader import (
    check_frameworks,
    list_frameworks,
    load_framework,
    load_frameworks,
)

__all__ = [
    "RIGHT_TO_LEFT",
    "Framework",
    "check_frameworks",
    "list_frameworks",
    "load_framework",
    "load_frameworks",
]
