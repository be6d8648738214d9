import Glibc
import KernelSockets

/// An address at which connections are never made: its listener's queue is full, so that the kernel drops what comes.
final class BlackHole {
  private let listener: Socket
  private var fillers: [Socket] = []
  let address: SocketAddress

  init(_ host: SocketAddress) throws {
    listener = try Socket.listen(at: host, backlog: 0)
    address = try listener.localAddress
    while true {
      let filler = try Socket(address.family, .stream, mode: .timeout(.milliseconds(200)))
      fillers.append(filler)
      if failure({ try filler.connect(to: address) })?.cause == .timedOut { break }
    }
    // The one that stalled must not take the place when there is one.
    try fillers.removeLast().close()
  }

  /// Makes room, so that the next try to connect succeeds.
  func open() throws {
    for _ in fillers { _ = try listener.accept() }
    fillers = []
  }
}

extension AddressInfo {
  /// An answer of the resolver for a stream socket.
  init(_ address: SocketAddress) {
    self.init(family: address.family, type: .stream, protocol: .IPPROTO_TCP, address: address)
  }
}

/// An address of this machine at which nobody listens, and nobody else will while the socket is there.
func refusingAddress() throws -> (address: SocketAddress, socket: Socket) {
  let socket = try Socket(.inet, .stream)
  try socket.bind(to: .inet(.loopback, port: 0))
  return (try socket.localAddress, socket)
}
