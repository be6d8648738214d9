"""How long an operation takes: all programs in turn, round after round, pinned to one processor."""

import os
import sys
from statistics import median, quantiles

from workloads import BATCH


def measure(programs, workloads, rounds, nanoseconds):
    """The times of each workload in each program that has it.

    Each round runs every program once, beginning with another one each time, for about as many nanoseconds each. What is
    compared are two runs of one round: what disturbs the machine for longer than a round disturbs both.
    """
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return {workload.name: measure_one(programs, workload, rounds, nanoseconds) for workload in workloads}


def measure_one(programs, workload, rounds, nanoseconds):
    print(f"  {workload.name}", file=sys.stderr)
    counts = {}
    for program in programs:
        first = program.run(workload.name, BATCH)
        if first is not None:
            counts[program] = count_for(nanoseconds, first)
    times = {program: [] for program in counts}
    for number in range(rounds):
        order = list(counts)
        start = number % len(order)
        for program in order[start:] + order[:start]:
            times[program].append(program.run(workload.name, counts[program]))
    c = next(times[program] for program in times if program.name == "C")
    return {program.name: summary(own, c) for program, own in times.items()}


def count_for(nanoseconds, each):
    """How many operations take so long; at most what there are ports for connections."""
    count = int(nanoseconds / max(each, 0.1))
    limit = 8192 if each > 10_000 else 1 << 24
    return max(1, min(count, limit) // BATCH) * BATCH


def summary(times, c):
    """The middle of the times, and of the ratios to C's with the quarter below and above."""
    ratios = [own / other for own, other in zip(times, c)]
    quarters = quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else ratios * 3
    return {"nanoseconds": median(times), "ratio": [quarters[0], median(ratios), quarters[2]]}
