"""The programs that do the workloads, one in each language."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "Benchmarks/Peers"
SCRATCH = ROOT / ".build/benchmarks"
OUTPUT = SCRATCH / "peers"

NO_SUCH_WORKLOAD = 64


@dataclass(frozen=True)
class Program:
    name: str
    command: tuple[str, ...]
    is_compiled: bool = True

    def run(self, workload, count, before=(), environment=None):
        """Nanoseconds for one operation; None if the program does not have the workload."""
        arguments = [*before, *self.command, workload, str(count)]
        environment = {**os.environ, **(environment or {})}
        result = subprocess.run(arguments, capture_output=True, text=True, env=environment, timeout=120)
        if result.returncode == NO_SUCH_WORKLOAD:
            return None
        if result.returncode != 0:
            raise RuntimeError(f"{' '.join(arguments)} ended with {result.returncode}: {result.stderr[-2000:]}")
        return float(result.stdout)


def swift_build(product, package=ROOT / "Benchmarks", scratch=SCRATCH):
    """Builds a program of a package, and returns its path."""
    command = [
        "swift", "build", "-c", "release", "--disable-build-manifest-caching", "--package-path", str(package),
        "--scratch-path", str(scratch), "--product", product,
    ]
    build(*command)
    return Path(run(*command, "--show-bin-path")) / product


def build(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}:\n{(result.stdout + result.stderr)[-4000:]}")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def build_all():
    """Builds the programs: Swift's first, then C's, with which all are compared, then the others."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    swift = swift_build("workloads")
    system = swift_build("system-workloads")
    gcc = ["gcc", "-std=gnu11", "-D_GNU_SOURCE", "-O2", "-Wall", "-Wextra", "-Werror"]
    build(*gcc, "-o", OUTPUT / "c", *sorted((PEERS / "C").glob("*.c")))
    programs = [
        Program("Swift", (str(swift),)),
        Program("C", (str(OUTPUT / "c"),)),
        Program("swift-system", (str(system),)),
        Program("CPython", ("python3", str(PEERS / "Python/workloads.py")), is_compiled=False),
    ]
    if has("rustc"):
        build("rustc", "--edition", "2021", "-O", "-o", OUTPUT / "rust", PEERS / "Rust/main.rs")
        programs.append(Program("Rust std", (str(OUTPUT / "rust"),)))
    return programs


def has(tool):
    return subprocess.run(["which", tool], capture_output=True).returncode == 0
