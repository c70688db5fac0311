"""The list of what is inside names everything that is installed, with version, licence and checksums."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.gate import sbom


@pytest.fixture(scope="module")
def bill() -> dict:
    return sbom.bill(dt.datetime(2026, 11, 27, tzinfo=dt.UTC))


def test_every_pinned_package_is_in_it(bill: dict) -> None:
    text = (sbom.ROOT / "requirements" / "core.txt").read_text(encoding="utf-8")
    pinned = {
        line.split("==")[0].split("[")[0].lower() for line in text.splitlines() if re.match(r"\w.*==", line)
    }

    assert len(pinned) > 30
    assert pinned == {one["name"] for one in bill["components"] if one["type"] == "library"}


def test_every_component_has_a_licence_and_checksums(bill: dict) -> None:
    unknown = [one["name"] for one in bill["components"] if not _licence(one)]
    loose = [one["name"] for one in bill["components"] if not one["hashes"]]

    assert (unknown, loose) == ([], [])


def test_it_has_the_shape_of_cyclonedx(bill: dict) -> None:
    refs = [one["bom-ref"] for one in bill["components"]]

    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", bill["serialNumber"])
    assert len(refs) == len(set(refs))
    assert {one["ref"] for one in bill["dependencies"]} <= {"boekbrug", *refs}
    assert all(set(one["dependsOn"]) <= set(refs) for one in bill["dependencies"])
    assert all(
        re.fullmatch(r"pkg:pypi/[a-z0-9._-]+@\S+", one["purl"]) for one in bill["components"] if "purl" in one
    )
    assert all(
        re.fullmatch(r"[0-9a-f]{64}", sum_["content"]) for one in bill["components"] for sum_ in one["hashes"]
    )


def _licence(component: dict) -> str:
    (only,) = component["licenses"]
    said = only.get("expression") or only["license"]["id"]
    return said if re.fullmatch(r"[A-Za-z0-9.+() -]+", said) else ""
