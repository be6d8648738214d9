"""What an operation costs that does not depend on the machine: allocations, system calls, instructions.

Each is what it costs more to do the operation so many times more often; start and preparations are left out.
"""

import re
import sys
import tempfile
from pathlib import Path

from programs import OUTPUT, ROOT, build, has
from workloads import BATCH


def measure(programs, workloads, times):
    for tool in ("strace", "valgrind"):
        if not has(tool):
            raise RuntimeError(f"{tool} is needed to count; scripts/install-dependencies {tool}:{tool}")
    counter = OUTPUT / "allocations.so"
    source = ROOT / "Tests/CostTests/Programs/allocations.c"
    build("gcc", "-std=gnu11", "-O2", "-shared", "-fPIC", "-o", counter, source)
    counts = {}
    for workload in workloads:
        print(f"  {workload.name}", file=sys.stderr)
        compiled = [program for program in programs if program.is_compiled and program.run(workload.name, BATCH)]
        counts[workload.name] = {
            program.name: {
                what: (count(program, workload.name, 2 * times) - count(program, workload.name, times)) / times
                for what, count in COUNTERS.items()
            }
            for program in compiled
        }
    return counts


def allocations(program, workload, times):
    with tempfile.NamedTemporaryFile() as file:
        environment = {"LD_PRELOAD": str(OUTPUT / "allocations.so"), "ALLOCATIONS": file.name}
        program.run(workload, times, environment=environment)
        return int(Path(file.name).read_text())


def system_calls(program, workload, times):
    with tempfile.NamedTemporaryFile() as file:
        program.run(workload, times, before=("strace", "-f", "-qq", "-o", file.name))
        return sum(1 for line in Path(file.name).read_text().splitlines() if re.match(r"\d+ +\w+\(", line))


def instructions(program, workload, times):
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}"]
        program.run(workload, times, before=tool)
        return int(re.search(r"Collected : (\d+)", log.read_text()).group(1))


COUNTERS = {"allocations": allocations, "calls": system_calls, "instructions": instructions}
