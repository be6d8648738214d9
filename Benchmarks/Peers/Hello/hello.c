#include <stdio.h>
#include <sys/socket.h>

int main(void) {
  int pair[2];
  char buffer[5];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0 || send(pair[0], "hello", 5, MSG_NOSIGNAL) != 5) return 1;
  if (recv(pair[1], buffer, 5, 0) != 5) return 1;
  printf("%.5s\n", buffer);
}
