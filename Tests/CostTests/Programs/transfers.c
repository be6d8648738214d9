// Usage: transfers OPERATION COUNT
//
// Does an operation so many times, as the Swift program of the same name does.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/can.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define check(condition) ((condition) ? (void)0 : fail(__LINE__))

static void fail(int line) {
  fprintf(stderr, "line %d: %m\n", line);
  exit(1);
}

static unsigned char bytes[64] = {1}, buffer[128];
static int left, right;

static void make_pair(int flags) {
  int pair[2];
  check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0, pair) == 0);
  left = pair[0];
  right = pair[1];
}

static void set_option(int socket, int level, int name, int value) {
  check(setsockopt(socket, level, name, &value, sizeof value) == 0);
}

static int option(int socket, int level, int name) {
  int value;
  socklen_t size = sizeof value;
  check(getsockopt(socket, level, name, &value, &size) == 0);
  return value;
}

static void transfer(long count) {
  make_pair(0);
  while (count--) {
    check(send(left, bytes, 64, MSG_NOSIGNAL) == 64);
    check(recv(right, buffer, sizeof buffer, 0) == 64);
  }
}

static void transfer_without_waiting(long count) {
  make_pair(SOCK_NONBLOCK);
  while (count--) {
    check(send(left, bytes, 64, MSG_NOSIGNAL) == 64);
    check(recv(right, buffer, sizeof buffer, 0) == 64);
  }
}

static void transfer_text(long count) {
  make_pair(0);
  while (count--) {
    check(send(left, "Hello, world", 12, MSG_NOSIGNAL) == 12);
    check(recv(right, buffer, sizeof buffer, 0) == 12);
  }
}

static void send_all_bytes(const void *start, size_t size) {
  for (size_t sent = 0; sent < size;) {
    ssize_t result = send(left, (const char *)start + sent, size - sent, MSG_NOSIGNAL);
    check(result >= 0 || errno == EINTR);
    if (result > 0) sent += result;
  }
}

static void send_all(long count) {
  make_pair(0);
  while (count--) {
    send_all_bytes(bytes, 64);
    check(recv(right, buffer, sizeof buffer, 0) == 64);
    send_all_bytes("Hello, world", 12);
    check(recv(right, buffer, sizeof buffer, 0) == 12);
  }
}

static void receive_new_array(long count) {
  make_pair(0);
  while (count--) {
    check(send(left, bytes, 64, MSG_NOSIGNAL) == 64);
    // Volatile: else the compiler sees through the allocation.
    unsigned char *volatile new = malloc(128);
    check(recv(right, new, 128, 0) == 64);
    free(new);
  }
}

static void receive_with_time_out(long count) {
  make_pair(SOCK_NONBLOCK);
  while (count--) {
    send_all_bytes(bytes, 64);
    ssize_t result;
    while ((result = recv(right, buffer, sizeof buffer, 0)) < 0) {
      struct timespec five = {5, 0};
      check(errno == EAGAIN && ppoll(&(struct pollfd){right, POLLIN, 0}, 1, &five, NULL) == 1);
    }
    check(result == 64);
  }
}

static void receive_nothing(long count) {
  make_pair(SOCK_NONBLOCK);
  while (count--) {
    check(recv(right, buffer, sizeof buffer, 0) < 0 && errno == EAGAIN);
    check(recv(left, buffer, sizeof buffer, MSG_PEEK) < 0 && errno == EAGAIN);
  }
}

static void wait_until_ready(long count) {
  make_pair(0);
  while (count--) {
    struct pollfd entry = {left, POLLOUT, 0};
    check(ppoll(&entry, 1, NULL, NULL) == 1 && entry.revents == POLLOUT);
    struct timespec five = {5, 0}, zero = {0, 0};
    check(ppoll(&entry, 1, &five, NULL) == 1 && entry.revents == POLLOUT);
    entry = (struct pollfd){right, POLLIN, 0};
    check(ppoll(&entry, 1, &zero, NULL) == 0);
  }
}

static void set_and_read_options(long count) {
  int tcp = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  while (count--) {
    set_option(tcp, SOL_SOCKET, SO_KEEPALIVE, 1);
    check(option(tcp, SOL_SOCKET, SO_KEEPALIVE) == 1);
    set_option(tcp, SOL_SOCKET, SO_RCVBUF, 20000);
    check(option(tcp, SOL_SOCKET, SO_RCVBUF) == 40000);
    set_option(tcp, IPPROTO_TCP, TCP_NODELAY, 1);
    check(option(tcp, IPPROTO_TCP, TCP_NODELAY) == 1);
  }
}

// A datagram socket at an address of its own.
static int bound(struct sockaddr_in *address) {
  int udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof *address;
  check(bind(udp, (struct sockaddr *)address, size) == 0);
  check(getsockname(udp, (struct sockaddr *)address, &size) == 0);
  return udp;
}

static void send_and_receive_from(long count) {
  struct sockaddr_in destination, source, from;
  int receiver = bound(&destination), sender = bound(&source);
  while (count--) {
    socklen_t size = sizeof from;
    check(sendto(sender, bytes, 64, MSG_NOSIGNAL, (struct sockaddr *)&destination, sizeof destination) == 64);
    check(recvfrom(receiver, buffer, sizeof buffer, 0, (struct sockaddr *)&from, &size) == 64);
    check(size == sizeof source && memcmp(&from, &source, size) == 0);
    check(sendto(sender, "Hello, world", 12, MSG_NOSIGNAL, (struct sockaddr *)&destination, sizeof destination) == 12);
    check(recvfrom(receiver, buffer, sizeof buffer, 0, (struct sockaddr *)&from, &size) == 12);
  }
}

static void send_pieces(long count) {
  make_pair(0);
  unsigned char header[16] = {1}, body[48] = {2};
  while (count--) {
    struct iovec sent[2] = {{header, sizeof header}, {body, sizeof body}};
    struct iovec received[2] = {{buffer, 16}, {buffer + 16, 112}};
    check(sendmsg(left, &(struct msghdr){.msg_iov = sent, .msg_iovlen = 2}, MSG_NOSIGNAL) == 64);
    check(recvmsg(right, &(struct msghdr){.msg_iov = received, .msg_iovlen = 2}, MSG_CMSG_CLOEXEC) == 64);
  }
}

// Adds a control message behind those that are there.
static void append(struct msghdr *header, int level, int type, const void *data, size_t size) {
  struct cmsghdr *item = (struct cmsghdr *)((char *)header->msg_control + header->msg_controllen);
  *item = (struct cmsghdr){CMSG_LEN(size), level, type};
  memcpy(CMSG_DATA(item), data, size);
  header->msg_controllen += CMSG_SPACE(size);
}

static void receive_credentials(long count) {
  make_pair(0);
  set_option(right, SOL_SOCKET, SO_PASSCRED, 1);
  struct ucred own, sender;
  socklen_t own_size = sizeof own;
  check(getsockopt(left, SOL_SOCKET, SO_PEERCRED, &own, &own_size) == 0);
  _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof own)];
  while (count--) {
    struct iovec sent = {bytes, 64}, received = {buffer, sizeof buffer};
    struct msghdr out = {.msg_iov = &sent, .msg_iovlen = 1, .msg_control = control};
    append(&out, SOL_SOCKET, SCM_CREDENTIALS, &own, sizeof own);
    check(sendmsg(left, &out, MSG_NOSIGNAL) == 64);
    struct sockaddr_storage from;
    struct msghdr in = {&from, sizeof from, &received, 1, control, sizeof control, 0};
    check(recvmsg(right, &in, MSG_CMSG_CLOEXEC) == 64);
    int senders = 0;
    for (struct cmsghdr *item = CMSG_FIRSTHDR(&in); item; item = CMSG_NXTHDR(&in, item)) {
      if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_CREDENTIALS) continue;
      memcpy(&sender, CMSG_DATA(item), sizeof sender);
      senders += sender.pid == own.pid;
    }
    check(senders == 1);
  }
}

static void receive_packet_information(long count) {
  struct sockaddr_in destination;
  int receiver = bound(&destination);
  set_option(receiver, IPPROTO_IP, IP_PKTINFO, 1);
  set_option(receiver, IPPROTO_IP, IP_RECVTTL, 1);
  set_option(receiver, IPPROTO_IP, IP_RECVTOS, 1);
  int sender = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  _Alignas(struct cmsghdr) char control[128] = {0};
  while (count--) {
    struct iovec sent = {bytes, 64}, received = {buffer, sizeof buffer};
    struct msghdr out = {&destination, sizeof destination, &sent, 1, control, 0, 0};
    append(&out, SOL_IP, IP_PKTINFO, &(struct in_pktinfo){.ipi_ifindex = 1}, sizeof(struct in_pktinfo));
    append(&out, SOL_IP, IP_TTL, &(int){77}, sizeof(int));
    append(&out, SOL_IP, IP_TOS, &(int){8}, sizeof(int));
    check(sendmsg(sender, &out, MSG_NOSIGNAL) == 64);
    struct sockaddr_storage from;
    struct msghdr in = {&from, sizeof from, &received, 1, control, sizeof control, 0};
    check(recvmsg(receiver, &in, MSG_CMSG_CLOEXEC) == 64);
    int found = 0;
    for (struct cmsghdr *item = CMSG_FIRSTHDR(&in); item; item = CMSG_NXTHDR(&in, item)) {
      if (item->cmsg_level != SOL_IP) continue;
      struct in_pktinfo information;
      int number = 0;
      switch (item->cmsg_type) {
      case IP_PKTINFO:
        memcpy(&information, CMSG_DATA(item), sizeof information);
        found += information.ipi_ifindex == 1;
        break;
      case IP_TTL:
        memcpy(&number, CMSG_DATA(item), sizeof number);
        found += number == 77;
        break;
      case IP_TOS: found += *CMSG_DATA(item) == 8; break;
      }
    }
    check(found == 3);
  }
}

// What sendmmsg and recvmmsg need for ten messages.
static struct {
  struct mmsghdr headers[10];
  struct iovec vectors[10];
  struct sockaddr_storage addresses[10];
  _Alignas(struct cmsghdr) char control[10][CMSG_SPACE(sizeof(int))];
  unsigned char bytes[10][128];
} sent, received;

static void transfer_frames(long count) {
  int pair[2];
  check(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, pair) == 0);
  while (count--) {
    struct can_frame frame = {.can_id = 0x123, .len = 8, .data = {[7] = 7}};
    struct canfd_frame longer = {.can_id = 0x123, .len = 64, .data = {[63] = 63}}, came;
    check(send(pair[0], &frame, sizeof frame, MSG_NOSIGNAL) == sizeof frame);
    check(recv(pair[1], &came, sizeof came, 0) == sizeof frame && came.data[7] == 7);
    check(send(pair[0], &longer, sizeof longer, MSG_NOSIGNAL) == sizeof longer);
    check(recv(pair[1], &came, sizeof came, 0) == sizeof longer && came.data[63] == 63);
  }
}

static void transfer_batch(long count) {
  int pair[2];
  check(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, pair) == 0);
  while (count--) {
    for (int i = 0; i < 10; i++) {
      memcpy(sent.bytes[i], bytes, 64);
      sent.vectors[i] = (struct iovec){sent.bytes[i], 64};
      sent.headers[i].msg_hdr = (struct msghdr){.msg_iov = &sent.vectors[i], .msg_iovlen = 1};
      received.vectors[i] = (struct iovec){received.bytes[i], 128};
      received.headers[i].msg_hdr = (struct msghdr){
          .msg_name = &received.addresses[i], .msg_namelen = 128, .msg_iov = &received.vectors[i], .msg_iovlen = 1};
    }
    check(sendmmsg(pair[0], sent.headers, 10, MSG_NOSIGNAL) == 10);
    check(recvmmsg(pair[1], received.headers, 10, MSG_WAITFORONE | MSG_CMSG_CLOEXEC, NULL) == 10);
    for (int i = 0; i < 10; i++) check(received.headers[i].msg_len == 64 && received.bytes[i][0] == 1);
  }
}

static void transfer_batch_with_control(long count) {
  struct sockaddr_in destination, source;
  int receiver = bound(&destination), sender = bound(&source);
  set_option(receiver, IPPROTO_IP, IP_RECVTTL, 1);
  while (count--) {
    for (int i = 0; i < 10; i++) {
      memcpy(sent.bytes[i], bytes, 64);
      memcpy(&sent.addresses[i], &destination, sizeof destination);
      sent.vectors[i] = (struct iovec){sent.bytes[i], 64};
      sent.headers[i].msg_hdr =
          (struct msghdr){&sent.addresses[i], sizeof destination, &sent.vectors[i], 1, sent.control[i], 0, 0};
      append(&sent.headers[i].msg_hdr, SOL_IP, IP_TTL, &(int){77}, sizeof(int));
      received.vectors[i] = (struct iovec){received.bytes[i], 128};
      received.headers[i].msg_hdr = (struct msghdr){
          &received.addresses[i], 128, &received.vectors[i], 1, received.control[i], sizeof received.control[i], 0};
    }
    check(sendmmsg(sender, sent.headers, 10, MSG_NOSIGNAL) == 10);
    check(recvmmsg(receiver, received.headers, 10, MSG_WAITFORONE, NULL) == 10);
    for (int i = 0; i < 10; i++) {
      struct msghdr *header = &received.headers[i].msg_hdr;
      check(received.headers[i].msg_len == 64 && header->msg_namelen == sizeof source);
      check(memcmp(header->msg_name, &source, sizeof source) == 0);
      int ttl = 0;
      for (struct cmsghdr *item = CMSG_FIRSTHDR(header); item; item = CMSG_NXTHDR(header, item))
        if (item->cmsg_level == SOL_IP && item->cmsg_type == IP_TTL) memcpy(&ttl, CMSG_DATA(item), sizeof ttl);
      check(ttl == 77);
    }
  }
}

static void send_segments(long count) {
  struct sockaddr_in destination, source;
  int receiver = bound(&destination), sender = bound(&source);
  set_option(receiver, IPPROTO_UDP, UDP_GRO, 1);
  check(connect(sender, (struct sockaddr *)&destination, sizeof destination) == 0);
  static unsigned char large[1024];
  _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
  while (count--) {
    struct iovec piece = {large, 990};
    struct msghdr out = {.msg_iov = &piece, .msg_iovlen = 1, .msg_control = control};
    append(&out, IPPROTO_UDP, UDP_SEGMENT, &(uint16_t){100}, sizeof(uint16_t));
    check(sendmsg(sender, &out, MSG_NOSIGNAL) == 990);
    piece = (struct iovec){large, sizeof large};
    struct sockaddr_storage from;
    struct msghdr in = {&from, sizeof from, &piece, 1, control, sizeof control, 0};
    ssize_t length = recvmsg(receiver, &in, 0);
    int size = 0;
    for (struct cmsghdr *item = CMSG_FIRSTHDR(&in); item; item = CMSG_NXTHDR(&in, item))
      if (item->cmsg_level == IPPROTO_UDP && item->cmsg_type == UDP_GRO) memcpy(&size, CMSG_DATA(item), sizeof size);
    check(size == 100);
    ssize_t total = 0;
    for (ssize_t start = 0; start < length; start += size) total += length - start < size ? length - start : size;
    check(total == 990);
  }
}

static void send_joined_batch(long count) {
  struct sockaddr_in destination, source;
  int receiver = bound(&destination), sender = bound(&source);
  set_option(receiver, IPPROTO_UDP, UDP_GRO, 1);
  check(connect(sender, (struct sockaddr *)&destination, sizeof destination) == 0);
  static unsigned char large[1024];
  _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
  while (count--) {
    struct iovec pieces[10];
    for (int index = 0; index < 10; index++) pieces[index] = (struct iovec){large + 100 * index, index == 9 ? 90 : 100};
    struct mmsghdr out = {.msg_hdr = {.msg_iov = pieces, .msg_iovlen = 10, .msg_control = control}};
    append(&out.msg_hdr, IPPROTO_UDP, UDP_SEGMENT, &(uint16_t){100}, sizeof(uint16_t));
    check(sendmmsg(sender, &out, 1, MSG_NOSIGNAL) == 1 && out.msg_len == 990);
    struct iovec piece = {large, sizeof large};
    struct mmsghdr in = {.msg_hdr = {.msg_iov = &piece, .msg_iovlen = 1, .msg_control = control}};
    in.msg_hdr.msg_controllen = sizeof control;
    check(recvmmsg(receiver, &in, 1, MSG_WAITFORONE, NULL) == 1 && in.msg_len == 990);
  }
}

static const struct {
  const char *name;
  void (*run)(long count);
} operations[] = {
    {"array", transfer},
    {"span", transfer},
    {"raw-span", transfer},
    {"text", transfer_text},
    {"send-all", send_all},
    {"new-array", receive_new_array},
    {"time-out", receive_with_time_out},
    {"nothing", receive_nothing},
    {"datagram", send_and_receive_from},
    {"pieces", send_pieces},
    {"credentials", receive_credentials},
    {"packet-info", receive_packet_information},
    {"frames", transfer_frames},
    {"batch", transfer_batch},
    {"batch-control", transfer_batch_with_control},
    {"segments", send_segments},
    {"joined-batch", send_joined_batch},
    {"options", set_and_read_options},
    {"wait", wait_until_ready},
    {"awaited", transfer_without_waiting},
};

int main(int count, char **arguments) {
  for (size_t index = 0; count == 3 && index < sizeof operations / sizeof *operations; index++) {
    if (strcmp(arguments[1], operations[index].name) != 0) continue;
    operations[index].run(atol(arguments[2]));
    return 0;
  }
  fprintf(stderr, "usage: transfers OPERATION COUNT\n");
  return 2;
}
