"""What lets an organisation be moved and dumped alone: nothing in its schema reaches out of it."""

import pytest
from django.apps import apps
from django.db import connection

pytestmark = pytest.mark.django_db

FOREIGN_KEYS_THAT_LEAVE = """
    SELECT c.conname, n.nspname, rn.nspname FROM pg_constraint c
    JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    JOIN pg_class r ON r.oid = c.confrelid JOIN pg_namespace rn ON rn.oid = r.relnamespace
    WHERE c.contype = 'f' AND n.nspname <> rn.nspname
"""
TRIGGERS = """
    SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND n.nspname NOT IN ('pg_catalog', 'information_schema')
"""
INHERITANCE = "SELECT inhrelid::regclass::text FROM pg_inherits"
POLICIES = "SELECT polname FROM pg_policy"
SERIALS = """
    SELECT table_schema || '.' || table_name FROM information_schema.columns
    WHERE column_name = 'id' AND column_default LIKE 'nextval%%' AND table_schema LIKE 'o\\_%%'
"""
DEFAULTS_AND_VIEWS_THAT_LEAVE = """
    SELECT DISTINCT n.nspname, rn.nspname FROM pg_depend d
    JOIN pg_attrdef a ON a.oid = d.objid AND d.classid = 'pg_attrdef'::regclass
    JOIN pg_class t ON t.oid = a.adrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    JOIN pg_class r ON r.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass
    JOIN pg_namespace rn ON rn.oid = r.relnamespace
    WHERE n.nspname <> rn.nspname AND n.nspname LIKE 'o\\_%%'
"""


def found(sql: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, [])
        return cursor.fetchall()


@pytest.mark.parametrize(
    "sql",
    [FOREIGN_KEYS_THAT_LEAVE, TRIGGERS, INHERITANCE, POLICIES, SERIALS, DEFAULTS_AND_VIEWS_THAT_LEAVE],
    ids=["foreign keys", "triggers", "inheritance", "row security", "serials", "defaults"],
)
def test_no_schema_holds_what_would_tie_it_to_another(organization, other_organization, sql):
    assert found(sql) == []


def test_the_question_about_foreign_keys_finds_one_that_leaves(organization):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE astray (user_id bigint REFERENCES public.tenants_user (id))")
    assert [schemas for _, *schemas in found(FOREIGN_KEYS_THAT_LEAVE)] == [[organization.schema_name, "public"]]


def test_names_that_we_give_are_short():
    named = [one.name for model in apps.get_models() for one in (*model._meta.constraints, *model._meta.indexes)]
    ours = {name for name in named if not name.startswith(("unique_", "django_", "account_", "django_q"))}
    assert len(ours) > 20
    assert {name for name in ours if len(name) > 40} == set()
