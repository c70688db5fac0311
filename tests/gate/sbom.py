"""What is inside a release: a CycloneDX 1.6 list of every package with version, licence and checksums.

    python -m tests.gate.sbom [FILE]

Taken from requirements/core.txt (what `make run` installs) and from what we carry ourselves. The licence is
the one that the installed package states.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import sys
import uuid
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "src" / "boekbrug" / "web" / "static" / "boekbrug"
FONTS = ROOT / "src" / "boekbrug" / "formats" / "invoice_pdf" / "fonts"
_BLOCK = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_HASH = re.compile(r"sha256:([0-9a-f]{64})")
VAGUE = {"OSI Approved", "Other/Proprietary License"}  # beside a licence that is named
# Names that packages write in their own way, as SPDX writes them.
SPDX = {
    "MIT License": "MIT", "The MIT License": "MIT", "BSD": "BSD-3-Clause", "BSD License": "BSD-3-Clause",
    "BSD-3-Clause license": "BSD-3-Clause", "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0", "Apache Software License": "Apache-2.0", "Apache License 2.0": "Apache-2.0",
    "LGPL": "LGPL-2.1-or-later", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
}  # fmt: skip


def pins(text: str) -> dict[str, tuple[str, list[str]]]:
    """Return the version and the accepted checksums of each package of a requirements file."""
    return {
        name.lower(): (version.rstrip("\\").strip(), _HASH.findall(rest))
        for name, version, rest in _BLOCK.findall(text)
    }


def licence_of(name: str) -> str:
    """Return the licence that an installed package states, in the words of SPDX where they are known."""
    facts = metadata.metadata(name)
    if stated := facts.get("License-Expression"):
        return stated
    classifiers = [
        one.rpartition(" :: ")[2] for one in facts.get_all("Classifier") or [] if "License ::" in one
    ]
    short = (facts.get("License") or "").strip().splitlines()
    found = [SPDX.get(one, one) for one in classifiers if one not in VAGUE]
    found += [SPDX.get(short[0], short[0])] if not found and short else []
    return " OR ".join(dict.fromkeys(found))


def bill(now: dt.datetime) -> dict[str, Any]:
    """Return the whole list."""
    found = pins((ROOT / "requirements" / "core.txt").read_text(encoding="utf-8"))
    version = metadata.version("boekbrug")
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"boekbrug/{version}/{sorted(found.items())}")
    packages = [_package(name, *facts) for name, facts in sorted(found.items())]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{identity}",
        "version": 1,
        "metadata": {
            "timestamp": now.astimezone(dt.UTC).isoformat(timespec="seconds"),
            "component": {
                "bom-ref": "boekbrug",
                "type": "application",
                "name": "boekbrug",
                "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
        },
        "components": [*packages, *_carried()],
        "dependencies": [
            {"ref": "boekbrug", "dependsOn": [one["bom-ref"] for one in (*packages, *_carried())]},
            *({"ref": one["bom-ref"], "dependsOn": _needs(one["name"], found)} for one in packages),
        ],
    }


def _package(name: str, version: str, sums: list[str]) -> dict[str, Any]:
    address = f"pkg:pypi/{name}@{version}"
    return {
        "bom-ref": address,
        "type": "library",
        "name": name,
        "version": version,
        "purl": address,
        "licenses": [{"expression": licence_of(name)}],
        "hashes": [{"alg": "SHA-256", "content": one} for one in sums],
    }


def _carried() -> list[dict[str, Any]]:
    """What lies in the package itself: one script, two fonts."""
    script = WEB / "htmx.min.js"
    known = re.search(r'version="(\d+\.\d+\.\d+)"', script.read_text(encoding="utf-8"))
    files = [("htmx", known[1] if known else "unknown", "0BSD", script)]
    files += [(f"inter-{path.stem.lower()}", "4", "OFL-1.1", path) for path in sorted(FONTS.glob("*.otf"))]
    return [
        {
            "bom-ref": f"file:{path.name}",
            "type": "file",
            "name": name,
            "version": version,
            "licenses": [{"license": {"id": licence}}],
            "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
        }
        for name, version, licence, path in files
    ]


def _needs(name: str, found: dict[str, tuple[str, list[str]]]) -> list[str]:
    """The packages of the list that a package asks for, by what it states itself."""
    asked = {
        re.split(r"[^A-Za-z0-9._-]", one, maxsplit=1)[0].lower() for one in metadata.requires(name) or []
    }
    plain = {re.sub(r"[._]", "-", one) for one in asked}
    return [f"pkg:pypi/{one}@{version}" for one, (version, _) in sorted(found.items()) if one in plain]


def main() -> int:
    """Write the list to a file, or to standard output."""
    text = json.dumps(bill(dt.datetime.now(dt.UTC)), indent=2) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
