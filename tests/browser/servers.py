"""A real JupyterLab or Voila on this machine alone, with all that it writes under one folder."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Self

PATIENCE = 90.0  # seconds until a server answers; two or three where nothing else runs
TRIES = 3  # another program may take the port between our choosing it and the server's start

# What makes JupyterLab unsteady under a test: cells that leave the page when out of sight, news
# that pop up, saving on a clock.
LAB_SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "docmanager-extension/plugin": {"autosave": False},
}

# What starts a server: from its port, its token and its own folder to words and environment.
Command = Callable[[int, str, Path], tuple[list[str], dict[str, str]]]


def lab(root: Path, repository: Path, *, python: str = sys.executable) -> Command:
    """What starts JupyterLab on the files of ``root``, with kernels that import ``repository``."""

    def command(port: int, token: str, home: Path) -> tuple[list[str], dict[str, str]]:
        _write_lab_settings(home)
        argv = [
            *(python, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
            *(f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={root}"),
            *("--LabApp.news_url=", "--LabApp.extension_manager=readonly"),
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--expose-app-in-browser",
        ]
        return argv, _environment(home) | {"PYTHONPATH": str(repository)}

    return command


def app(study: Path, repository: Path, *, lang: str = "en") -> Command:
    """What starts the app on a study."""

    def command(port: int, token: str, home: Path) -> tuple[list[str], dict[str, str]]:
        from engagement_kit.widgets.app import app_command

        scratch = home / "scratch"
        scratch.mkdir(exist_ok=True)
        argv, env = app_command(study, port, token, scratch, lang=lang)
        own = {"HOME": str(home), "ENGAGEMENT_KIT_CACHE": str(home / "cache")}
        return argv, env | own | {"PYTHONPATH": str(repository)}

    return command


def _environment(home: Path) -> dict[str, str]:
    """Variables under which nothing of the reader's own settings is read or written."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER", "IPYTHON", "VOILA", "PYTEST", "PYTHONDONTWRITE"))
    }
    folders = {
        "HOME": ".",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "lab-settings",
        "JUPYTERLAB_WORKSPACES_DIR": "lab-workspaces",
        "IPYTHONDIR": "ipython",
        "MPLCONFIGDIR": "matplotlib",
        "ENGAGEMENT_KIT_CACHE": "cache",
    }
    env.update({name: str(home / folder) for name, folder in folders.items()})
    return env | {"JUPYTER_NO_CONFIG": "1"}


def _write_lab_settings(home: Path) -> None:
    """Put the steady settings where JupyterLab looks for a user's."""
    for name, settings in LAB_SETTINGS.items():
        path = home / "lab-settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), encoding="utf-8")


class Server:
    """A server that runs as long as the ``with`` block.

    Parameters
    ----------
    command : callable
        What starts it.
    home : Path
        Folder for all that it writes, its log among it.
    """

    def __init__(self, command: Command, home: Path) -> None:
        self.command = command
        self.home = home
        self.log = home / "server.log"
        self.port = 0
        self.token = secrets.token_hex(16)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.home.mkdir(parents=True, exist_ok=True)
        for _ in range(TRIES):
            self._start()
            if self._answers():
                return self
            self._stop()
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-3000:]}")

    def __exit__(self, *_: object) -> None:
        self._stop()

    def url(self, path: str = "") -> str:
        """Address of a page, with the token that opens it."""
        joint = "&" if "?" in path else "?"
        return f"http://127.0.0.1:{self.port}/{path.lstrip('/')}{joint}token={self.token}"

    def ask(self, path: str, method: str = "GET") -> object:
        """Answer of the server's interface."""
        request = urllib.request.Request(self.url(path), method=method)  # noqa: S310  # our own
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            body = answer.read()
        return json.loads(body) if body else None

    def _start(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        argv, env = self.command(self.port, self.token, self.home)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                argv,
                env=env,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _answers(self) -> bool:
        """Whether it is up; False as soon as its process has ended."""
        assert self._process is not None
        end = time.monotonic() + PATIENCE
        while self._process.poll() is None and time.monotonic() < end:
            try:
                with urllib.request.urlopen(self.url(), timeout=5):  # noqa: S310
                    return True
            except urllib.error.HTTPError:
                return True
            except OSError:
                time.sleep(0.1)
        return False

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
