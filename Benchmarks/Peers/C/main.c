// Usage: workloads NAME COUNT
//
// Does an operation so many times and prints the nanoseconds that one took.
#include <time.h>

#include "bench.h"

static struct timespec started, ended;

void begin(void) { clock_gettime(CLOCK_MONOTONIC, &started); }
void end(void) { clock_gettime(CLOCK_MONOTONIC, &ended); }

void fail(const char *file, int line) {
  fprintf(stderr, "%s:%d: %m\n", file, line);
  exit(1);
}

void set_option(int socket, int level, int name, int value) {
  check(setsockopt(socket, level, name, &value, sizeof value) == 0);
}

int bound(int type, struct sockaddr_in *address) {
  int number = socket(AF_INET, type | SOCK_CLOEXEC, 0);
  *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof *address;
  check(bind(number, (struct sockaddr *)address, size) == 0);
  check(getsockname(number, (struct sockaddr *)address, &size) == 0);
  return number;
}

void connect_pair(int pair[2]) {
  struct sockaddr_in address;
  int listener = bound(SOCK_STREAM, &address);
  check(listen(listener, 1) == 0);
  pair[0] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  check(connect(pair[0], (struct sockaddr *)&address, sizeof address) == 0);
  pair[1] = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  check(pair[1] >= 0 && close(listener) == 0);
  for (int i = 0; i < 2; i++) set_option(pair[i], IPPROTO_TCP, 1 /* TCP_NODELAY */, 1);
}

void append_control(struct msghdr *header, int level, int type, const void *data, size_t size) {
  struct cmsghdr *item = (struct cmsghdr *)((char *)header->msg_control + header->msg_controllen);
  *item = (struct cmsghdr){CMSG_LEN(size), level, type};
  memcpy(CMSG_DATA(item), data, size);
  header->msg_controllen += CMSG_SPACE(size);
}

int main(int argc, char **argv) {
#define ENTRY(name) {#name, workload_##name},
  static const struct {
    const char *name;
    void (*run)(long count);
  } workloads[] = {WORKLOADS(ENTRY)};
  for (size_t i = 0; argc == 3 && i < sizeof workloads / sizeof *workloads; i++) {
    if (strcmp(argv[1], workloads[i].name) != 0) continue;
    long count = atol(argv[2]);
    workloads[i].run(count);
    printf("%.2f\n", ((ended.tv_sec - started.tv_sec) * 1e9 + (ended.tv_nsec - started.tv_nsec)) / count);
    return 0;
  }
  fprintf(stderr, "usage: workloads NAME COUNT\n");
  return 64;
}
