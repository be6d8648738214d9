// Usage: wakeups COUNT [PROGRAM [ARGUMENT ...]]
//
// Sends a byte to an echo server that sleeps by then, waits for it to come back, and so on; prints the median and the
// 99th percentile of the round trips in microseconds. The server is a loop of epoll_wait in a process of its own, or
// the program, which gets the number of its socket as its last argument.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define check(condition) ((condition) ? (void)0 : fail(__LINE__))

static void fail(int line) {
  fprintf(stderr, "line %d: %m\n", line);
  exit(1);
}

static void serve(int socket) {
  int poller = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.fd = socket};
  check(epoll_ctl(poller, EPOLL_CTL_ADD, socket, &event) == 0);
  char byte;
  while (1) {
    ssize_t count = recv(socket, &byte, 1, MSG_DONTWAIT);
    if (count == 0) exit(0);
    if (count == 1) check(send(socket, &byte, 1, MSG_NOSIGNAL) == 1);
    else if (errno == EAGAIN) check(epoll_wait(poller, &event, 1, -1) == 1);
    else fail(__LINE__);
  }
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b) {
  double difference = *(const double *)a - *(const double *)b;
  return (difference > 0) - (difference < 0);
}

int main(int count, char **arguments) {
  check(count > 1);
  int sockets[2];
  check(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) == 0);
  pid_t server = fork();
  if (server == 0) {
    close(sockets[0]);
    if (count == 2) serve(sockets[1]);
    char *command[count];
    for (int index = 2; index < count; index++) command[index - 2] = arguments[index];
    char number[16];
    snprintf(number, sizeof number, "%d", sockets[1]);
    command[count - 2] = number;
    command[count - 1] = NULL;
    execvp(command[0], command);
    fail(__LINE__);
  }
  close(sockets[1]);
  long rounds = atol(arguments[1]);
  double *times = malloc(rounds * sizeof *times);
  for (long round = -100; round < rounds; round++) {
    usleep(200);
    char byte = 1;
    double start = now();
    check(send(sockets[0], &byte, 1, MSG_NOSIGNAL) == 1);
    check(recv(sockets[0], &byte, 1, 0) == 1);
    // The first ones start what starts late.
    if (round >= 0) times[round] = now() - start;
  }
  close(sockets[0]);
  int status;
  check(waitpid(server, &status, 0) == server && status == 0);
  qsort(times, rounds, sizeof *times, compare);
  printf("p50 %.1f us, p99 %.1f us\n", times[rounds / 2], times[rounds * 99 / 100]);
}
