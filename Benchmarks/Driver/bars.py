"""What the library promises, and whether it keeps it: each bar is a row, with the workloads that miss it."""

from dataclasses import dataclass

from workloads import WORKLOADS

KINDS = {workload.name: workload for workload in WORKLOADS}


@dataclass
class Bar:
    text: str
    found: str
    missed: list[str]

    @property
    def row(self):
        verdict = "met" if not self.missed else "**missed**: " + "; ".join(self.missed)
        return [self.text, self.found, verdict]


def bars(results):
    found = []
    if times := results.get("times"):
        found += [
            *worst_ratio(times, "call", "C", 1.03, "calls take at most 1.03 × C's time"),
            *worst_ratio(times, "codec", "C", 2, "codecs take at most 2 × C's struct fill"),
            *worst_ratio(times, "text", "Rust std", 1, "addresses parse and format no slower than in Rust's std"),
            *worst_ratio(times, None, "CPython", 1, "faster than CPython in every row"),
            *batches(times),
        ]
    if counts := results.get("counts"):
        found += [
            *worst_instructions(counts),
            *worst_extra(counts, "allocations", "no allocation in a transfer into the caller's memory"),
            *worst_extra(counts, "calls", "no system call more than C's in such a transfer"),
        ]
    if echo := results.get("echo"):
        found += echoes(echo)
    if generator := results.get("generator"):
        own, bindgen = (next((s for name, s in generator.items() if name.endswith(end)), None) for end in GENERATORS)
        if bindgen:
            missed = [f"{own / bindgen:.2f}"] if own > bindgen else []
            found.append(Bar("the generator no slower than bindgen", f"{own:.2f} s, bindgen {bindgen:.2f} s", missed))
    return found


GENERATORS = ("to Swift, socketgen", "bindgen")


def ratio(times, workload, program, base):
    """The middle ratio of two programs' times."""
    own = times[workload].get(program), times[workload].get(base)
    return own[0]["ratio"][1] / own[1]["ratio"][1] if all(own) else None


def worst_ratio(times, kind, base, limit, text):
    ratios = {
        name: ratio(times, name, "Swift", base) for name in times if kind is None or KINDS[name].kind == kind
    }
    ratios = {name: value for name, value in ratios.items() if value}
    if not ratios:
        return
    worst = max(ratios, key=ratios.get)
    missed = [f"{name} {value:.2f}" for name, value in ratios.items() if round(value, 2) > limit]
    yield Bar(text, f"{ratios[worst]:.2f} at most ({worst}), of {len(ratios)} rows", missed)


def batches(times):
    for batch, what in (
        ("udp_batch", "sendmmsg, recvmmsg"), ("udp_joined", "with GSO, GRO"), ("udp_segments", "one buffer, GSO, GRO"),
    ):
        if not {"udp_single", batch} <= times.keys():
            continue
        rates = {
            name: times["udp_single"][name]["nanoseconds"] / times[batch][name]["nanoseconds"] for name in ("Swift", "C")
        }
        text = f"32 datagrams per call ({what}) go at least 3 × as fast as single ones"
        missed = [f"C itself gains {rates['C']:.2f} ×"] if rates["Swift"] < 3 else []
        yield Bar(text, f"{rates['Swift']:.2f} × (C {rates['C']:.2f} ×)", missed)


def more_instructions(costs):
    """Instructions more than C's, for each system call, or for the operation where there is none."""
    swift, c = costs["Swift"], costs["C"]
    return (swift["instructions"] - c["instructions"]) / max(c["calls"], 1)


def worst_instructions(counts):
    more = {name: more_instructions(costs) for name, costs in counts.items() if KINDS[name].kind == "call"}
    if not more:
        return
    worst = max(more, key=more.get)
    missed = [f"{name} +{value:.0f}" for name, value in more.items() if value > 150]
    yield Bar("a call takes at most 150 instructions more than C's", f"+{more[worst]:.0f} at most ({worst})", missed)


def echoes(echo):
    blocking, awaited = (echo["at once"][way] for way in ("blocking", "awaited"))
    missed = [] if awaited - blocking <= 300 else [f"+{awaited - blocking:.0f} ns"]
    text = "an awaited receive of what is there takes at most 300 ns more than a blocking one"
    yield Bar(text, f"{awaited:.0f} ns, blocking {blocking:.0f} ns", missed)
    # An idle server is measured for the time that it takes, not for its share of a processor that sleeps.
    loads = {load.split()[0]: servers for load, servers in echo.items() if load.endswith(" 0")}
    for own in ("Swift, tasks in the reactor's thread", "Swift, tasks in Swift's threads"):
        ratios = {connections: servers[own]["ratio"] for connections, servers in loads.items()}
        text = f"an echo takes at most 1.2 × the processor time of C's with epoll ({own})"
        worst = max(ratios, key=ratios.get)
        missed = [f"{connections} connections {value:.2f}" for connections, value in ratios.items() if value > 1.2]
        yield Bar(text, f"{ratios[worst]:.2f} at most ({worst} connections)", missed)
        gains = {
            connections: min(other["cost"] for name, other in servers.items() if "NIO" in name) / servers[own]["cost"]
            for connections, servers in loads.items()
        }
        worst = min(gains, key=gains.get)
        missed = [f"{connections} connections {value:.2f}" for connections, value in gains.items() if value < 1]
        text = f"more echoes in a second of processor time than SwiftNIO's ({own})"
        yield Bar(text, f"{gains[worst]:.2f} × at least ({worst} connections)", missed)


def worst_extra(counts, what, text):
    extra = {
        name: costs["Swift"][what] - costs["C"][what]
        for name, costs in counts.items()
        if KINDS[name].fills_buffer
    }
    missed = [f"{name} +{value:.2f}" for name, value in extra.items() if value > 0.05]
    if extra:
        yield Bar(text, f"{len(extra) - len(missed)} of {len(extra)} rows", missed)
