"""What a process of `migrate_tenants` runs. Stands outside the packages that need Django, which such a process starts first."""


def begin(database: str) -> None:
    """Start Django on the parent's database (in a test it has another name than the settings say)."""
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database


def migrate_one(schema_name: str):
    """Migrate one schema; see `tenants.provisioning.everywhere`."""
    from tenants.provisioning import everywhere

    return everywhere.migrate_one(schema_name)
