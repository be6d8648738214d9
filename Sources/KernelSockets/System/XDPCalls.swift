// What brings an interface's frames to an XDP socket. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// A program that an interface shows its frames to, and that brings those of one queue to a socket, for as long as this
/// value lives. bpf(2).
struct XDPProgram: ~Copyable {
  private let link: CInt

  init(interface: UInt32, queue: UInt32, socket: CInt) throws(Errno) {
    // The link holds the program, and that the map.
    let map = try checked(CMakeXDPMap(queue + 1))
    defer { close(map) }
    _ = try checked(CSetXDPSocket(map, queue, socket))
    let program = try checked(CLoadXDPProgram(map))
    defer { close(program) }
    link = try checked(CAttachXDPProgram(program, interface))
  }

  deinit { close(link) }
}
