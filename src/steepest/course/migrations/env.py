"""Where Alembic begins: it is given an open connection by `store.migrate`."""

from alembic import context

from steepest.course.records import TABLES

context.configure(connection=context.config.attributes["connection"], target_metadata=TABLES)
context.run_migrations()
