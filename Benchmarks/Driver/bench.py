"""Measures the library beside the same programs in other languages. See scripts/bench."""

import argparse
import json
import os
import platform
import sys
import time
from pathlib import Path

import counts
import dependence
import echo
import generator
import times
from programs import ROOT, SCRATCH, build_all, run
from report import report, summary
from workloads import BATCH, WORKLOADS

PARTS = ["times", "counts", "echo", "dependence", "generator"]
REPORT = "report"
BENCHMARKS = ROOT / "BENCHMARKS.md"
# Between these, the README has the summary.
BEGIN, END = "<!-- written by scripts/bench -->\n\n", "\n<!-- up to here -->"


def main():
    arguments = parse()
    path = arguments.results / "results.json"
    results = json.loads(path.read_text()) if path.exists() else {"machine": {}}
    for part in arguments.parts or PARTS:
        if part == REPORT:
            continue
        print(part, file=sys.stderr)
        before = machine()
        measured = measure(part, arguments)
        if arguments.only and part in ("times", "counts"):
            known = results.get(part, {}) | measured
            measured = {workload.name: known[workload.name] for workload in WORKLOADS if workload.name in known}
        results[part] = measured
        results["machine"][part] = before
        path.write_text(json.dumps(results, indent=1))
    text = report(results)
    arguments.output.write_text(text)
    if arguments.output == BENCHMARKS:
        readme = ROOT / "README.md"
        head, rest = readme.read_text().split(BEGIN)
        readme.write_text(head + BEGIN + summary(results) + END + rest.split(END)[1])
    print(text)


def measure(part, arguments):
    workloads = [workload for workload in WORKLOADS if not arguments.only or workload.name in arguments.only]
    match part:
        case "times":
            return times.measure(build_all(), workloads, arguments.rounds, arguments.milliseconds * 1e6)
        case "counts":
            return counts.measure(build_all(), workloads, arguments.times)
        case "echo":
            return echo.measure(arguments.echo_rounds, arguments.echo_milliseconds)
        case "dependence":
            return dependence.measure()
        case "generator":
            return generator.measure()


def parse():
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measures the library beside its peers.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, REPORT, []], help="what to measure; all without any")
    parser.add_argument("--only", nargs="+", metavar="WORKLOAD", help="only these, kept beside earlier results")
    parser.add_argument("--rounds", type=int, default=15, help="how often each program runs")
    parser.add_argument("--milliseconds", type=float, default=15, help="how long each run takes")
    parser.add_argument("--times", type=int, default=4 * BATCH, help="how often what is counted is done")
    parser.add_argument("--echo-rounds", type=int, default=5, help="how often each echo server runs")
    parser.add_argument("--echo-milliseconds", type=int, default=2000, help="how long each echo server is loaded")
    parser.add_argument("--output", type=Path, default=BENCHMARKS, help="where the report goes")
    parser.add_argument("--results", type=Path, default=SCRATCH, help="the folder where results are kept")
    arguments = parser.parse_args()
    if unknown := set(arguments.only or []) - {workload.name for workload in WORKLOADS}:
        parser.error(f"no workload {', '.join(unknown)}")
    return arguments


def machine():
    """What it is measured on, and how busy that is before."""
    model = next(line.split(": ")[1] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line)
    versions = [
        f"Linux {platform.release()}", run("swift", "--version").splitlines()[0], run("gcc", "--version").splitlines()[0],
        f"CPython {platform.python_version()}", f"{busy():.0f} % busy before",
    ]
    return f"{os.cpu_count()} × {model.strip()}, " + ", ".join(versions)


def busy():
    """How much of the processors' time something else takes, in percent."""
    def spent():
        times = list(map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:]))
        return sum(times), sum(times[3:5])

    (all_before, idle_before), _, (all_after, idle_after) = spent(), time.sleep(2), spent()
    return 100 * (1 - (idle_after - idle_before) / (all_after - all_before))


main()
