#include <netinet/udp.h>

#include "bench.h"

enum { batch = 32, size = 64 };
static unsigned char bytes[batch * size] = {1}, buffer[batch * size];

void workload_udp_rr(long count) {
  struct sockaddr_in left, right, from;
  int client = bound(SOCK_DGRAM, &left), server = bound(SOCK_DGRAM, &right);
  begin();
  while (count--) {
    check(sendto(client, bytes, size, MSG_NOSIGNAL, (struct sockaddr *)&right, sizeof right) == size);
    socklen_t length = sizeof from;
    check(recvfrom(server, buffer, 128, 0, (struct sockaddr *)&from, &length) == size);
    check(sendto(server, bytes, size, MSG_NOSIGNAL, (struct sockaddr *)&from, length) == size);
    length = sizeof from;
    check(recvfrom(client, buffer, 128, 0, (struct sockaddr *)&from, &length) == size);
  }
  end();
}

// A socket that sends to the other.
static void connected(int pair[2]) {
  struct sockaddr_in source, destination;
  pair[0] = bound(SOCK_DGRAM, &source);
  pair[1] = bound(SOCK_DGRAM, &destination);
  check(connect(pair[0], (struct sockaddr *)&destination, sizeof destination) == 0);
}

void workload_udp_single(long count) {
  int pair[2];
  connected(pair);
  begin();
  for (; count > 0; count -= batch) {
    for (int i = 0; i < batch; i++) check(send(pair[0], bytes, size, MSG_NOSIGNAL) == size);
    for (int i = 0; i < batch; i++) check(recv(pair[1], buffer, 128, 0) == size);
  }
  end();
}

void workload_udp_batch(long count) {
  int pair[2];
  connected(pair);
  static struct mmsghdr sent[batch], received[batch];
  static struct iovec out[batch], in[batch];
  static struct sockaddr_storage from[batch];
  static unsigned char room[batch][2][size];
  begin();
  for (; count > 0; count -= batch) {
    for (int i = 0; i < batch; i++) {
      memcpy(room[i][0], bytes, size);
      out[i] = (struct iovec){room[i][0], size};
      in[i] = (struct iovec){room[i][1], size};
      sent[i].msg_hdr = (struct msghdr){.msg_iov = &out[i], .msg_iovlen = 1};
      received[i].msg_hdr = (struct msghdr){&from[i], sizeof from[i], &in[i], 1, NULL, 0, 0};
    }
    check(sendmmsg(pair[0], sent, batch, MSG_NOSIGNAL) == batch);
    check(recvmmsg(pair[1], received, batch, MSG_WAITFORONE, NULL) == batch);
    for (int i = 0; i < batch; i++) check(received[i].msg_len == size);
  }
  end();
}

static int joined_size(struct msghdr *message) {
  int each = 0;
  for (struct cmsghdr *item = CMSG_FIRSTHDR(message); item; item = CMSG_NXTHDR(message, item))
    if (item->cmsg_level == IPPROTO_UDP && item->cmsg_type == UDP_GRO) memcpy(&each, CMSG_DATA(item), sizeof each);
  return each;
}

void workload_udp_joined(long count) {
  int pair[2];
  connected(pair);
  set_option(pair[1], IPPROTO_UDP, UDP_GRO, 1);
  enum { most = 4, room = 65535 };
  static struct mmsghdr sent, received[most];
  static struct iovec out[batch], in[most];
  static struct sockaddr_storage from[most];
  static unsigned char filled[batch][size], taken[most][room];
  static _Alignas(struct cmsghdr) char controls[1 + most][CMSG_SPACE(sizeof(int))];
  begin();
  for (; count > 0; count -= batch) {
    for (int i = 0; i < batch; i++) {
      memcpy(filled[i], bytes, size);
      out[i] = (struct iovec){filled[i], size};
    }
    sent.msg_hdr = (struct msghdr){.msg_iov = out, .msg_iovlen = batch, .msg_control = controls[0]};
    append_control(&sent.msg_hdr, IPPROTO_UDP, UDP_SEGMENT, &(uint16_t){size}, sizeof(uint16_t));
    for (int i = 0; i < most; i++) {
      in[i] = (struct iovec){taken[i], room};
      received[i].msg_hdr = (struct msghdr){&from[i], sizeof from[i], &in[i], 1, controls[1 + i], sizeof controls[0], 0};
    }
    check(sendmmsg(pair[0], &sent, 1, MSG_NOSIGNAL) == 1);
    int messages = recvmmsg(pair[1], received, most, MSG_WAITFORONE, NULL), arrived = 0;
    for (int i = 0; i < messages; i++) {
      int each = joined_size(&received[i].msg_hdr);
      for (unsigned start = 0; start < received[i].msg_len; start += each) arrived++;
    }
    check(arrived == batch);
  }
  end();
}

void workload_udp_segments(long count) {
  int pair[2];
  connected(pair);
  set_option(pair[1], IPPROTO_UDP, UDP_GRO, 1);
  _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
  begin();
  for (; count > 0; count -= batch) {
    struct iovec piece = {bytes, sizeof bytes};
    struct msghdr out = {.msg_iov = &piece, .msg_iovlen = 1, .msg_control = control};
    append_control(&out, IPPROTO_UDP, UDP_SEGMENT, &(uint16_t){size}, sizeof(uint16_t));
    check(sendmsg(pair[0], &out, MSG_NOSIGNAL) == sizeof bytes);
    piece = (struct iovec){buffer, sizeof buffer};
    struct sockaddr_storage from;
    struct msghdr in = {&from, sizeof from, &piece, 1, control, sizeof control, 0};
    ssize_t length = recvmsg(pair[1], &in, 0);
    int each = joined_size(&in), segments = 0;
    check(each == size);
    for (ssize_t start = 0; start < length; start += each) segments++;
    check(segments == batch);
  }
  end();
}
