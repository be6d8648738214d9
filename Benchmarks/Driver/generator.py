"""How long the generator takes for one platform, beside bindgen on the same headers, and how that grows."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from programs import ROOT, build, has, run

RULES = ROOT / "Generator/Rules"


def measure(rounds=7):
    command = ["swift", "build", "-c", "release", "--product", "socketgen", "--package-path", str(ROOT)]
    build(*command, "--manifest-cache", "none")
    socketgen = Path(run(*command, "--show-bin-path")) / "socketgen"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        units = headers()
        half = rules_with_half_of_the_headers(folder)
        tasks = {
            "one platform from headers to Swift, socketgen": lambda: generate(socketgen, folder)[0],
            "the same headers to Rust, bindgen": lambda: bind(folder, units),
            "only reading the headers, socketgen": lambda: generate(socketgen, folder)[1],
            "only reading the first half of each group of them": lambda: generate(socketgen, folder, half)[1],
        }
        if not has("bindgen"):
            del tasks["the same headers to Rust, bindgen"]
        times = {title: [] for title in tasks}
        for _ in range(rounds):
            for title, task in tasks.items():
                print(f"  {title}", file=sys.stderr)
                times[title].append(task())
        return {title: median(own) for title, own in times.items()} | all_platforms(socketgen, folder)


def generate(socketgen, folder, rules=RULES, *options):
    """The seconds from the installed headers to Swift and the catalog, in an empty folder; and those of the reading alone.

    With a part of the headers, what follows the reading fails: the rules name structures that are missing then.
    """
    output = folder / "Generated"
    shutil.rmtree(output, ignore_errors=True)
    command = [socketgen, "regenerate", "--rules", rules, "--output", output, *options]
    total, log = seconds(command, may_fail=rules != RULES)
    return total, float(re.search(r"^Reading the headers of .* ([0-9.]+) s$", log, re.M).group(1))


def all_platforms(socketgen, folder):
    """The time for all platforms, if their headers were fetched."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "swift-kernel-sockets/headers"
    if not cache.exists():
        return {}
    total = generate(socketgen, folder, RULES, "--all")[0]
    platforms = len(re.findall(r"^[^#\s]", (folder / "Generated/Catalog/platforms.txt").read_text(), re.M))
    return {f"all {platforms} platforms, socketgen": total, "each of them": total / platforms}


def headers():
    """The headers of Linux's units, which are those that can't meet in one file."""
    text = (RULES / "headers.yml").read_text()
    units = {}
    for name, prelude in re.findall(r"- name: (\w+)\n(?:    .*\n)*?    systems: \[linux\]\n    prelude: \[(.*?)\]", text):
        listed = re.findall(rf"^    {name}: \[(.*?)\]", text.split("\ngroups:")[1], re.S | re.M)
        names = [header.strip() for part in [prelude, *listed] for header in part.split(",")]
        units[name] = [header for header in names if is_installed(header)]
    return units


def is_installed(header):
    return any((Path("/usr/include") / folder / header).exists() for folder in ("", "x86_64-linux-gnu")) or "std" in header


def bind(folder, units):
    total = 0
    for name, headers in units.items():
        source = folder / f"{name}.h"
        source.write_text("".join(f"#include <{header}>\n" for header in headers))
        total += seconds(["bindgen", "--no-layout-tests", "-o", folder / f"{name}.rs", source])[0]
    return total


def rules_with_half_of_the_headers(folder):
    """The generator's rules, with the first half of each group's headers."""

    def half(match):
        names = match.group(2).split(",")
        return f"{match.group(1)}: [{','.join(names[: (len(names) + 1) // 2])}]"

    rules = folder / "rules"
    shutil.copytree(RULES, rules)
    before, groups = (rules / "headers.yml").read_text().split("\ngroups:\n")
    groups = re.sub(r"^(    \w+): \[(.*?)\]", half, groups, flags=re.S | re.M)
    (rules / "headers.yml").write_text(f"{before}\ngroups:\n{groups}")
    return rules


def seconds(command, may_fail=False):
    """How long a command takes, and what it says on its way."""
    start = time.monotonic()
    result = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True)
    if result.returncode != 0 and not may_fail:
        raise RuntimeError(f"{' '.join(map(str, command))}: {result.stderr[-3000:]}")
    return time.monotonic() - start, result.stderr
