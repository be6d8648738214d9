// What the workloads share. Each does its operation so many times between begin() and end(); what stands before begin()
// is not measured.
#pragma once
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../../Barrier/barrier.h"

#define check(condition) ((condition) ? (void)0 : fail(__FILE__, __LINE__))
_Noreturn void fail(const char *file, int line);
void begin(void);
void end(void);

void set_option(int socket, int level, int name, int value);
// A socket at a port of its own on the loopback interface.
int bound(int type, struct sockaddr_in *address);
// Two ends of a TCP connection.
void connect_pair(int pair[2]);
// Adds a control message behind those that are there.
void append_control(struct msghdr *header, int level, int type, const void *data, size_t size);

#define CODEC(X, family) X(family##_encode) X(family##_decode)
#define TEXT(X, kind) X(kind##_parse) X(kind##_format)
#define WORKLOADS(X)                                                                                                   \
  X(tcp_rr) X(tcp_crr) X(tcp_stream) X(sendfile) X(unix_stream) X(unix_datagram) X(unix_seqpacket) X(new_array)        \
  X(udp_rr) X(udp_single) X(udp_batch) X(udp_joined) X(udp_segments) X(descriptors) X(control_build) X(control_parse)  \
  CODEC(X, inet) CODEC(X, inet6) CODEC(X, unix) CODEC(X, netlink) CODEC(X, packet) CODEC(X, can) CODEC(X, j1939)       \
  CODEC(X, vsock) CODEC(X, tipc) CODEC(X, alg) CODEC(X, l2cap) CODEC(X, rfcomm) CODEC(X, hci) CODEC(X, sco)            \
  CODEC(X, qrtr) CODEC(X, xdp) CODEC(X, mctp) CODEC(X, pppoe) CODEC(X, l2tp) CODEC(X, l2tp6) CODEC(X, rxrpc)           \
  CODEC(X, llc) CODEC(X, x25) CODEC(X, ax25) CODEC(X, rose) CODEC(X, atmpvc) CODEC(X, atmsvc) CODEC(X, appletalk)      \
  CODEC(X, ipx) CODEC(X, phonet) CODEC(X, nfc) CODEC(X, llcp) CODEC(X, caif) CODEC(X, iucv) X(inet_address)            \
  X(inet6_address) X(unix_address) X(frame_encode) X(frame_decode) X(fd_frame_encode) X(fd_frame_decode)               \
  TEXT(X, ipv4) TEXT(X, ipv6) TEXT(X, inet) TEXT(X, inet6) TEXT(X, unix) TEXT(X, netlink) TEXT(X, packet)              \
  TEXT(X, can) TEXT(X, vsock) TEXT(X, tipc) TEXT(X, alg) TEXT(X, l2cap) TEXT(X, qrtr) X(option_set) X(option_get)      \
  X(netlink_links) X(netlink_walk) X(lines) X(text_lines)

#define DECLARE(name) void workload_##name(long count);
WORKLOADS(DECLARE)
