"""Usage: workloads.py NAME COUNT

What Python's socket module has of the workloads: each does its operation so many times, and prints the nanoseconds that
one took.
"""

import os
import socket
import struct
import sys
import time
from socket import AF_INET, AF_INET6, AF_UNIX, SOCK_DGRAM, SOCK_SEQPACKET, SOCK_STREAM

BYTES = bytes(64)
HERE = ("127.0.0.1", 0)


def connected_pair():
    with socket.create_server(HERE) as listener:
        client = socket.create_connection(listener.getsockname())
        server = listener.accept()[0]
    for end in client, server:
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client, server


def roomy_pair():
    left, right = connected_pair()
    left.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
    right.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    return left, right


def datagram_socket():
    udp = socket.socket(AF_INET, SOCK_DGRAM)
    udp.bind(HERE)
    return udp


def receive_all(sock, buffer):
    left = len(buffer)
    while left:
        left -= sock.recv_into(buffer, left)


# Each is a generator: it prepares what it needs before its `yield`, and does its operation `count` times after it.


def tcp_rr(count):
    client, server = connected_pair()
    buffer = bytearray(128)
    yield
    for _ in range(count):
        client.send(BYTES)
        assert server.recv_into(buffer) == 64
        server.send(BYTES)
        assert client.recv_into(buffer) == 64


def tcp_crr(count):
    listener = socket.create_server(HERE)
    address = listener.getsockname()
    yield
    for _ in range(count):
        client = socket.socket(AF_INET, SOCK_STREAM)
        client.connect(address)
        connection, peer = listener.accept()
        client.close()
        connection.close()


def tcp_stream(count):
    left, right = roomy_pair()
    data, buffer = bytes(65536), bytearray(65536)
    yield
    for _ in range(count):
        assert left.send(data) == 65536
        receive_all(right, buffer)


def sendfile(count):
    left, right = roomy_pair()
    buffer = bytearray(65536)
    file = os.fdopen(os.memfd_create("file"), "r+b")
    file.write(buffer)
    file.flush()
    yield
    for _ in range(count):
        assert left.sendfile(file, 0, 65536) == 65536
        receive_all(right, buffer)


def transfer(kind, count):
    left, right = socket.socketpair(AF_UNIX, kind)
    buffer = bytearray(128)
    yield
    for _ in range(count):
        left.send(BYTES)
        assert right.recv_into(buffer) == 64


def unix_stream(count):
    return transfer(SOCK_STREAM, count)


def unix_datagram(count):
    return transfer(SOCK_DGRAM, count)


def unix_seqpacket(count):
    return transfer(SOCK_SEQPACKET, count)


def new_array(count):
    left, right = socket.socketpair()
    yield
    for _ in range(count):
        left.send(BYTES)
        assert len(right.recv(128)) == 64


def udp_rr(count):
    client, server = datagram_socket(), datagram_socket()
    address = server.getsockname()
    buffer = bytearray(128)
    yield
    for _ in range(count):
        client.sendto(BYTES, address)
        length, peer = server.recvfrom_into(buffer)
        server.sendto(BYTES, peer)
        assert client.recvfrom_into(buffer)[0] == length == 64


def udp_single(count):
    sender, receiver = datagram_socket(), datagram_socket()
    sender.connect(receiver.getsockname())
    buffer = bytearray(128)
    yield
    for _ in range(count // 32):
        for _ in range(32):
            sender.send(BYTES)
        for _ in range(32):
            assert receiver.recv_into(buffer) == 64


def udp_segments(count):
    sender, receiver = datagram_socket(), datagram_socket()
    sender.connect(receiver.getsockname())
    udp_segment, udp_gro = 103, 104
    receiver.setsockopt(socket.IPPROTO_UDP, udp_gro, 1)
    data, buffer = [bytes(64 * 32)], [bytearray(64 * 32)]
    control = [(socket.IPPROTO_UDP, udp_segment, struct.pack("H", 64))]
    yield
    for _ in range(count // 32):
        sender.sendmsg(data, control)
        length, ancillary, _, _ = receiver.recvmsg_into(buffer, socket.CMSG_SPACE(4))
        (level, kind, size), = ancillary
        assert (level, kind) == (socket.IPPROTO_UDP, udp_gro)
        assert len(range(0, length, struct.unpack("i", size)[0])) == 32


def descriptors(count):
    left, right = socket.socketpair()
    numbers = [left.fileno()]
    yield
    for _ in range(count):
        socket.send_fds(left, [b"1"], numbers)
        received = socket.recv_fds(right, 1, 1)[1]
        os.close(received[0])


def option_set(count):
    tcp = socket.socket(AF_INET, SOCK_STREAM)
    yield
    for number in range(count):
        tcp.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, number & 1)


def option_get(count):
    tcp = socket.socket(AF_INET, SOCK_STREAM)
    yield
    for _ in range(count):
        assert tcp.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0


def netlink_links(count):
    netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)
    rtm_newlink, rtm_getlink, request_and_dump, done, name = 16, 18, 0x301, 3, 3
    yield
    for number in range(count):
        netlink.sendto(struct.pack("IHHII16x", 32, rtm_getlink, request_and_dump, number, 0), (0, 0))
        named, kind = 0, 0
        while kind != done:
            part = netlink.recv(32768)
            while part:
                length, kind = struct.unpack_from("IH", part)
                if kind == rtm_newlink:
                    offset = 32
                    while offset < length:
                        size, attribute = struct.unpack_from("HH", part, offset)
                        if attribute == name:
                            named += part[offset + 4 : offset + size - 1] != b""
                            break
                        offset += size + 3 & ~3
                part = part[length + 3 & ~3 :]
        assert named > 0


TEXT = b"".join(bytes(97 + (line * 64 + i) % 26 for i in range(63)) + b"\n" for line in range(256))


def read_lines(mode, count):
    left, right = socket.socketpair()
    file = right.makefile(mode)
    yield
    for _ in range(count // 256):
        left.sendall(TEXT)
        for _ in range(256):
            assert len(file.readline()) == 64


def lines(count):
    return read_lines("rb", count)


def text_lines(count):
    return read_lines("r", count)


def parse(family, text, count):
    yield
    for _ in range(count):
        socket.inet_pton(family, text)


def format_address(family, text, count):
    address = socket.inet_pton(family, text)
    yield
    for _ in range(count):
        socket.inet_ntop(family, address)


def ipv4_parse(count):
    return parse(AF_INET, "192.168.17.254", count)


def ipv4_format(count):
    return format_address(AF_INET, "192.168.17.254", count)


def ipv6_parse(count):
    return parse(AF_INET6, "2001:db8:85a3::8a2e:370:7334", count)


def ipv6_format(count):
    return format_address(AF_INET6, "2001:db8:85a3::8a2e:370:7334", count)


WORKLOADS = {
    function.__name__: function
    for function in (
        tcp_rr, tcp_crr, tcp_stream, sendfile, unix_stream, unix_datagram, unix_seqpacket, new_array, udp_rr, udp_single,
        udp_segments, descriptors, option_set, option_get, netlink_links, lines, text_lines, ipv4_parse, ipv4_format,
        ipv6_parse, ipv6_format,
    )
}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in WORKLOADS:
        print("usage: workloads.py NAME COUNT", file=sys.stderr)
        sys.exit(64)
    count = int(sys.argv[2])
    workload = WORKLOADS[sys.argv[1]](count)
    next(workload)
    start = time.perf_counter_ns()
    next(workload, None)
    print(f"{(time.perf_counter_ns() - start) / count:.2f}")


main()
