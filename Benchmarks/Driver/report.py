"""BENCHMARKS.md: the bars first, then the tables that they are taken from."""

import re

from bars import KINDS, bars, more_instructions

HEAD = """# Benchmarks

Written by `scripts/bench`; do not edit. What is measured, and how, stands in [Benchmarks](Benchmarks/README.md).
"""


def report(results):
    parts = [HEAD, "## Bars\n", table(["bar", "measured", ""], [bar.row for bar in bars(results)])]
    if times := results.get("times"):
        parts += ["## Time\n", described(results, "times"), TIME_NOTE, time_table(times)]
    if counts := results.get("counts"):
        parts += ["## Counts\n", described(results, "counts"), COUNT_NOTE, count_table(counts)]
    if echo := results.get("echo"):
        parts += ["## Waiting without threads\n", described(results, "echo"), ECHO_NOTE, echo_table(echo)]
    if dependence := results.get("dependence"):
        parts += ["## Cost of depending on it\n", described(results, "dependence"), *dependence_tables(dependence)]
    if generator := results.get("generator"):
        parts += ["## The generator\n", described(results, "generator"), *generator_tables(generator)]
    return "\n".join(parts)


SHORT = ["tcp_rr", "unix_stream", "udp_single", "udp_segments", "option_get", "inet_encode", "can_decode", "ipv6_format"]


def summary(results):
    """What the README says: some rows, and the middle of their ratios alone."""
    times, counts = results.get("times", {}), results.get("counts", {})
    programs = ["Swift", "Rust std", "CPython"]
    rows = []
    for name in SHORT:
        if name not in times or name not in counts:
            continue
        own, costs = times[name], counts[name]["Swift"]
        ratios = [f"{own[program]['ratio'][1]:.2f}" if program in own else "–" for program in programs]
        rows.append([KINDS[name].title, number(own["C"]["nanoseconds"]), *ratios, number(costs["allocations"])])
    heads = ["time of one, as a multiple of C's", "C, ns", *programs, "allocations, Swift"]
    return table(heads, rows)


TIME_NOTE = """Nanoseconds for one operation in C, and the others' time as a multiple of C's: the median of the rounds, and in brackets the
quarter below and above. Both ends run in one thread, so that nothing is measured but the calls and the kernel.
"""

COUNT_NOTE = """For one operation. Instructions are those in user space (callgrind); the last column is what Swift's are over C's for each system
call of C's, or for the whole operation where there is none.
"""


ECHO_NOTE = """An echo server of 64 bytes over TCP, on one processor; the load comes from another. Processor time is that of the server for one
request, and in brackets as a multiple of C's; then the requests in a second in which the server computes, and the time that
half of the requests took at most, and 99 of 100. With a pause before each request the server sleeps when it comes.
"""


def described(results, part):
    machine = results["machine"][part]
    text = f"`scripts/bench {part}` on {machine}.\n"
    busy = re.search(r"([0-9]+) % busy", machine)
    if part != "counts" and (not busy or int(busy.group(1)) > 5):
        text += "**The machine was not quiet: take these times for an impression, not for a measurement.**\n"
    return text


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)


def number(value):
    # Rounded first, and zero added, for there to be no -0.0.
    return f"{round(value, 1) + 0:.1f}" if abs(value) < 10 else f"{value:,.0f}"


def ratio_text(own):
    low, middle, high = own["ratio"]
    return f"{middle:.2f} ({low:.2f}–{high:.2f})"


def time_table(times):
    programs = ["Swift", "Rust std", "CPython", "swift-system"]
    rows = [
        [KINDS[name].title, number(own["C"]["nanoseconds"])]
        + [ratio_text(own[program]) if program in own else "–" for program in programs]
        for name, own in times.items()
    ]
    return table(["operation", "C, ns", *programs], rows)


def count_table(counts):
    def costs(own, what):
        return [number(own[program][what]) if program in own else "–" for program in ("Swift", "C", "Rust std")]

    rows = [
        [KINDS[name].title]
        + [" / ".join(costs(own, what)) for what in ("allocations", "calls", "instructions")]
        + [f"{more_instructions(own):+.0f}"]
        for name, own in counts.items()
    ]
    languages = "Swift / C / Rust"
    heads = [f"allocations, {languages}", f"system calls, {languages}", f"instructions, {languages}", "over C"]
    return table(["operation", *heads], rows)


def echo_table(echo):
    rows = []
    for load, servers in echo.items():
        if load == "at once":
            continue
        connections, pause = map(int, load.split())
        title = f"{connections:,} connection{'s' if connections > 1 else ''}" + (f", {pause} µs apart" if pause else "")
        rows += [
            [title, name, f"{own['cost']:.2f} µs ({own['ratio']:.2f})", f"{1e6 / own['cost']:,.0f}"]
            + [f"{own[part]:,.0f} µs" for part in ("p50", "p99")]
            for name, own in servers.items()
        ]
    return table(["load", "server", "processor time", "requests", "p50", "p99"], rows)


def dependence_tables(dependence):
    rows = [
        [name, f"{own['build']:.1f} s" if "build" in own else "–", f"{own['size'] / 1e6:.2f} MB", f"{own['start']:.2f} ms"]
        for name, own in dependence.items()
    ]
    yield table(["program", "clean release build", "size, static and stripped", "start to end"], rows)


def generator_tables(generator):
    yield table(["what", "seconds"], [[what, f"{seconds:.2f}"] for what, seconds in generator.items()])
