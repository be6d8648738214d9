#include <ctype.h>

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
