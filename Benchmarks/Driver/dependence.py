"""What depending on the library costs: the time of a clean release build, the size of a program, and its way from start to
end, beside those of programs that do the same without it."""

import os
import shutil
import sys
import time
from pathlib import Path
from statistics import median

from programs import OUTPUT, PEERS, ROOT, SCRATCH, build, has, run

SWIFT = {
    "hello-socket": "Swift, with KernelSockets", "hello-system": "Swift, with swift-system",
    "hello-nothing": "Swift, with nothing",
}


def measure(starts=200):
    OUTPUT.mkdir(parents=True, exist_ok=True)
    results, programs = {}, {}
    for product, title in SWIFT.items():
        print(f"  {product}", file=sys.stderr)
        seconds, path = build_swift(product)
        results[title] = {"build": seconds}
        programs[title] = path
    programs["C"] = OUTPUT / "hello-c"
    build("gcc", "-O2", "-static", "-o", programs["C"], PEERS / "Hello/hello.c")
    if has("rustc"):
        programs["Rust std"] = OUTPUT / "hello-rust"
        build("rustc", "-O", "-o", programs["Rust std"], PEERS / "Hello/hello.rs")
    for title, path in programs.items():
        run("strip", str(path))
        results.setdefault(title, {})["size"] = path.stat().st_size
    for title, milliseconds in start_times(programs, starts).items():
        results[title]["start"] = milliseconds
    return results


def build_swift(product):
    """Builds a program with the Swift libraries in it, from nothing but the sources of its packages."""
    scratch = SCRATCH / "dependents" / product
    shutil.rmtree(scratch, ignore_errors=True)
    package = ["--package-path", str(ROOT / "Benchmarks/Dependents"), "--scratch-path", str(scratch)]
    run("swift", "package", *package, "resolve")
    command = ["swift", "build", "-c", "release", "--static-swift-stdlib", *package, "--product", product]
    start = time.monotonic()
    build(*command)
    seconds = time.monotonic() - start
    return seconds, Path(run(*command, "--show-bin-path")) / product


def start_times(programs, starts):
    """Milliseconds from start to end, the programs in turn."""
    times = {title: [] for title in programs}
    quiet = [(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
    for _ in range(starts):
        for title, path in programs.items():
            start = time.perf_counter()
            child = os.posix_spawn(path, [str(path)], os.environ, file_actions=quiet)
            if os.waitpid(child, 0)[1] != 0:
                raise RuntimeError(f"{path} failed")
            times[title].append(1e3 * (time.perf_counter() - start))
    return {title: median(own) for title, own in times.items()}
