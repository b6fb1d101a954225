"""Running notebooks from the top, each in a kernel of its own that sees nothing of its reader.

The kernels get an empty home folder, so that no start-up file, style or extension of the reader
changes what they draw; what may be shared without changing a result (parsed cases, the list of
fonts) is handed to them.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engagement_kit.cases.cache import VARIABLE, cache_folder
from engagement_kit.errors import Fault, Faults

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

__all__ = ["NotebookRuns", "find_notebooks", "run_notebooks"]

CELL_SECONDS = 300
_AT_A_TIME = 2
_MOMENT = 0.2
_LEFT_OUT = ("PYTHONSTARTUP", "PYTHONDONTWRITEBYTECODE", "MPLBACKEND", "MATPLOTLIBRC")


def find_notebooks(folder: str | Path | None) -> tuple[Path, ...]:
    """Notebooks in a folder, sorted; hidden ones (checkpoints) are passed over.

    Raises
    ------
    Faults
        There is no such folder.
    """
    if folder is None:
        return ()
    folder = Path(folder)
    if not folder.is_dir():
        raise Faults([Fault("no_folder", str(folder), value=str(folder))])
    return tuple(path for path in sorted(folder.glob("*.ipynb")) if not path.name.startswith("."))


class NotebookRuns:
    """Notebooks that are being run while other work goes on."""

    def __init__(self, paths: tuple[Path, ...], out: Path, home: Path) -> None:
        self._out, self._environment = out, _environment(home)
        self._clients: list[NotebookClient] = []
        self._stopped = threading.Event()
        self._pool = ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="notebook")
        self._futures = [self._pool.submit(self._run, path) for path in paths]

    def faults(self) -> Iterator[Fault | None]:
        """For each notebook in order what stopped it, or None; waits until it has been run."""
        yield from (future.result() for future in self._futures)

    def stop(self) -> None:
        """End all kernels at once; a run that has ended stays as it is."""
        self._stopped.set()
        self._pool.shutdown(wait=False, cancel_futures=True)
        running = set(self._futures)
        while running:  # a kernel that is just being started can only be ended a moment later
            for client in self._clients:
                _kill(client)
            running = wait(running, timeout=_MOMENT).not_done

    def _run(self, path: Path) -> Fault | None:
        from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

        try:
            client = _client(path)
        except Faults as error:
            return error.faults[0]
        self._clients.append(client)
        fault = None
        try:
            if not self._stopped.is_set():
                asyncio.run(client.async_execute(env=self._environment))
        except CellExecutionError as error:
            fault = _failed(path, client, f"{error.ename}: {error.evalue}")
        except (CellTimeoutError, DeadKernelError) as error:
            fault = _failed(path, client, str(error).splitlines()[0])
        _write(client.nb, self._out / path.name)
        return fault


@contextlib.contextmanager
def run_notebooks(paths: tuple[Path, ...], out: Path) -> Iterator[NotebookRuns]:
    """Run notebooks beside other work; copies with their outputs are written to ``out``.

    Parameters
    ----------
    paths : tuple of Path
        Each is run in its own folder, so that the paths in it hold.
    out : Path
        Made if there is any notebook.

    Raises
    ------
    Faults
        What runs notebooks is not installed.
    """
    if paths:
        _need_kernel()
        out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="engagement-kit-", ignore_cleanup_errors=True) as home:
        runs = NotebookRuns(paths, out, Path(home))
        try:
            yield runs
        finally:
            runs.stop()


def _need_kernel() -> None:
    try:
        import ipykernel  # noqa: F401 - asked for here, used by the kernels
        import nbclient  # noqa: F401
        import nbformat  # noqa: F401
    except ImportError as error:
        name = error.name or "nbclient"
        raise Faults([Fault("no_extra", name, value=name, other="lab")]) from None


def _client(path: Path) -> NotebookClient:
    """What runs one notebook, with the Python that runs this.

    Raises
    ------
    Faults
        The file is no notebook.
    """
    import nbformat
    from nbclient import NotebookClient

    try:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, OSError, ValueError) as error:
        reason = (str(error).splitlines() or ["empty"])[0][:200]
        raise Faults([Fault("notebook_unread", str(path), other=reason)]) from None
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    return NotebookClient(
        notebook,
        kernel_manager_class=_own_python(),
        kernel_name="python3",
        timeout=CELL_SECONDS,
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )


def _own_python() -> type[AsyncKernelManager]:
    """A kind of kernel manager that knows one kernel only: the one of this Python."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    class OwnPython(AsyncKernelManager):
        def __init__(self, **settings: Any) -> None:
            specs = KernelSpecManager(kernel_dirs=[], ensure_native_kernel=True)
            super().__init__(kernel_spec_manager=specs, **settings)

    return OwnPython


def _environment(home: Path) -> dict[str, str]:
    """Variables of a kernel: this process's own, with every folder of the reader's replaced."""
    kept = {key: value for key, value in os.environ.items() if key not in _LEFT_OUT}
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "IPYTHONDIR": home / "ipython",
        "JUPYTER_CONFIG_DIR": home / "jupyter",
        "JUPYTER_DATA_DIR": home / "jupyter-data",
        "MPLCONFIGDIR": home / "matplotlib",
        "XDG_CONFIG_HOME": home / "config",
    }
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    _share_fonts(home / "matplotlib")
    cache = cache_folder()
    return {
        **kept,
        **{key: str(folder) for key, folder in folders.items()},
        VARIABLE: str(cache.resolve()) if cache else "off",
    }


def _share_fonts(folder: Path) -> None:
    """Spare the kernels the search for fonts; the list of what is installed changes no result."""
    import matplotlib as mpl

    for listed in Path(mpl.get_cachedir()).glob("fontlist-*.json"):
        shutil.copy(listed, folder)


def _failed(path: Path, client: NotebookClient, reason: str) -> Fault:
    """The fault of the cell that was being run: the last one that was begun."""
    begun = [
        place
        for place, cell in enumerate(client.nb.cells, start=1)
        if cell.cell_type == "code" and cell.get("execution_count")
    ]
    return Fault("notebook_failed", str(path), value=begun[-1] if begun else 1, other=reason)


def _write(notebook: Any, file: Path) -> None:
    import nbformat

    with file.open("w", encoding="utf-8", newline="\n") as stream:
        nbformat.write(notebook, stream)  # type: ignore[no-untyped-call]


def _kill(client: NotebookClient) -> None:
    """End a kernel that may be in the midst of a cell; its thread then finds it dead."""
    process = getattr(getattr(client.km, "provisioner", None), "process", None)
    if process is not None and process.poll() is None:
        process.kill()
