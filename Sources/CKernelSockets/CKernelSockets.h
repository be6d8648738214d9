// What Glibc's module map leaves out. Declarations only: nothing here is compiled or linked.
#ifndef CKERNELSOCKETS_H
#define CKERNELSOCKETS_H

#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <time.h>

/// accept4(2) and ppoll(2) hide behind _GNU_SOURCE, which a module map cannot set.
int accept4(int, struct sockaddr *, socklen_t *, int);
int ppoll(struct pollfd *, nfds_t, const struct timespec *, const sigset_t *);

/// The C library's structures under names of their own: the generated module has its own `sockaddr` and so on.
typedef struct sockaddr CSocketAddress;
typedef struct addrinfo CAddressInfo;
typedef struct pollfd CPollDescriptor;
typedef struct timespec CTimeSpecification;
typedef struct msghdr CMessageHeader;
typedef struct iovec CBufferVector;

#endif
