"""Rows of all dossiers at once are seen in a few places only, each listed here with its reason."""

from __future__ import annotations

import ast

from tests.house import tree

MAY_SEE_ALL = {
    "src/boekbrug/business/dossiers/tenant.py": "declares it",
    "src/boekbrug/business/inbox/actions/leasing.py": "a worker takes the oldest intake of any dossier",
    "src/boekbrug/business/inbox/queries.py": "the operator's page counts what waits, lists what is parked",
    "src/boekbrug/business/outbox/actions_delivery.py": "a worker takes the oldest shipment of any dossier",
    "src/boekbrug/business/files/actions.py": "each night some files of all dossiers are checked",
    "src/boekbrug/business/files/queries.py": "the operator's page counts damaged files, adds up sizes",
    "src/boekbrug/business/timeline/queries.py": "the doctor compares the clock with what was noted last",
    "src/boekbrug/business/repeats/actions.py": "the clean-up forgets old answers of every dossier",
    "src/boekbrug/business/visits/actions.py": "the clean-up forgets old visits of every dossier",
    "src/boekbrug/business/safekeeping/actions.py": "a backup holds the files of every dossier",
    "src/boekbrug/business/safekeeping/mending.py": "files of every dossier are mended from a backup",
    "src/boekbrug/business/verification/orphans.py": "verify looks where the rows of every dossier point",
    "src/boekbrug/business/safekeeping/comparing.py": "a restore is compared for every dossier",
    "src/boekbrug/business/outbox/queries.py": "the operator's page counts what waits, lists what is parked",
}
ROUND_THE_GUARD = {"across", "db_manager", "_base_manager", "_default_manager"}


def _places() -> dict[str, list[str]]:
    """Where a manager is used that sees every dossier, per file."""
    found: dict[str, list[str]] = {}
    for path in tree.python_files(below=tree.SOURCE):
        for node in ast.walk(tree.tree_of(path)):
            is_use = isinstance(node, ast.Attribute) and node.attr in ROUND_THE_GUARD
            is_declared = isinstance(node, ast.Name) and node.id in ROUND_THE_GUARD
            if is_use or is_declared:
                found.setdefault(tree.place(path), []).append(tree.place(path, node))
    return found


def test_only_listed_places_see_every_dossier() -> None:
    others = [place for name, places in _places().items() if name not in MAY_SEE_ALL for place in places]

    assert others == []


def test_every_listed_place_still_needs_it() -> None:
    assert MAY_SEE_ALL.keys() - _places().keys() == set()


def test_a_door_enters_a_dossier_for_what_somebody_sees_of_it() -> None:
    without = [
        tree.place(path, node)
        for room in ("web", "api")
        for path in tree.python_files(below=tree.SOURCE / room)
        for node in ast.walk(tree.tree_of(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "tenant.enter"
        if not any(one.arg is None and ast.unparse(one.value).endswith(".limits") for one in node.keywords)
    ]

    assert [place.partition(":")[0] for place in without] == ["src/boekbrug/api/repeating.py"], without
