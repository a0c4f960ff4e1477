"""Drive a headless Chromium through its debugging pipe; no package needed."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars", "--remote-debugging-pipe",
]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """Return the browser's path, or None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """One page in a browser, and what it has told: errors, requests, dialogs."""

    def __init__(self, path: str) -> None:
        self.profile = tempfile.mkdtemp(prefix="browser-")
        read_theirs, self.write_ours = os.pipe()
        self.read_ours, write_theirs = os.pipe()
        command = f'exec "$0" "$@" 3<&{read_theirs} 4>&{write_theirs}'
        self.process = subprocess.Popen(
            ["bash", "-c", command, path, *FLAGS, f"--user-data-dir={self.profile}", "about:blank"],
            pass_fds=(read_theirs, write_theirs), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(read_theirs)
        os.close(write_theirs)
        self.buffer, self.number, self.session = b"", 0, ""
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def close(self) -> None:
        """End the browser and delete what it wrote."""
        self.process.kill()
        self.process.wait()
        os.close(self.write_ours)
        os.close(self.read_ours)
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send one command and return its result. Raises RuntimeError when the browser refuses it."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.write_ours, data) :]
        while True:
            answer = self._next(60)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def _next(self, seconds: float) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.read_ours], [], [], max(deadline - time.monotonic(), 0))
            if not ready:
                raise TimeoutError("the browser does not answer")
            self.buffer += os.read(self.read_ours, 1 << 20)
        line, _, self.buffer = self.buffer.partition(b"\0")
        message = json.loads(line)
        if "method" in message:
            self.events.append(message)
        return message

    def open(self, page: Path | str, width: int = 1280, dark: bool = False) -> None:
        """Open a page (a path, with #anchor if a string) at a width in CSS pixels, and wait until it is loaded."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.events.clear()
        begun = self.call("Page.navigate", url=page.as_uri() if isinstance(page, Path) else page)
        while "loaderId" in begun and not self._loaded(begun["loaderId"]):
            self._next(60)

    def _loaded(self, loader: str) -> bool:
        """Say whether this page is loaded; the one before may have been loading still."""
        told = [(event["method"], event["params"].get("frame", {}).get("loaderId")) for event in self.events]
        begun = ("Page.frameNavigated", loader)
        return begun in told and ("Page.loadEventFired", None) in told[told.index(begun) :]

    def run(self, script: str) -> Any:
        """Return what a script says, waiting for a promise."""
        found = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"]["exception"].get("description", "a script failed"))
        return found["result"].get("value")

    def wait(self, script: str, seconds: float = 20) -> None:
        """Wait until a script says something true. Raises TimeoutError when it does not."""
        deadline = time.monotonic() + seconds
        while not self.run(script):
            if time.monotonic() > deadline:
                raise TimeoutError(f"never true: {script}")
            time.sleep(0.05)

    def press(self, key: str) -> None:
        """Press a key: Tab or Enter."""
        code = {"Tab": 9, "Enter": 13}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)

    def trouble(self) -> list[str]:
        """Return what should not have happened since the page was opened: errors, dialogs, requests to a network."""
        self.run("1")
        found = []
        for event in self.events:
            told = event["params"]
            match event["method"]:
                case "Runtime.exceptionThrown":
                    found.append("exception: " + told["exceptionDetails"]["text"])
                case "Runtime.consoleAPICalled":
                    found.append("console: " + str(told["args"]))
                case "Log.entryAdded":
                    found.append("log: " + told["entry"]["text"])
                case "Page.javascriptDialogOpening":
                    found.append("dialog: " + told["message"])
                case "Network.requestWillBeSent" if not told["request"]["url"].startswith(("file:", "data:", "about:")):
                    found.append("request: " + told["request"]["url"])
        return found
