"""A throwaway PostgreSQL server: a real cluster in a folder of its own, run by somebody who is not root."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")  # of Debian and Fedora, whose server is not on the path
USER, PASSWORD = "course", "throw away"


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`; None where no server is installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    inside = [p for place in PLACES for p in Path("/").glob(place.lstrip("/")) if (p / "initdb").exists()]
    return max(inside, key=lambda p: p.stat().st_mtime, default=None)


class Cluster:
    """One server, with the usual settings but fsync: here the server is killed, and never the machine under it."""

    def __init__(self, programs: Path, folder: Path, account: str | None) -> None:
        self.programs, self.data = programs, folder / "data"
        self.numbers = count(1)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        secret = folder / "secret"
        secret.write_text(PASSWORD)
        self.data.mkdir(0o700)
        if account:
            for path in (secret, self.data):
                shutil.chown(path, account)
        self.who = {"user": account, "group": account, "extra_groups": []} if account else {}
        settings = ("--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C", "--no-sync")
        command = [programs / "initdb", "-D", self.data, f"--username={USER}", *settings]
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder, **self.who)
        assert done.returncode == 0, done.stdout + done.stderr
        self.start()

    def start(self) -> None:
        """Run it; when this returns it answers."""
        import psycopg

        places = {
            "fsync": "off",
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self.data,
        }
        settings = [word for name, value in places.items() for word in ("-c", f"{name}={value}")]
        with (self.data.parent / "said").open("a+") as said:
            command = [self.programs / "postgres", "-D", self.data, *settings]
            self.server = subprocess.Popen(command, stdout=said, stderr=said, cwd=self.data.parent, **self.who)
            for _ in range(600):
                if self.server.poll() is not None:
                    break
                with suppress(psycopg.OperationalError):
                    psycopg.connect(self.address("postgres")).close()
                    return
                time.sleep(0.05)
            said.seek(0)
            raise AssertionError(said.read())

    def stop(self) -> None:
        """End it, and wait until it has gone."""
        self.server.send_signal(signal.SIGQUIT)
        self.server.wait(30)

    def kill(self) -> None:
        """Every process of the server at once, without a word."""
        told = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        parents = dict(line.split() for line in told.splitlines())
        self.server.kill()
        for child in (int(pid) for pid, parent in parents.items() if int(parent) == self.server.pid):
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        self.server.wait(30)

    def address(self, name: str) -> str:
        return f"postgresql://{USER}:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{self.port}/{name}"

    def database(self) -> str:
        """The address of a new and empty database."""
        import psycopg

        if self.server.poll() is not None:  # a test that failed left it so
            self.start()
        name = f"course_{next(self.numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"create database {name}")  # the name is ours
        return self.address(name)


@contextmanager
def cluster(programs: Path) -> Iterator[Cluster]:
    """A server that is gone afterwards. PostgreSQL refuses to run as root: root lends it to another account."""
    account = None
    if os.geteuid() == 0:
        import pwd

        known = {one.pw_name for one in pwd.getpwall()}
        account = next(name for name in ("postgres", "nobody", "daemon") if name in known)
    folder = Path(tempfile.mkdtemp(prefix="steepest-postgresql-"))
    folder.chmod(0o755)
    try:
        made = Cluster(programs, folder, account)
        try:
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder)
