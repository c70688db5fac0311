"""How long and with how much memory a file is read, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile

_MEASURED = """
import sys, time
from pathlib import Path
from boekbrug.formats import einvoice
from boekbrug.formats.einvoice import pdf_files
data = Path(sys.argv[1]).read_bytes()
started = time.process_time()
reading = einvoice.read(data)
seconds = time.process_time() - started
status = dict(one.split(":", 1) for one in Path("/proc/self/status").read_text().splitlines())
used = int(status["VmHWM"].split()[0]) / 1024
print(seconds, used, "-" + ",".join(one.code for one in reading.problems))
"""


def measured(data: bytes) -> tuple[float, float, str]:
    """Seconds of CPU, megabytes at the peak, and the codes of the problems."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        command = [sys.executable, "-c", _MEASURED, file.name]
        done = subprocess.run(command, capture_output=True, check=True)
    seconds, megabytes, codes = done.stdout.decode().split()
    return float(seconds), float(megabytes), codes.removeprefix("-")
