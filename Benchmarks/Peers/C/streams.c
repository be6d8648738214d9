#include <netinet/tcp.h>
#include <sys/mman.h>
#include <sys/sendfile.h>

#include "bench.h"

static unsigned char bytes[65536] = {1}, buffer[65536];

// A request and its reply.
void workload_tcp_rr(long count) {
  int pair[2];
  connect_pair(pair);
  begin();
  while (count--) {
    check(send(pair[0], bytes, 64, MSG_NOSIGNAL) == 64);
    check(recv(pair[1], buffer, 128, 0) == 64);
    check(send(pair[1], bytes, 64, MSG_NOSIGNAL) == 64);
    check(recv(pair[0], buffer, 128, 0) == 64);
  }
  end();
}

// A connection's whole life.
void workload_tcp_crr(long count) {
  struct sockaddr_in address, peer;
  int listener = bound(SOCK_STREAM, &address);
  check(listen(listener, 128) == 0);
  begin();
  while (count--) {
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check(client >= 0 && connect(client, (struct sockaddr *)&address, sizeof address) == 0);
    socklen_t size = sizeof peer;
    int connection = accept4(listener, (struct sockaddr *)&peer, &size, SOCK_CLOEXEC);
    check(connection >= 0 && peer.sin_family == AF_INET);
    check(close(client) == 0 && close(connection) == 0);
  }
  end();
}

static void receive_all(int socket, size_t size) {
  while (size > 0) {
    ssize_t received = recv(socket, buffer, sizeof buffer, 0);
    check(received > 0);
    size -= received;
  }
}

void workload_tcp_stream(long count) {
  int pair[2];
  connect_pair(pair);
  set_option(pair[0], SOL_SOCKET, SO_SNDBUF, 1 << 20);
  set_option(pair[1], SOL_SOCKET, SO_RCVBUF, 1 << 20);
  begin();
  while (count--) {
    check(send(pair[0], bytes, 65536, MSG_NOSIGNAL) == 65536);
    receive_all(pair[1], 65536);
  }
  end();
}

void workload_sendfile(long count) {
  int pair[2];
  connect_pair(pair);
  set_option(pair[0], SOL_SOCKET, SO_SNDBUF, 1 << 20);
  set_option(pair[1], SOL_SOCKET, SO_RCVBUF, 1 << 20);
  int file = memfd_create("file", MFD_CLOEXEC);
  check(write(file, bytes, 65536) == 65536);
  begin();
  while (count--) {
    off_t offset = 0;
    while (offset < 65536) check(sendfile(pair[0], file, &offset, 65536 - offset) > 0);
    receive_all(pair[1], 65536);
  }
  end();
}

static void transfer(int type, long count) {
  int pair[2];
  check(socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, pair) == 0);
  begin();
  while (count--) {
    check(send(pair[0], bytes, 64, MSG_NOSIGNAL) == 64);
    check(recv(pair[1], buffer, 128, 0) == 64);
  }
  end();
}

void workload_unix_stream(long count) { transfer(SOCK_STREAM, count); }
void workload_unix_datagram(long count) { transfer(SOCK_DGRAM, count); }
void workload_unix_seqpacket(long count) { transfer(SOCK_SEQPACKET, count); }

void workload_new_array(long count) {
  int pair[2];
  check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0);
  begin();
  while (count--) {
    check(send(pair[0], bytes, 64, MSG_NOSIGNAL) == 64);
    unsigned char *array = malloc(128);
    barrier(array);
    check(recv(pair[1], array, 128, 0) == 64);
    free(array);
  }
  end();
}

void workload_option_set(long count) {
  int tcp = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  begin();
  for (int i = 0; count--; i ^= 1) check(setsockopt(tcp, IPPROTO_TCP, TCP_NODELAY, &i, sizeof i) == 0);
  end();
}

void workload_option_get(long count) {
  int tcp = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  begin();
  while (count--) {
    int value = 1;
    socklen_t size = sizeof value;
    check(getsockopt(tcp, IPPROTO_TCP, TCP_NODELAY, &value, &size) == 0 && value == 0);
  }
  end();
}

// Lines of 63 bytes and a line feed, 256 at a time; with `keep`, each as a string of its own.
static void read_lines(long count, int keep) {
  int pair[2];
  check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0);
  FILE *file = fdopen(pair[1], "r");
  unsigned char text[256 * 64];
  for (size_t i = 0; i < sizeof text; i++) text[i] = i % 64 == 63 ? '\n' : 'a' + i % 26;
  char *line = NULL;
  size_t capacity = 0;
  begin();
  for (; count > 0; count -= 256) {
    check(send(pair[0], text, sizeof text, MSG_NOSIGNAL) == sizeof text);
    for (int i = 0; i < 256; i++) {
      check(getline(&line, &capacity, file) == 64);
      if (!keep) continue;
      char *copy = strndup(line, 63);
      check(copy);
      free(copy);
    }
  }
  end();
}

void workload_lines(long count) { read_lines(count, 0); }

void workload_text_lines(long count) { read_lines(count, 1); }
