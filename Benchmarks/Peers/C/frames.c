#include <linux/can.h>

#include "bench.h"

// The structure of a frame, filled with data of a length that the program does not know.
#define ENCODE(name, structure, limit)                                                                                 \
  void workload_##name##_encode(long count) {                                                                          \
    unsigned char data[limit] = {1, 2, 3};                                                                             \
    size_t length = limit;                                                                                             \
    begin();                                                                                                           \
    while (count--) {                                                                                                  \
      barrier(data);                                                                                                   \
      barrier(&length);                                                                                                \
      check(length <= limit);                                                                                          \
      struct structure frame = {.can_id = count & CAN_SFF_MASK, .len = length};                                        \
      memcpy(frame.data, data, length);                                                                                \
      barrier(&frame);                                                                                                 \
    }                                                                                                                  \
    end();                                                                                                             \
  }

ENCODE(frame, can_frame, 8)
ENCODE(fd_frame, canfd_frame, 64)

// Bytes that the kernel returned to a frame of either kind, after a look at their number and at its length.
static void decode(size_t size, uint8_t length, long count) {
  struct canfd_frame came = {.can_id = 0x123, .len = length}, frame;
  begin();
  while (count--) {
    barrier(&came);
    barrier(&size);
    check(size == CAN_MTU || size == CANFD_MTU);
    memset(&frame, 0, sizeof frame);
    memcpy(&frame, &came, size);
    check(frame.len <= (size == CAN_MTU ? CAN_MAX_DLEN : CANFD_MAX_DLEN));
    check((frame.can_id & CAN_SFF_MASK) == 0x123);
    barrier(&frame);
  }
  end();
}

void workload_frame_decode(long count) { decode(CAN_MTU, 8, count); }
void workload_fd_frame_decode(long count) { decode(CANFD_MTU, 64, count); }
