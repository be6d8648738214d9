#include <sys/un.h>

#include "bench.h"

static const char path[] = "/run/service/control.socket";

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
