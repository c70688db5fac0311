"""Environments of other readers and writers, each of its own: two of them call their package `coda`."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def packages_of(peer: str) -> Path:
    """Return the folder with the packages of a peer; filled when it is not there in this version."""
    requirements = ROOT / "requirements" / f"peer-{peer}.txt"
    folder = ROOT / ".venv-peers" / f"{peer}-{hashlib.sha256(requirements.read_bytes()).hexdigest()[:12]}"
    if not folder.exists():
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq", "install", "--no-deps"]
        wanted = ["--require-hashes", "--target", str(folder), "-r", str(requirements)]
        subprocess.run([*pip, *wanted], check=True)
    return folder


def run(peer: str, program: str, *arguments: str) -> str:
    """Run a program with nothing but the packages of a peer, and return what it printed."""
    start = f"import sys; sys.path.insert(0, {str(packages_of(peer))!r})\n"
    done = subprocess.run(
        [sys.executable, "-I", "-c", start + program, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout
