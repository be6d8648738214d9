// Usage: server
//
// The floor of echo servers: one thread, one epoll(7), two system calls for an echo, and one to wait for as many as have
// come. Prints its port.
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define check(condition) ((condition) ? (void)0 : fail(__LINE__))

static void fail(int line) {
  fprintf(stderr, "server.c, line %d: %m\n", line);
  exit(1);
}

static void watch(int poller, int socket) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = socket};
  check(epoll_ctl(poller, EPOLL_CTL_ADD, socket, &event) == 0);
}

static void echo(int connection) {
  char buffer[1024];
  ssize_t count = recv(connection, buffer, sizeof buffer, 0);
  if (count > 0) check(send(connection, buffer, count, MSG_NOSIGNAL) == count);
  else close(connection);
}

int main(void) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  check(bind(listener, (struct sockaddr *)&address, length) == 0 && listen(listener, 4096) == 0);
  check(getsockname(listener, (struct sockaddr *)&address, &length) == 0);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  int poller = epoll_create1(EPOLL_CLOEXEC);
  watch(poller, listener);
  struct epoll_event events[256];
  while (1) {
    int count = epoll_wait(poller, events, 256, -1);
    for (int index = 0; index < count; index++) {
      if (events[index].data.fd != listener) echo(events[index].data.fd);
      else for (int new; (new = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) watch(poller, new);
    }
  }
}
