"""Echo servers that wait without threads, beside each other: C with epoll, this library, SwiftNIO."""

import os
import resource
import subprocess
import sys
from statistics import median

from programs import OUTPUT, PEERS, ROOT, SCRATCH, build, run as output_of, swift_build

PACKAGE = ROOT / "Benchmarks/Echo"
ROWS = [
    # connections, microseconds before each echo
    (1, 200),
    (1, 0),
    (100, 0),
    (10_000, 0),
]


def measure(rounds, milliseconds):
    """The requests per second of the server's processor time, and how long they took, of each server under each load.

    Each round runs every server once, beginning with another one each time: the server on one processor, the load on
    another.
    """
    compared = swift_build("at-once", PACKAGE, SCRATCH / "echo")
    raise_limit(2 * max(connections for connections, _ in ROWS))
    servers = build_servers()
    load = OUTPUT / "load"
    processors = sorted(os.sched_getaffinity(0))
    times = [list(map(int, output_of(compared, "20000").split())) for _ in range(rounds)]
    at_once = {what: median(time[part] for time in times) for part, what in enumerate(("blocking", "awaited"))}
    return {"at once": at_once} | {
        f"{connections} {pause}": compare(servers, load, connections, pause, rounds, milliseconds, processors)
        for connections, pause in ROWS
    }


def build_servers():
    OUTPUT.mkdir(parents=True, exist_ok=True)
    for name in "server", "load":
        source = PEERS / f"Echo/{name}.c"
        build("gcc", "-std=gnu11", "-D_GNU_SOURCE", "-O2", "-Wall", "-Wextra", "-Werror", "-o", OUTPUT / name, source)
    own, nio = (swift_build(product, PACKAGE, SCRATCH / "echo") for product in ("echo", "nio-echo"))
    return {
        "C epoll": [OUTPUT / "server"],
        "Swift, tasks in the reactor's thread": [own, "own"],
        "Swift, tasks in Swift's threads": [own, "shared"],
        "SwiftNIO, channel handler": [nio, "handler"],
        "SwiftNIO, tasks": [nio, "async"],
    }


def compare(servers, load, connections, pause, rounds, milliseconds, processors):
    print(f"  {connections} connections, {pause} µs between", file=sys.stderr)
    results = {name: [] for name in servers}
    for number in range(rounds):
        names = list(servers)
        start = number % len(names)
        for name in names[start:] + names[:start]:
            results[name].append(run(servers[name], load, connections, pause, milliseconds, processors))
    floor = results["C epoll"]
    return {
        name: {
            "requests": median(own["requests"] for own in runs),
            "cost": median(own["cost"] for own in runs),
            "ratio": median(own["cost"] / other["cost"] for own, other in zip(runs, floor)),
            "p50": median(own["p50"] for own in runs),
            "p99": median(own["p99"] for own in runs),
        }
        for name, runs in results.items()
    }


def run(command, load, connections, pause, milliseconds, processors):
    def pin(index):
        return lambda: os.sched_setaffinity(0, {processors[index % len(processors)]})

    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=pin(0))
    try:
        arguments = [server.stdout.readline().strip(), server.pid, connections, milliseconds, pause]
        result = subprocess.run(
            [load, *map(str, arguments)], capture_output=True, text=True, timeout=120, preexec_fn=pin(1))
    finally:
        server.kill()
        server.wait()
    if result.returncode != 0:
        raise RuntimeError(f"{command} under {connections} connections: {result.stderr}")
    echoes, computed, p50, p99 = map(int, result.stdout.split())
    return {
        "requests": echoes / (milliseconds / 1e3),
        "cost": computed / echoes / 1e3,
        "p50": p50 / 1e3,
        "p99": p99 / 1e3,
    }


def raise_limit(needed):
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(needed, hard), hard))
