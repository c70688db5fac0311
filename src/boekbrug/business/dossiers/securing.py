"""Switch row-level security on: policies on every table of dossiers, and a role that they bind.

Needs psycopg, so it is imported only where PostgreSQL is.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import ProgrammingError, connection, transaction
from psycopg import sql

from boekbrug.business.dossiers import policies
from boekbrug.business.dossiers.policies import ITS_DOSSIER, SWEEPS, Status, ask
from boekbrug.wording import Refusal, Wording

HERE = sql.SQL("dossier_id = (SELECT nullif(current_setting('app.dossier', true), '')::bigint)")
SWEEPING = sql.SQL("(SELECT current_setting('app.sweep', true)) = 'on'")


ROLE_UNBOUND = Wording(
    "role-unbound",
    "The role {role} is a superuser, has BYPASSRLS or owns tables here, so no policy binds it. Name another "
    "one in `database`; it is made when it is not there.",
)
SAME_ROLE = Wording(
    "role-same",
    "The settings `database` and `database_owner` both name the role {role}. Name another role in "
    "`database`; it is made when it is not there.",
)
OWNER_BOUND = Wording(
    "role-owner-bound",
    "Policies would bind the role {role} as well, so it could neither migrate nor back up. As a superuser of "
    "the server, run: ALTER ROLE {role} BYPASSRLS",
)
NO_ROLE = Wording(
    "role-missing",
    "There is no role {role}, and the role in `database_owner` may not make one. As a superuser of the "
    "server, run: CREATE ROLE {role} LOGIN PASSWORD '…'",
)


class CannotSecure(Refusal):
    """The roles are not what row-level security needs; the sentence says what to do."""


def secure(*, role: str, password: str = "") -> Status:
    """Make the policies and give the application's role its grants, in one transaction; twice is as once.

    :raises CannotSecure: when the roles are not what this needs
    """
    with transaction.atomic():
        _refuse_wrong_owner(role)
        if not ask("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]):
            _make_role(role, password)
        if not policies.binds(role):
            raise CannotSecure(ROLE_UNBOUND.say(role=role))
        for table in policies.tables():
            for sentence in _policies(table):
                _do(sentence)
        for text in _GRANTS:
            _do(sql.SQL(text).format(role=sql.Identifier(role)))
    return policies.status()


def _policies(table: str) -> Iterator[sql.Composable]:
    its = sql.Identifier(table)
    yield sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(its)
    yield sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(its)
    for (name,) in ask("SELECT polname FROM pg_policy WHERE polrelid = %s::regclass", [table]):
        yield sql.SQL("DROP POLICY {} ON {}").format(sql.Identifier(name), its)
    yield sql.SQL("CREATE POLICY {} ON {} USING ({}) WITH CHECK ({})").format(
        sql.Identifier(ITS_DOSSIER), its, HERE, HERE
    )
    for name, act in SWEEPS.items():
        yield sql.SQL("CREATE POLICY {} ON {} FOR {} USING ({})").format(
            sql.Identifier(name), its, sql.SQL(act), SWEEPING
        )


def _refuse_wrong_owner(role: str) -> None:
    ((me, bypasses),) = ask(
        "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    if me == role:
        raise CannotSecure(SAME_ROLE.say(role=role))
    if not bypasses:
        raise CannotSecure(OWNER_BOUND.say(role=me))


def _make_role(role: str, password: str) -> None:
    made = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE").format(sql.Identifier(role))
    if password:
        sealed = connection.connection.pgconn.encrypt_password(password.encode(), role.encode())
        made += sql.SQL(" PASSWORD {}").format(sql.Literal(sealed.decode()))
    try:
        _do(made)
    except ProgrammingError as refused:
        raise CannotSecure(NO_ROLE.say(role=role)) from refused


def _do(sentence: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sentence)


_GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
)
