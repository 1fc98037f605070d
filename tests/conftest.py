"""What several floors' tests share: a real PostgreSQL server, where one is installed; an oracle that compiles fast."""

import importlib.util
import os

import pytest

# JAX works out most oracles once: a fast program is not worth the wait for it
os.environ.setdefault("XLA_FLAGS", "--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true")


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
