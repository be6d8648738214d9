#include <bluetooth/bluetooth.h>
#include <bluetooth/l2cap.h>
#include <ctype.h>
#include <linux/can.h>
#include <linux/if_alg.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/qrtr.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <sys/un.h>

#include "bench.h"

static void parse(int family, const char *text, long count) {
  struct in6_addr address;
  begin();
  while (count--) {
    barrier(text);
    check(inet_pton(family, text, &address) == 1);
    barrier(&address);
  }
  end();
}

static void format(int family, const char *text, long count) {
  struct in6_addr address;
  char buffer[INET6_ADDRSTRLEN];
  check(inet_pton(family, text, &address) == 1);
  begin();
  while (count--) {
    barrier(&address);
    check(inet_ntop(family, &address, buffer, sizeof buffer));
    barrier(buffer);
  }
  end();
}

static const char ipv4[] = "192.168.17.254", ipv6[] = "2001:db8:85a3::8a2e:370:7334";

void workload_ipv4_parse(long count) { parse(AF_INET, ipv4, count); }
void workload_ipv4_format(long count) { format(AF_INET, ipv4, count); }
void workload_ipv6_parse(long count) { parse(AF_INET6, ipv6, count); }
void workload_ipv6_format(long count) { format(AF_INET6, ipv6, count); }

// An address and a port behind the last colon.
static void parse_with_port(int family, const char *text, long count) {
  struct in6_addr address;
  begin();
  while (count--) {
    barrier(text);
    const char *colon = strrchr(text, ':');
    int bracket = family == AF_INET6;
    char host[INET6_ADDRSTRLEN];
    size_t length = colon - text - 2 * bracket;
    check(colon && length < sizeof host && (!bracket || (text[0] == '[' && colon[-1] == ']')));
    memcpy(host, text + bracket, length);
    host[length] = 0;
    char *rest;
    unsigned long port = strtoul(colon + 1, &rest, 10);
    check(isdigit((unsigned char)colon[1]) && *rest == 0 && port <= 65535);
    check(inet_pton(family, host, &address) == 1);
    barrier(&address);
    barrier(&port);
  }
  end();
}

static void format_with_port(int family, const char *text, const char *pattern, long count) {
  struct in6_addr address;
  check(inet_pton(family, text, &address) == 1);
  begin();
  while (count--) {
    barrier(&address);
    char host[INET6_ADDRSTRLEN], buffer[INET6_ADDRSTRLEN + 8];
    check(inet_ntop(family, &address, host, sizeof host));
    check(snprintf(buffer, sizeof buffer, pattern, host, 8080) > 0);
    barrier(buffer);
  }
  end();
}

void workload_inet_parse(long count) { parse_with_port(AF_INET, "192.168.17.254:8080", count); }
void workload_inet_format(long count) { format_with_port(AF_INET, ipv4, "%s:%d", count); }
void workload_inet6_parse(long count) { parse_with_port(AF_INET6, "[2001:db8:85a3::8a2e:370:7334]:8080", count); }
void workload_inet6_format(long count) { format_with_port(AF_INET6, ipv6, "[%s]:%d", count); }

// The other families: what a program writes with sscanf(3) and snprintf(3). `stop` is where the text must end.
#define ALL(...) __VA_ARGS__
#define FAMILY(family, structure, text, initial, parse, format)                                                        \
  void workload_##family##_parse(long count) {                                                                         \
    const char *source = text;                                                                                         \
    begin();                                                                                                           \
    while (count--) {                                                                                                  \
      barrier(source);                                                                                                 \
      struct structure address = initial;                                                                              \
      int stop = 0;                                                                                                    \
      ALL parse;                                                                                                       \
      check(stop > 0 && source[stop] == 0);                                                                            \
      barrier(&address);                                                                                               \
    }                                                                                                                  \
    end();                                                                                                             \
  }                                                                                                                    \
  void workload_##family##_format(long count) {                                                                        \
    const char *source = text;                                                                                         \
    struct structure address = initial;                                                                                \
    char buffer[160];                                                                                                  \
    int stop = 0;                                                                                                      \
    ALL parse;                                                                                                         \
    begin();                                                                                                           \
    while (count--) {                                                                                                  \
      barrier(&address);                                                                                               \
      ALL format;                                                                                                      \
      barrier(buffer);                                                                                                 \
    }                                                                                                                  \
    end();                                                                                                             \
    check(strcmp(buffer, source) == 0);                                                                                \
  }

FAMILY(unix, sockaddr_un, "/run/service/control.socket", {.sun_family = AF_UNIX},
     (stop = strlen(source); check(stop < (int)sizeof address.sun_path); memcpy(address.sun_path, source, stop + 1)),
     (snprintf(buffer, sizeof buffer, "%s", address.sun_path)))

FAMILY(netlink, sockaddr_nl, "netlink:1234 groups 0x1", {.nl_family = AF_NETLINK},
     (check(sscanf(source, "netlink:%u groups 0x%x%n", &address.nl_pid, &address.nl_groups, &stop) == 2)),
     (snprintf(buffer, sizeof buffer, "netlink:%u groups 0x%x", address.nl_pid, address.nl_groups)))

FAMILY(packet, sockaddr_ll, "packet:lo 0x0800", {.sll_family = AF_PACKET},
     (char name[IF_NAMESIZE]; check(sscanf(source, "packet:%15s 0x%hx%n", name, &address.sll_protocol, &stop) == 2);
      address.sll_protocol = htons(address.sll_protocol); address.sll_ifindex = if_nametoindex(name)),
     (char name[IF_NAMESIZE]; check(if_indextoname(address.sll_ifindex, name));
      snprintf(buffer, sizeof buffer, "packet:%s 0x%04x", name, ntohs(address.sll_protocol))))

FAMILY(can, sockaddr_can, "can:lo", {.can_family = AF_CAN},
     (char name[IF_NAMESIZE]; check(sscanf(source, "can:%15s%n", name, &stop) == 1);
      address.can_ifindex = if_nametoindex(name)),
     (char name[IF_NAMESIZE]; check(if_indextoname(address.can_ifindex, name));
      snprintf(buffer, sizeof buffer, "can:%s", name)))

FAMILY(vsock, sockaddr_vm, "vsock:3:1024", {.svm_family = AF_VSOCK},
     (check(sscanf(source, "vsock:%u:%u%n", &address.svm_cid, &address.svm_port, &stop) == 2)),
     (snprintf(buffer, sizeof buffer, "vsock:%u:%u", address.svm_cid, address.svm_port)))

FAMILY(tipc, sockaddr_tipc, "tipc:service 1000:5", {.family = AF_TIPC},
     (struct tipc_service_addr *service = &address.addr.name.name; address.addrtype = TIPC_SERVICE_ADDR;
      check(sscanf(source, "tipc:service %u:%u%n", &service->type, &service->instance, &stop) == 2)),
     (struct tipc_service_addr *service = &address.addr.name.name;
      snprintf(buffer, sizeof buffer, "tipc:service %u:%u", service->type, service->instance)))

FAMILY(alg, sockaddr_alg, "alg:hash:sha256", {.salg_family = AF_ALG},
     (char *type = (char *)address.salg_type, *name = (char *)address.salg_name;
      check(sscanf(source, "alg:%13[^:]:%63s%n", type, name, &stop) == 2)),
     (snprintf(buffer, sizeof buffer, "alg:%s:%s", address.salg_type, address.salg_name)))

FAMILY(l2cap, sockaddr_l2, "l2cap:01:23:45:67:89:AB psm 0x1001", {.l2_family = AF_BLUETOOTH},
     (uint8_t *b = address.l2_bdaddr.b; const char *pattern = "l2cap:%hhx:%hhx:%hhx:%hhx:%hhx:%hhx psm 0x%hx%n";
      check(sscanf(source, pattern, b + 5, b + 4, b + 3, b + 2, b + 1, b, &address.l2_psm, &stop) == 7)),
     (uint8_t *b = address.l2_bdaddr.b; const char *pattern = "l2cap:%02X:%02X:%02X:%02X:%02X:%02X psm 0x%04x";
      snprintf(buffer, sizeof buffer, pattern, b[5], b[4], b[3], b[2], b[1], b[0], address.l2_psm)))

FAMILY(qrtr, sockaddr_qrtr, "qrtr:1:2", {.sq_family = AF_QIPCRTR},
     (check(sscanf(source, "qrtr:%u:%u%n", &address.sq_node, &address.sq_port, &stop) == 2)),
     (snprintf(buffer, sizeof buffer, "qrtr:%u:%u", address.sq_node, address.sq_port)))
