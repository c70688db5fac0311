"""What every bridge must have, and how its form is read."""

from __future__ import annotations

import pytest

from boekbrug.connectors.bridges.email import EmailSettings
from boekbrug.connectors.file_names import is_safe, safe_stem, with_counter
from boekbrug.connectors.protocol import Ability, Bridge
from boekbrug.connectors.register import BRIDGES, UnknownBridge, bridge
from boekbrug.connectors.settings import SettingsRefused, fields_of, read_settings


def test_every_key_is_used_once() -> None:
    keys = [one.key for one in BRIDGES]

    assert len(set(keys)) == len(keys) >= 3


@pytest.mark.parametrize("one", BRIDGES, ids=lambda one: one.key)
def test_every_bridge_can_be_drawn_and_found(one: Bridge) -> None:
    assert bridge(one.key) is one
    assert Ability.SEND_DOCUMENTS in one.abilities
    assert one.carries in ("one", "many")
    assert all(field.label.text and field.hint.text for field in fields_of(one.settings))


def test_an_unknown_key_says_which_there_are() -> None:
    with pytest.raises(UnknownBridge, match="zip, folder, email"):
        bridge("telex")


def test_what_is_missing_or_has_a_line_break_is_said_per_setting() -> None:
    with pytest.raises(SettingsRefused) as missing:
        read_settings(EmailSettings, {})
    with pytest.raises(SettingsRefused) as broken:
        read_settings(EmailSettings, {"to": "a@b.be\r\nBcc: c@d.be"})

    assert [one.setting for one in missing.value.wrong] == ["to"]
    assert [one.sentence.code for one in broken.value.wrong] == ["connection-setting-control"]


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("F/2026:001", "F-2026-001"),
        ("con", "_con"),
        ("COM1.txt", "_COM1.txt"),
        ("..", "document"),
        ("a. ", "a"),
        ("a\x00b\u202ec", "abc"),
        ("x" * 300, "x" * 80),
        ("", "document"),
    ],
)
def test_a_name_can_be_used_on_every_system(text: str, stem: str) -> None:
    assert safe_stem(text) == stem
    assert is_safe(f"{stem}.xml")


def test_a_second_file_gets_a_counter() -> None:
    assert [with_counter("a.b.xml", number) for number in (1, 2)] == ["a.b.xml", "a.b (2).xml"]
