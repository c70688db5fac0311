"""Write docs/rights.md from the table of roles: `python -m tests.house.rights_page`."""

from __future__ import annotations

import os

import django

from tests.house import tree

PAGE = tree.ROOT / "docs" / "rights.md"
HEAD = """# Who may do what

Made from `business/dossiers/role_table.py` by `python -m tests.house.rights_page`; a test compares.

Rights combine per dossier: a role in the enterprise and roles in firms with an active mandate add up.
**x**: the role has it. **o**: it may be granted to somebody with that role. **b**: unless a mandate gives
bank and matching to the firm alone. "Owner alone" is an owner in an area that no active mandate opens to a
firm. The area is what a mandate must open for the firm to have the right; without one, any mandate gives it.
The operator keeps the machine and has none of these.

An auditor comes until a day, sees only the dossiers that name them, where that is said only documents,
statements and acts of some days, and changes nothing. An employee sees the sales documents they made, unless
`see_all_sales` was granted. A private dossier is
open to those of the firm whom it names; the firm's administrator may then manage it, not read it. A key never
opens more than its scopes, nor more than the person behind it may. The token of an agent enters the dossiers
that it lists, where whom made it may manage keys at that moment; one of a firm counts their role there alone.

"""


def page() -> str:
    """Return the page as it should be."""
    from boekbrug.business.dossiers import key_scopes, role_table
    from boekbrug.business.dossiers.models import DossierRole, FirmRole
    from boekbrug.business.dossiers.role_table import Right

    areas = tuple(role_table.Area)
    owner, handed = (role_table.of_owner(of_firms=areas, firm_has_bank=given) for given in (False, True))
    alone = role_table.of_owner(of_firms=(), firm_has_bank=False)
    employee = role_table.of_employee([])
    lines = ["| right | owner | owner alone | employee | manager | assistant | admin | auditor | area |",
             "|---|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for right in Right:
        area = next((one.value for one, rights in role_table.OF_AREA.items() if right in rights), "")
        cells = ["x" if right in handed else "b" if right in owner else "-", "x" if right in alone else "-"]
        cells.append(_cell(right, employee, role_table.GRANTS[DossierRole.EMPLOYEE]))
        for role in (FirmRole.MANAGER, FirmRole.ASSISTANT, FirmRole.ADMIN, FirmRole.AUDITOR):
            cells.append(
                _cell(right, role_table.OF_FIRM_ROLE[role], role_table.GRANTS.get(role, frozenset()))
            )
        lines.append(f"| {right.value} | {' | '.join(cells)} | {area} |")
    lines += ["", "## Scopes of keys", "", "| scope | rights |", "|---|---|"]
    for name, rights in key_scopes.SCOPES.items():
        lines.append(f"| `{name}` | {', '.join(sorted(rights))} |")
    of_agents = ", ".join(f"`{name}`" for name in key_scopes.AGENT_SCOPES)
    lines += ["", f"The token of an agent may have {of_agents}, and no others."]
    return HEAD + "\n".join(lines) + "\n"


def _cell(right: object, given: frozenset[object], granted: frozenset[object]) -> str:
    return "x" if right in given else "o" if right in granted else "-"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boekbrug.project.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
