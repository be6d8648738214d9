// The program that brings an interface's frames to XDP sockets, and bpf(2) to load it: in C for the sake of the header's
// names, which are not among the generated ones.
#ifndef CKERNELSOCKETS_XDP_PROGRAM_H
#define CKERNELSOCKETS_XDP_PROGRAM_H

#include <errno.h>
#include <linux/version.h>

// What a program is attached by is that new.
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 9, 0)
#include <linux/bpf.h>
#include <linux/if_link.h>
#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/// A map from numbers below `count` to XDP sockets: its descriptor, or -1.
static inline int CMakeXDPMap(unsigned count) {
  union bpf_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.map_type = BPF_MAP_TYPE_XSKMAP;
  attributes.key_size = sizeof(unsigned);
  attributes.value_size = sizeof(int);
  attributes.max_entries = count;
  return (int)syscall(__NR_bpf, BPF_MAP_CREATE, &attributes, sizeof attributes);
}

/// Puts a socket into a map: 0, or -1.
static inline int CSetXDPSocket(int map, unsigned queue, int socket) {
  union bpf_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.map_fd = (unsigned)map;
  attributes.key = (unsigned long)&queue;
  attributes.value = (unsigned long)&socket;
  return (int)syscall(__NR_bpf, BPF_MAP_UPDATE_ELEM, &attributes, sizeof attributes);
}

/// A program that brings each frame to the socket that the map has for its queue, and lets the others pass: its
/// descriptor, or -1.
static inline int CLoadXDPProgram(int map) {
  const struct bpf_insn program[] = {
    // r2 = context->rx_queue_index
    {.code = BPF_LDX | BPF_MEM | BPF_W, .dst_reg = BPF_REG_2, .src_reg = BPF_REG_1,
     .off = offsetof(struct xdp_md, rx_queue_index)},
    // r1 = map, in two halves
    {.code = BPF_LD | BPF_DW | BPF_IMM, .dst_reg = BPF_REG_1, .src_reg = BPF_PSEUDO_MAP_FD, .imm = map},
    {.code = 0},
    // r3 = what to do without a socket
    {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_3, .imm = XDP_PASS},
    // return bpf_redirect_map(r1, r2, r3)
    {.code = BPF_JMP | BPF_CALL, .imm = BPF_FUNC_redirect_map},
    {.code = BPF_JMP | BPF_EXIT},
  };
  union bpf_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.prog_type = BPF_PROG_TYPE_XDP;
  attributes.insns = (unsigned long)program;
  attributes.insn_cnt = sizeof program / sizeof program[0];
  // Calls no function that asks for a license.
  attributes.license = (unsigned long)"";
  return (int)syscall(__NR_bpf, BPF_PROG_LOAD, &attributes, sizeof attributes);
}

/// Lets a program see an interface's frames, as long as the returned descriptor is open; or -1.
static inline int CAttachXDPProgram(int program, unsigned interface) {
  union bpf_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.link_create.prog_fd = (unsigned)program;
  attributes.link_create.target_ifindex = interface;
  attributes.link_create.attach_type = BPF_XDP;
  // Before the driver's own queues, as with any driver.
  attributes.link_create.flags = XDP_FLAGS_SKB_MODE;
  return (int)syscall(__NR_bpf, BPF_LINK_CREATE, &attributes, sizeof attributes);
}
#else
static inline int CMissingXDP(void) {
  errno = ENOSYS;
  return -1;
}
static inline int CMakeXDPMap(unsigned count) { return CMissingXDP(); }
static inline int CSetXDPSocket(int map, unsigned queue, int socket) { return CMissingXDP(); }
static inline int CLoadXDPProgram(int map) { return CMissingXDP(); }
static inline int CAttachXDPProgram(int program, unsigned interface) { return CMissingXDP(); }
#endif

#endif
