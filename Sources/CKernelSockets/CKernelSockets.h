// What Glibc's module map leaves out. Declarations only: nothing here is compiled or linked.
#ifndef CKERNELSOCKETS_H
#define CKERNELSOCKETS_H

#include <locale.h>
#include <net/if.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <time.h>

/// The 64-bit file offset, under the name that each C library has for it.
#ifdef __GLIBC__
typedef __off64_t CFileOffset;
#else
typedef off_t CFileOffset;
#endif

/// These hide behind _GNU_SOURCE, which a module map cannot set.
int accept4(int, struct sockaddr *, socklen_t *, int);
ssize_t splice(int, CFileOffset *, int, CFileOffset *, size_t, unsigned);
ssize_t vmsplice(int, const struct iovec *, size_t, unsigned);
int pipe2(int *, int);
int ppoll(struct pollfd *, nfds_t, const struct timespec *, const sigset_t *);

/// Batches of messages as well.
#ifndef _GNU_SOURCE
struct mmsghdr {
  struct msghdr msg_hdr;
  unsigned msg_len;
};
int recvmmsg(int, struct mmsghdr *, unsigned, int, struct timespec *);
int sendmmsg(int, struct mmsghdr *, unsigned, int);
#endif

/// POLLRDHUP of <asm-generic/poll.h>, which hides there too. (Only SPARC has another number.)
static const short CPollPeerClosed = 0x2000;

/// F_SETPIPE_SZ and F_GETPIPE_SZ of <linux/fcntl.h>, and SPLICE_F_NONBLOCK, which hide as well.
static const int CSetPipeSize = 1031;
static const int CGetPipeSize = 1032;
static const unsigned CSpliceNonBlocking = 2;

/// SCHED_BATCH of <linux/sched.h>, which hides too.
static const int CBatchPolicy = 3;

/// What epoll(7) is asked for, and what ends a wait. (Enumerators in one C library, macros in another.)
static const unsigned CPollEveryChange = EPOLLIN | EPOLLPRI | EPOLLOUT | EPOLLRDHUP | EPOLLET;
static const unsigned CPollEndsReading = EPOLLIN | EPOLLPRI | EPOLLRDHUP | EPOLLERR | EPOLLHUP;
static const unsigned CPollEndsWriting = EPOLLOUT | EPOLLERR | EPOLLHUP;
/// What a receive that gets less than it asks for may leave behind.
static const unsigned CPollLeavesMore = EPOLLPRI | EPOLLRDHUP | EPOLLERR | EPOLLHUP;

/// The C library's structures under names of their own: the generated module has its own `sockaddr` and so on.
typedef struct sockaddr CSocketAddress;
typedef struct addrinfo CAddressInfo;
typedef struct hostent CHostEntry;
typedef struct servent CServiceEntry;
typedef struct protoent CProtocolEntry;
typedef struct if_nameindex CInterfaceEntry;
typedef struct pollfd CPollDescriptor;
typedef struct epoll_event CPollEvent;
typedef struct timespec CTimeSpecification;
typedef struct msghdr CMessageHeader;
typedef struct iovec CBufferVector;
typedef struct mmsghdr CBatchHeader;

#endif
