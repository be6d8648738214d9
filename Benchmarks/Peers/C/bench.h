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

#define WORKLOADS(X)                                                                                                    \
  X(tcp_rr) X(tcp_crr) X(tcp_stream) X(sendfile) X(unix_stream) X(unix_datagram) X(unix_seqpacket) X(new_array)         \
  X(udp_rr) X(udp_single) X(udp_batch) X(udp_joined) X(udp_segments) X(descriptors) X(control_build) X(control_parse)   \
  X(inet_encode) X(inet6_encode) X(unix_encode) X(netlink_encode) X(packet_encode) X(can_encode) X(vsock_encode)        \
  X(inet_decode) X(inet6_decode) X(unix_decode) X(netlink_decode) X(packet_decode) X(can_decode) X(vsock_decode)        \
  X(inet_address) X(inet6_address) X(unix_address)                                                                      \
  X(frame_encode) X(frame_decode) X(fd_frame_encode) X(fd_frame_decode)                                                 \
  X(ipv4_parse) X(ipv4_format) X(ipv6_parse) X(ipv6_format) X(inet_parse) X(inet_format) X(inet6_parse) X(inet6_format) \
  X(option_set) X(option_get) X(netlink_links) X(netlink_walk) X(lines) X(text_lines)

#define DECLARE(name) void workload_##name(long count);
WORKLOADS(DECLARE)
