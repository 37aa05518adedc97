"""Bring the tables of an empty database to those of an older version, so that its backup fits in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


@contextmanager
def go_back_to(migrations: Iterable[str]) -> Iterator[Apps]:
    """Make all tables anew as they were after these migrations ("core.0001_initial"), and give the models of that time."""
    _drop_tables()
    done = {_key(name) for name in migrations}
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    followed = {parent.key for key in done & graph.nodes.keys() for parent in graph.node_map[key].parents}
    yield executor.migrate(sorted(done & graph.nodes.keys() - followed)).apps


def _key(name: str) -> tuple[str, str]:
    app, _, migration = name.partition(".")
    return app, migration


def _drop_tables() -> None:
    """Drop the tables of every model, and what was remembered of migrations."""
    names = [*connection.introspection.django_table_names(only_existing=True), MigrationRecorder.Migration._meta.db_table]
    cascade = " CASCADE" if connection.vendor == "postgresql" else ""
    connection.disable_constraint_checking()
    try:
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)}{cascade}")
    finally:
        connection.enable_constraint_checking()
