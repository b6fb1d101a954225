"""What figures were measured on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from typing import Any


def machine(*libraries: str) -> dict[str, Any]:
    """Processor, memory, system, and versions of Python and of some libraries."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return {
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "memory_gigabytes": memory,
        "system": platform.system(),
        "python": platform.python_version(),
        **{name: version(name) for name in libraries},
    }
