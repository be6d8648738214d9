#include <linux/can.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <sys/un.h>

#include "bench.h"

// Parts to the bytes that the kernel gets: the structure of the family, filled.
#define ENCODE(family, structure, ...)                                                                                 \
  void workload_##family##_encode(long count) {                                                                        \
    begin();                                                                                                           \
    while (count--) {                                                                                                  \
      uint32_t number = count;                                                                                         \
      struct structure address = __VA_ARGS__;                                                                          \
      barrier(&address);                                                                                               \
      (void)number;                                                                                                    \
    }                                                                                                                  \
    end();                                                                                                             \
  }

ENCODE(inet, sockaddr_in, {.sin_family = AF_INET, .sin_port = htons(number), .sin_addr.s_addr = htonl(number)})
ENCODE(inet6, sockaddr_in6,
       {.sin6_family = AF_INET6, .sin6_port = htons(number), .sin6_addr.s6_addr32[3] = htonl(number),
        .sin6_scope_id = number})
ENCODE(netlink, sockaddr_nl, {.nl_family = AF_NETLINK, .nl_pid = number, .nl_groups = number})
ENCODE(packet, sockaddr_ll, {.sll_family = AF_PACKET, .sll_protocol = htons(number), .sll_ifindex = number})
ENCODE(can, sockaddr_can,
       {.can_family = AF_CAN, .can_ifindex = number, .can_addr.tp.rx_id = number, .can_addr.tp.tx_id = number})
ENCODE(vsock, sockaddr_vm, {.svm_family = AF_VSOCK, .svm_port = number, .svm_cid = number})

static const char path[] = "/run/service/control.socket";

void workload_unix_encode(long count) {
  begin();
  while (count--) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, path, sizeof path);
    barrier(&address);
  }
  end();
}

// Bytes that the kernel returned to parts, after a look at their number and their family.
#define DECODE(family, structure, field, number, ...)                                                                  \
  void workload_##family##_decode(long count) {                                                                        \
    struct structure address = {.field = number};                                                                      \
    socklen_t length = sizeof address;                                                                                 \
    begin();                                                                                                           \
    while (count--) {                                                                                                  \
      barrier(&address);                                                                                               \
      barrier(&length);                                                                                                \
      check(length >= sizeof address && address.field == number);                                                      \
      uint32_t parts[] = __VA_ARGS__;                                                                                  \
      barrier(parts);                                                                                                  \
    }                                                                                                                  \
    end();                                                                                                             \
  }

DECODE(inet, sockaddr_in, sin_family, AF_INET, {ntohs(address.sin_port), ntohl(address.sin_addr.s_addr)})
DECODE(inet6, sockaddr_in6, sin6_family, AF_INET6,
       {ntohs(address.sin6_port), ntohl(address.sin6_addr.s6_addr32[0]), ntohl(address.sin6_addr.s6_addr32[1]),
        ntohl(address.sin6_addr.s6_addr32[2]), ntohl(address.sin6_addr.s6_addr32[3]), address.sin6_scope_id})
DECODE(netlink, sockaddr_nl, nl_family, AF_NETLINK, {address.nl_pid, address.nl_groups})
DECODE(packet, sockaddr_ll, sll_family, AF_PACKET, {ntohs(address.sll_protocol), address.sll_ifindex})
DECODE(can, sockaddr_can, can_family, AF_CAN, {address.can_ifindex, address.can_addr.tp.rx_id, address.can_addr.tp.tx_id})
DECODE(vsock, sockaddr_vm, svm_family, AF_VSOCK, {address.svm_port, address.svm_cid})

// The path as a string of its own length.
void workload_unix_decode(long count) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  memcpy(address.sun_path, path, sizeof path);
  socklen_t length = 2 + sizeof path;
  begin();
  while (count--) {
    barrier(&address);
    barrier(&length);
    check(length > 2 && address.sun_family == AF_UNIX);
    char *copy = strndup(address.sun_path, length - 2);
    check(copy);
    barrier(copy);
    free(copy);
  }
  end();
}

// An address of whatever family, and its length: what a program has that does not know the family.
struct address {
  struct sockaddr_storage storage;
  socklen_t length;
};

void workload_inet_address(long count) {
  begin();
  while (count--) {
    struct address address = {.length = sizeof(struct sockaddr_in)};
    *(struct sockaddr_in *)&address.storage =
        (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(count), .sin_addr.s_addr = htonl(count)};
    barrier(&address);
  }
  end();
}

void workload_inet6_address(long count) {
  begin();
  while (count--) {
    struct address address = {.length = sizeof(struct sockaddr_in6)};
    *(struct sockaddr_in6 *)&address.storage = (struct sockaddr_in6){
        .sin6_family = AF_INET6, .sin6_port = htons(count), .sin6_addr.s6_addr32[3] = htonl(count)};
    barrier(&address);
  }
  end();
}

void workload_unix_address(long count) {
  const char *text = path;
  begin();
  while (count--) {
    barrier(&text);
    struct address address = {.storage.ss_family = AF_UNIX};
    size_t length = strlen(text);
    check(length > 0 && length < sizeof((struct sockaddr_un *)0)->sun_path);
    memcpy(((struct sockaddr_un *)&address.storage)->sun_path, text, length + 1);
    address.length = 2 + length + 1;
    barrier(&address);
  }
  end();
}
