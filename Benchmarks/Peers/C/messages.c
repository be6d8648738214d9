#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>

#include "bench.h"

void workload_descriptors(long count) {
  int pair[2];
  check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0);
  unsigned char byte = 1;
  _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int))];
  begin();
  while (count--) {
    struct iovec piece = {&byte, 1};
    struct msghdr out = {.msg_iov = &piece, .msg_iovlen = 1, .msg_control = control};
    append_control(&out, SOL_SOCKET, SCM_RIGHTS, &pair[0], sizeof(int));
    check(sendmsg(pair[0], &out, MSG_NOSIGNAL) == 1);
    struct msghdr in = {.msg_iov = &piece, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    check(recvmsg(pair[1], &in, MSG_CMSG_CLOEXEC) == 1);
    struct cmsghdr *item = CMSG_FIRSTHDR(&in);
    check(item && item->cmsg_level == SOL_SOCKET && item->cmsg_type == SCM_RIGHTS);
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(item), sizeof descriptor);
    check(close(descriptor) == 0);
  }
  end();
}

static void append_three(struct msghdr *header, int number) {
  append_control(header, SOL_IP, IP_PKTINFO, &(struct in_pktinfo){.ipi_ifindex = number}, sizeof(struct in_pktinfo));
  append_control(header, SOL_IP, IP_TTL, &number, sizeof number);
  append_control(header, SOL_IP, IP_TOS, &(uint8_t){8}, 1);
}

void workload_control_build(long count) {
  _Alignas(struct cmsghdr) char control[128] = {0};
  begin();
  while (count--) {
    struct msghdr header = {.msg_control = control};
    append_three(&header, count);
    barrier(control);
  }
  end();
}

void workload_control_parse(long count) {
  _Alignas(struct cmsghdr) char control[128] = {0};
  struct msghdr header = {.msg_control = control};
  append_three(&header, 77);
  begin();
  while (count--) {
    barrier(control);
    int found = 0;
    for (struct cmsghdr *item = CMSG_FIRSTHDR(&header); item; item = CMSG_NXTHDR(&header, item)) {
      if (item->cmsg_level != SOL_IP) continue;
      struct in_pktinfo information;
      int number;
      switch (item->cmsg_type) {
      case IP_PKTINFO:
        memcpy(&information, CMSG_DATA(item), sizeof information);
        found += information.ipi_ifindex == 77;
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
  end();
}

// Looks for the name of each link in a part of a dump. Returns whether that was the last part.
static int read_links(const unsigned char *part, int length, int *named) {
  for (const struct nlmsghdr *header = (void *)part; NLMSG_OK(header, length); header = NLMSG_NEXT(header, length)) {
    if (header->nlmsg_type == NLMSG_DONE) return 1;
    check(header->nlmsg_type == RTM_NEWLINK);
    int rest = IFLA_PAYLOAD(header);
    for (const struct rtattr *item = IFLA_RTA(NLMSG_DATA(header)); RTA_OK(item, rest); item = RTA_NEXT(item, rest))
      if (item->rta_type == IFLA_IFNAME && strnlen(RTA_DATA(item), IFNAMSIZ) > 0) {
        *named += 1;
        break;
      }
  }
  return 0;
}

void workload_netlink_links(long count) {
  int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  check(netlink >= 0);
  struct {
    struct nlmsghdr header;
    struct ifinfomsg body;
  } request = {{sizeof request, RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, 0, 0}, {0}};
  static _Alignas(struct nlmsghdr) unsigned char buffer[32768];
  begin();
  while (count--) {
    request.header.nlmsg_seq++;
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK}, from;
    check(sendto(netlink, &request, sizeof request, 0, (void *)&kernel, sizeof kernel) == sizeof request);
    int named = 0;
    for (int done = 0; !done;) {
      struct iovec piece = {buffer, sizeof buffer};
      struct msghdr in = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &piece, .msg_iovlen = 1};
      ssize_t length = recvmsg(netlink, &in, MSG_TRUNC);
      check(length > 0 && length <= (ssize_t)sizeof buffer && from.nl_pid == 0);
      done = read_links(buffer, length, &named);
    }
    check(named > 0);
  }
  end();
}

// C has no other way.
void workload_netlink_walk(long count) { workload_netlink_links(count); }
