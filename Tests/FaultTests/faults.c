// Makes system calls of the program that loads this library first (LD_PRELOAD) fail, or do less than was asked. Which
// ones is random. The variable FAULTS says how many of a thousand, and with which seed: "50 1".
//
// Counts the descriptors that are closed though nobody has them. When the program ends, it prints how often what was
// injected, and those.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

enum { INTERRUPTED, NOT_NOW, SHORT, FAILED, CLOSED_TWICE, KINDS };
static const char *const names[KINDS] = {"interrupted", "not-now", "short", "failed", "closed-twice"};
static atomic_long counts[KINDS];
static long rate;
static atomic_ulong state;

__attribute__((constructor)) static void begin(void) {
  unsigned long seed = 0;
  const char *text = getenv("FAULTS");
  if (text) sscanf(text, "%ld %lu", &rate, &seed);
  state = seed;
}

__attribute__((destructor)) static void end(void) {
  for (int kind = 0; kind < KINDS; kind++) fprintf(stderr, "%s %ld\n", names[kind], counts[kind]);
}

// SplitMix64.
static unsigned long any(unsigned long limit) {
  unsigned long word = atomic_fetch_add(&state, 0x9e3779b97f4a7c15) + 0x9e3779b97f4a7c15;
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
  word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
  return (word ^ (word >> 31)) % limit;
}

static int happens(int kind) {
  if ((long)any(1000) >= rate) return 0;
  counts[kind]++;
  return 1;
}

static int with(int number) {
  errno = number;
  return -1;
}

// Whether the call is to fail before it did anything; `errno` says how.
static int interrupts(void) { return happens(INTERRUPTED) && with(EINTR); }

static int would_block(int descriptor) {
  // A socket that waits never says that it would have to.
  return (fcntl(descriptor, F_GETFL) & O_NONBLOCK) && happens(NOT_NOW) && with(EAGAIN);
}

static int lacks(const int *numbers, int count) { return happens(FAILED) && with(numbers[any(count)]); }

static const int no_memory[] = {ENOMEM, ENOBUFS};
static const int no_descriptors[] = {EMFILE, ENFILE, ENOMEM, ENOBUFS};

static int transfer_fails(int descriptor) {
  return interrupts() || would_block(descriptor) || lacks(no_memory, 2);
}

// A stream may carry fewer bytes than it was given room for; a message is whole.
static size_t some(int descriptor, size_t count) {
  int type = 0;
  socklen_t size = sizeof type;
  if (count < 2 || getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_STREAM) return count;
  return happens(SHORT) ? 1 + any(count - 1) : count;
}

#define next(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t recv(int descriptor, void *bytes, size_t count, int flags) {
  if (transfer_fails(descriptor)) return -1;
  return next(recv)(descriptor, bytes, some(descriptor, count), flags);
}

ssize_t recvfrom(int descriptor, void *bytes, size_t count, int flags, struct sockaddr *from, socklen_t *length) {
  if (transfer_fails(descriptor)) return -1;
  return next(recvfrom)(descriptor, bytes, some(descriptor, count), flags, from, length);
}

ssize_t recvmsg(int descriptor, struct msghdr *message, int flags) {
  if (transfer_fails(descriptor)) return -1;
  return next(recvmsg)(descriptor, message, flags);
}

int recvmmsg(int descriptor, struct mmsghdr *messages, unsigned count, int flags, struct timespec *time) {
  if (transfer_fails(descriptor)) return -1;
  return next(recvmmsg)(descriptor, messages, count > 1 && happens(SHORT) ? 1 : count, flags, time);
}

ssize_t send(int descriptor, const void *bytes, size_t count, int flags) {
  if (transfer_fails(descriptor)) return -1;
  return next(send)(descriptor, bytes, some(descriptor, count), flags);
}

ssize_t sendto(int descriptor, const void *bytes, size_t count, int flags, const struct sockaddr *to, socklen_t length) {
  if (transfer_fails(descriptor)) return -1;
  return next(sendto)(descriptor, bytes, some(descriptor, count), flags, to, length);
}

ssize_t sendmsg(int descriptor, const struct msghdr *message, int flags) {
  if (transfer_fails(descriptor)) return -1;
  if (message->msg_iovlen == 0) return next(sendmsg)(descriptor, message, flags);
  // Descriptors go with the first byte, so they go with a part as well.
  struct iovec first = message->msg_iov[0];
  first.iov_len = some(descriptor, first.iov_len);
  if (first.iov_len == message->msg_iov[0].iov_len) return next(sendmsg)(descriptor, message, flags);
  struct msghdr part = *message;
  part.msg_iov = &first;
  part.msg_iovlen = 1;
  return next(sendmsg)(descriptor, &part, flags);
}

int sendmmsg(int descriptor, struct mmsghdr *messages, unsigned count, int flags) {
  if (transfer_fails(descriptor)) return -1;
  return next(sendmmsg)(descriptor, messages, count > 1 && happens(SHORT) ? 1 : count, flags);
}

ssize_t sendfile(int to, int from, off_t *offset, size_t count) {
  if (transfer_fails(to)) return -1;
  return next(sendfile)(to, from, offset, some(to, count));
}

ssize_t splice(int from, off64_t *from_offset, int to, off64_t *to_offset, size_t count, unsigned flags) {
  if (interrupts() || lacks(no_memory, 1)) return -1;
  return next(splice)(from, from_offset, to, to_offset, count > 1 && happens(SHORT) ? 1 + any(count - 1) : count, flags);
}

int ppoll(struct pollfd *entries, nfds_t count, const struct timespec *time, const sigset_t *mask) {
  if (interrupts() || lacks(no_memory, 1)) return -1;
  return next(ppoll)(entries, count, time, mask);
}

int connect(int descriptor, const struct sockaddr *address, socklen_t length) {
  if (interrupts()) return -1;
  return next(connect)(descriptor, address, length);
}

int accept4(int descriptor, struct sockaddr *address, socklen_t *length, int flags) {
  if (interrupts() || would_block(descriptor) || lacks(no_descriptors, 4)) return -1;
  return next(accept4)(descriptor, address, length, flags);
}

int socket(int family, int type, int protocol) {
  return lacks(no_descriptors, 4) ? -1 : next(socket)(family, type, protocol);
}

int socketpair(int family, int type, int protocol, int pair[2]) {
  return lacks(no_descriptors, 4) ? -1 : next(socketpair)(family, type, protocol, pair);
}

int pipe2(int pair[2], int flags) { return lacks(no_descriptors, 3) ? -1 : next(pipe2)(pair, flags); }

// Linux has closed the descriptor whatever close(2) returns, except that it was none.
int close(int descriptor) {
  int result = next(close)(descriptor);
  if (result != 0 && errno == EBADF) counts[CLOSED_TWICE]++;
  return result == 0 && happens(INTERRUPTED) ? with(EINTR) : result;
}
