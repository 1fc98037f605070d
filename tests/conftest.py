"""What several floors' tests share: a real PostgreSQL server, where one is installed."""

import importlib.util

import pytest


@pytest.fixture(scope="session")
def postgresql():
    """A throwaway server; `postgresql.database()` gives the address of a new database on it."""
    from tests.course.postgresql import cluster, programs

    found = programs()
    if found is None:
        pytest.skip("there is no PostgreSQL server here: apt-get install postgresql")
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed: pip install 'steepest[psycopg]'")
    with cluster(found) as running:
        yield running
