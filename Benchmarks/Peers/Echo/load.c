// Usage: load PORT PROCESS CONNECTIONS MILLISECONDS PAUSE
//
// Loads an echo server: each connection sends 64 bytes, waits until they are back, and sends again, so many milliseconds
// after a quarter of that to warm up. With a PAUSE, in microseconds, before each: so the server sleeps when they come.
// Prints how many echoes there were, the nanoseconds that the server's process computed meanwhile, and the nanoseconds
// within which half of the echoes, and 99 of 100, were back.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define check(condition) ((condition) ? (void)0 : fail(__LINE__))
enum { size = 64 };

static void fail(int line) {
  fprintf(stderr, "load.c, line %d: %m\n", line);
  exit(1);
}

static int64_t read_clock(clockid_t clock) {
  struct timespec time;
  check(clock_gettime(clock, &time) == 0);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int64_t now(void) { return read_clock(CLOCK_MONOTONIC); }

static int connect_to(int port) {
  int connection = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int on = 1;
  // A reset at the end: ten thousand ports that wait for their time would not be there for the next server.
  struct linger reset = {1, 0};
  check(connect(connection, (struct sockaddr *)&address, sizeof address) == 0);
  check(setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0);
  check(setsockopt(connection, SOL_SOCKET, SO_LINGER, &reset, sizeof reset) == 0);
  return connection;
}

static int compare(const void *a, const void *b) {
  int64_t difference = *(const int64_t *)a - *(const int64_t *)b;
  return (difference > 0) - (difference < 0);
}

static int poller, *connections;
static int64_t *starts, pause_time;

static void request(int number) {
  static const char bytes[size] = "sixty-four bytes, of which most are zeroes";
  if (pause_time) usleep(pause_time / 1000);
  starts[number] = now();
  check(send(connections[number], bytes, size, MSG_NOSIGNAL) == size);
}

int main(int count, char **arguments) {
  check(count == 6);
  int port = atoi(arguments[1]), total = atoi(arguments[3]);
  int64_t time = atol(arguments[4]) * 1000000LL;
  pause_time = atol(arguments[5]) * 1000LL;
  clockid_t server;
  check(clock_getcpuclockid(atoi(arguments[2]), &server) == 0);
  poller = epoll_create1(0);
  connections = calloc(total, sizeof *connections);
  starts = calloc(total, sizeof *starts);
  for (int number = 0; number < total; number++) {
    connections[number] = connect_to(port);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = number};
    check(epoll_ctl(poller, EPOLL_CTL_ADD, connections[number], &event) == 0);
  }
  size_t room = 1 << 24, echoes = 0;
  int64_t *times = calloc(room, sizeof *times), computed = 0, begin = 0, warm = now() + time / 4;
  for (int number = 0; number < total; number++) request(number);
  while (1) {
    struct epoll_event events[256];
    int ready = epoll_wait(poller, events, 256, 1000);
    check(ready > 0);
    int64_t end = now();
    if (begin && end - begin >= time) break;
    if (!begin && end >= warm) {
      begin = end;
      computed = read_clock(server);
    }
    for (int index = 0; index < ready; index++) {
      char buffer[size];
      int number = events[index].data.u32;
      check(recv(connections[number], buffer, size, MSG_WAITALL) == size);
      if (begin && echoes < room) times[echoes++] = now() - starts[number];
      request(number);
    }
  }
  computed = read_clock(server) - computed;
  check(echoes > 0);
  qsort(times, echoes, sizeof *times, compare);
  printf("%zu %ld %ld %ld\n", echoes, computed, times[echoes / 2], times[echoes * 99 / 100]);
}
