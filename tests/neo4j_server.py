"""A real Neo4j without Docker: `python -m tests.neo4j_server` starts one here and stops it on Ctrl-C.

Needs a JDK (17 or later) and Maven, which fetches the server (about 120 MB) once, into the user's cache folder or
into PEERPOLIS_NEO4J_HOME. The graph is kept there too. The server listens on 127.0.0.1 only and asks for a password,
which is made up at the first start. For anything but trying out and testing use the official image.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

LAUNCHER = Path(__file__).parent / "neo4j_launcher"
USER = "neo4j"
START_SECONDS = 120
_OPEN = ("java.base/java.nio", "java.base/sun.nio.ch", "java.base/java.lang", "java.base/java.util.concurrent")


class Neo4jMissing(Exception):
    """The server cannot be had on this machine; the message says what to install."""


def cache_folder() -> Path:
    """Where the server's jars and the graph of the command line are kept."""
    chosen = os.environ.get("PEERPOLIS_NEO4J_HOME")
    return Path(chosen) if chosen else user_cache_path("peerpolis") / "neo4j"


def jars() -> Path:
    """The folder of the server's jars, fetched by Maven if it is not there yet for this pom."""
    missing = [program for program in ("java", "mvn") if shutil.which(program) is None]
    if missing:
        raise Neo4jMissing(
            f"{' and '.join(missing)} not found: install a JDK (17 or later) and Maven, "
            "for example with `apt-get install openjdk-17-jdk-headless maven` or `brew install openjdk@17 maven`."
        )
    pom = LAUNCHER / "pom.xml"
    folder = cache_folder() / f"jars-{hashlib.sha256(pom.read_bytes()).hexdigest()[:12]}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Fetched beside and renamed, so that an interrupted download is never taken for the whole server.
        partial = folder.with_name(f"{folder.name}-{os.getpid()}.partial")
        goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
        command = ["mvn", "-q", "-B", "-f", str(pom), goal, f"-DoutputDirectory={partial}", "-DincludeScope=runtime"]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            shutil.rmtree(partial, ignore_errors=True)
            raise Neo4jMissing(f"Maven could not fetch Neo4j:\n{(result.stdout + result.stderr)[-2000:]}")
        try:
            partial.rename(folder)
        except OSError:  # another process was first
            shutil.rmtree(partial, ignore_errors=True)
    return folder


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Neo4jServer:
    """One server: its home folder, its port, and the process while it runs."""

    home: Path
    port: int
    heap: str = "2g"
    #: For minutes only: Java then translates quickly and not well, which would make a benchmark unfair.
    brief: bool = False
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """The address for clients, with routing, as a cluster has it."""
        return f"neo4j://127.0.0.1:{self.port}"

    @property
    def password(self) -> str:
        """The password of the user `neo4j`, made up once and kept in the home folder, readable by the owner only."""
        file = self.home / "password"
        if not file.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
                handle.write(secrets.token_urlsafe(18))
        return file.read_text(encoding="utf-8")

    def start(self) -> None:
        """Start the server and wait until it takes connections. Raises Neo4jMissing if it cannot run here."""
        classpath, _ = f"{jars()}{os.sep}*", self.password
        command = ["java", f"-Xmx{self.heap}", *(f"--add-opens={module}=ALL-UNNAMED" for module in _OPEN)]
        if self.brief:
            command[1:1] = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
        command += ["-cp", classpath, str(LAUNCHER / "Launcher.java")]
        command += [str(self.home), str(self.port), str(self.home / "password")]
        log = self.home / "launcher.log"
        with log.open("wb") as output:
            # A session of its own: Ctrl-C reaches this program, which then lets the server shut down in order.
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
        deadline = time.monotonic() + START_SECONDS
        while b"ready\n" not in log.read_bytes().replace(b"\r", b""):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise Neo4jMissing(f"Neo4j did not start:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Let the server shut down; kill it if it takes longer than half a minute."""
        process, self.process = self.process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def cypher(server: Neo4jServer, statement: str, **parameters: object) -> list[list[object]]:
    """What somebody gets who asks the server by hand."""
    from neo4j import GraphDatabase, Query

    with GraphDatabase.driver(server.address, auth=(USER, server.password)) as driver, driver.session() as session:
        return session.run(Query(statement), parameters).values()


def main() -> int:
    """Start a server, say how to reach it, stop it on Ctrl-C."""
    server = Neo4jServer(cache_folder() / "server", port=int(os.environ.get("PEERPOLIS_NEO4J_PORT", "7687")))
    out = sys.stdout
    try:
        server.start()
        out.write(
            f"Neo4j runs.\n  PEERPOLIS_GRAPH={server.address}\n  user      {USER}\n  password  {server.password}\n"
            "Ctrl-C stops it.\n"
        )
        out.flush()
        assert server.process is not None
        return server.process.wait()
    except Neo4jMissing as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        server.stop()


if __name__ == "__main__":
    raise SystemExit(main())
