internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// What a socket can be ready for, as poll(2) tells it.
public struct PollEvents: OptionSet, Hashable, Sendable {
  /// The bits of poll(2).
  public var rawValue: Int16

  /// Events by their bits.
  public init(rawValue: Int16) { self.rawValue = rawValue }

  /// There is something to receive, a connection to accept, or the end of the stream. The C constant is `POLLIN`.
  public static var readable: PollEvents { PollEvents(rawValue: Int16(POLLIN)) }
  /// There is urgent data, or another exceptional condition. The C constant is `POLLPRI`.
  public static var urgent: PollEvents { PollEvents(rawValue: Int16(POLLPRI)) }
  /// There is room to send, or a connection attempt ended. The C constant is `POLLOUT`.
  public static var writable: PollEvents { PollEvents(rawValue: Int16(POLLOUT)) }
  /// The peer sends no more. The C constant is `POLLRDHUP`.
  public static var peerClosed: PollEvents { PollEvents(rawValue: CPollPeerClosed) }

  // Told without being asked for.

  /// An error is pending: for the next call, or in the error queue. The C constant is `POLLERR`.
  public static var error: PollEvents { PollEvents(rawValue: Int16(POLLERR)) }
  /// The connection is over in both directions, or was never made. The C constant is `POLLHUP`.
  public static var hangUp: PollEvents { PollEvents(rawValue: Int16(POLLHUP)) }
  /// The socket is closed. The C constant is `POLLNVAL`.
  public static var closed: PollEvents { PollEvents(rawValue: Int16(POLLNVAL)) }
}

extension PollEvents: CustomStringConvertible {
  /// The events' C names.
  public var description: String {
    let names: [(PollEvents, String)] = [
      (.readable, "POLLIN"), (.urgent, "POLLPRI"), (.writable, "POLLOUT"), (.error, "POLLERR"),
      (.hangUp, "POLLHUP"), (.closed, "POLLNVAL"), (.peerClosed, "POLLRDHUP"),
    ]
    return "[\(names.filter { contains($0.0) }.map(\.1).joined(separator: ", "))]"
  }
}
