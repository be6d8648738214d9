"""What is measured, in the order of the tables."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Workload:
    name: str
    title: str
    kind: str
    """call: makes system calls; codec: bytes and parts; text: texts of addresses"""
    fills_buffer: bool = False
    """Whether it does nothing but transfers into and out of the caller's memory."""


TITLES = {"unix_decode": ", its path as a new string"}

WORKLOADS = [
    Workload("tcp_rr", "TCP request and reply, 64 B", "call", True),
    Workload("tcp_crr", "TCP connect, accept, close", "call"),
    Workload("tcp_stream", "TCP stream, 64 KiB", "call", True),
    Workload("sendfile", "sendfile over TCP, 64 KiB", "call"),
    Workload("unix_stream", "unix stream, 64 B", "call", True),
    Workload("unix_datagram", "unix datagram, 64 B", "call", True),
    Workload("unix_seqpacket", "unix seqpacket, 64 B", "call", True),
    Workload("new_array", "unix stream, received into a new array", "call"),
    Workload("udp_rr", "UDP request and reply with addresses, 64 B", "call", True),
    Workload("udp_single", "UDP datagram, one per call", "call", True),
    Workload("udp_batch", "UDP datagram, 32 per call (sendmmsg, recvmmsg)", "call", True),
    Workload("udp_joined", "UDP datagram, batches of 32 (sendmmsg, recvmmsg, GSO, GRO)", "call", True),
    Workload("udp_segments", "UDP datagram, 32 from one buffer (GSO, GRO)", "call", True),
    Workload("descriptors", "a descriptor passed and closed", "call"),
    Workload("option_set", "option set", "call"),
    Workload("option_get", "option read", "call"),
    Workload("netlink_links", "netlink dump of links", "call"),
    Workload("netlink_walk", "netlink dump of links, looked at in place", "call", True),
    Workload("lines", "line of 64 B, as bytes in place", "call", True),
    Workload("text_lines", "line of 64 B, as a new string", "call"),
    Workload("control_build", "three control messages built", "codec"),
    Workload("control_parse", "three control messages parsed", "codec"),
    *(
        Workload(f"{family}_{way}", f"sockaddr_{structure} {way}d{TITLES.get(f'{family}_{way}', '')}", "codec")
        for way in ("encode", "decode")
        for family, structure in (
            ("inet", "in"), ("inet6", "in6"), ("unix", "un"), ("netlink", "nl"), ("packet", "ll"),
            ("can", "can (ISO-TP)"), ("j1939", "can (J1939)"), ("vsock", "vm"), ("tipc", "tipc"), ("alg", "alg"),
            ("l2cap", "l2"), ("rfcomm", "rc"), ("hci", "hci"), ("sco", "sco"), ("qrtr", "qrtr"), ("xdp", "xdp"),
            ("mctp", "mctp"), ("pppoe", "pppox"), ("l2tp", "l2tpip"), ("l2tp6", "l2tpip6"), ("rxrpc", "rxrpc"),
            ("llc", "llc"), ("x25", "x25"), ("ax25", "ax25"), ("rose", "rose"), ("atmpvc", "atmpvc"),
            ("atmsvc", "atmsvc"), ("appletalk", "at"), ("ipx", "ipx"), ("phonet", "pn"), ("nfc", "nfc"),
            ("llcp", "nfc_llcp"), ("caif", "caif"), ("iucv", "iucv"),
        )
    ),
    Workload("inet_address", "an address of any family: IPv4", "codec"),
    Workload("inet6_address", "an address of any family: IPv6", "codec"),
    Workload("unix_address", "an address of any family: unix", "codec"),
    *(
        Workload(f"{name}_{way}", f"{title} {way}d", "codec")
        for name, title in (("frame", "CAN frame"), ("fd_frame", "CAN FD frame of 64 B"))
        for way in ("encode", "decode")
    ),
    *(
        Workload(f"{name}_{way}", f"{title} {verb}", "text")
        for name, title in (
            ("ipv4", "IPv4 address"), ("ipv6", "IPv6 address"), ("inet", "IPv4 address and port"),
            ("inet6", "IPv6 address and port"), ("unix", "unix address"), ("netlink", "netlink address"),
            ("packet", "packet address, with the interface's name"), ("can", "CAN address, with the interface's name"),
            ("vsock", "vsock address"), ("tipc", "TIPC address"), ("alg", "algorithm's address"),
            ("l2cap", "L2CAP address"), ("qrtr", "QIPCRTR address"),
        )
        for way, verb in (("parse", "parsed"), ("format", "formatted"))
    ),
]

BATCH = 256
"""Counts are multiples of this: the workloads that move many things at once need it."""
