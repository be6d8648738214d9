// What keeps compilers from computing a workload once and for all; it costs no instruction. For C, and for Swift through
// the module map beside this file, so that both stop at the same places.
#pragma once

/// What the pointer leads to is needed, and may change.
static inline void barrier(const void *pointer) { __asm__ volatile("" : : "r"(pointer) : "memory"); }
