internal import Synchronization

/// A socket: an end of a connection, or a place where messages or connections arrive.
///
/// ```swift
/// let socket = try Socket.connect(to: "daring.cwi.nl", port: 50007, timeout: .seconds(5))
/// try socket.sendAll("Hello, world".utf8)
/// let reply = try socket.receive(upTo: 1024)
/// ```
///
/// A socket may be used from several threads at once. It closes when ``close()`` is called or with its last reference,
/// and never under a running call: see ``close()``.
///
/// A call waits as the ``mode-swift.property`` says. On a non-blocking socket, the calls that send or fill a buffer
/// return `nil` if they would have to wait; those that return something new throw ``SocketError`` with `EAGAIN`.
/// A call that a signal interrupts goes on. No call raises `SIGPIPE`.
///
/// Python: `socket.socket`.
public final class Socket: Sendable {
  /// The address family that the socket was made with. Python: `socket.family`.
  public let family: AddressFamily
  /// The type that the socket was made with. Python: `socket.type`.
  public let type: SocketType
  /// The protocol that the socket was made with. Python: `socket.proto`.
  public let `protocol`: SocketProtocol

  let descriptor: CInt

  /// How many calls use the descriptor, times `useUnit`, plus the bits `closing` and `closed`. See `Socket+Use.swift`.
  let state = Atomic<UInt>(0)

  /// Nanoseconds to wait: -1 without end, 0 not at all.
  let waitingTime: Atomic<Int64>
  let modeLock = Mutex(())

  /// What awaited calls need. See `Socket+Await.swift`.
  let awaited = Awaited()

  /// Makes a socket. socket(2); Python: `socket.socket(family, type, proto)`.
  ///
  /// Child processes don't inherit it (`SOCK_CLOEXEC`).
  ///
  /// - Parameters:
  ///   - family: The address family, such as ``AddressFamily/inet``.
  ///   - type: The type, such as ``SocketType/stream``.
  ///   - protocol: The protocol, where family and type leave a choice.
  ///   - mode: Whether calls wait.
  /// - Throws: ``SocketError`` with the errno: `EAFNOSUPPORT` if the kernel lacks the family, `EPROTONOSUPPORT` or
  ///   `ESOCKTNOSUPPORT` if the family lacks the protocol or type, `EPERM` or `EACCES` for raw sockets,
  ///   `EMFILE` when there are too many files open; with ``SocketError/Cause/negativeTimeout``.
  public init(
    _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol = .automatic, mode: Mode = defaultMode
  ) throws(SocketError) {
    let waitingTime = try mode.waitingTime(for: "socket")
    let typeAndFlags = try SocketFlags.forNewSocket(waitingTime).added(to: type, for: "socket")
    do {
      descriptor = try systemSocket(family.rawValue, typeAndFlags, `protocol`.rawValue)
    } catch {
      throw SocketError("socket", "\(family.symbol), \(type), \(`protocol`)", .errno(error))
    }
    self.family = family
    self.type = type
    self.protocol = `protocol`
    self.waitingTime = Atomic(waitingTime)
  }

  /// Makes two sockets that are connected to each other. socketpair(2); Python: `socket.socketpair`.
  ///
  /// - Parameters:
  ///   - family: The address family; hardly any but ``AddressFamily/unix`` has pairs.
  ///   - type: The type, such as ``SocketType/stream`` or ``SocketType/datagram``.
  ///   - protocol: The protocol, where family and type leave a choice.
  ///   - mode: Whether calls wait, for both.
  /// - Throws: ``SocketError`` with the errno: `EOPNOTSUPP` if the family has no pairs.
  public static func pair(
    _ family: AddressFamily = .unix, _ type: SocketType = .stream, _ protocol: SocketProtocol = .automatic,
    mode: Mode = defaultMode
  ) throws(SocketError) -> (Socket, Socket) {
    let waitingTime = try mode.waitingTime(for: "socketpair")
    let typeAndFlags = try SocketFlags.forNewSocket(waitingTime).added(to: type, for: "socketpair")
    do {
      let pair = try systemSocketPair(family.rawValue, typeAndFlags, `protocol`.rawValue)
      return (
        Socket(owning: pair.0, family, type, `protocol`, waitingTime: waitingTime),
        Socket(owning: pair.1, family, type, `protocol`, waitingTime: waitingTime)
      )
    } catch {
      throw SocketError("socketpair", "\(family.symbol), \(type), \(`protocol`)", .errno(error))
    }
  }

  /// Takes over an open descriptor, about which all is known.
  init(
    owning descriptor: CInt, _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol,
    waitingTime: Int64
  ) {
    self.descriptor = descriptor
    self.family = family
    self.type = type
    self.protocol = `protocol`
    self.waitingTime = Atomic(waitingTime)
  }

  deinit {
    guard !isClosed else { return }
    endWatch()
    try? systemClose(descriptor)
  }
}

extension SocketFlags {
  /// Every socket closes on exec; only one that waits without end is in blocking state.
  static func forNewSocket(_ waitingTime: Int64) -> SocketFlags {
    waitingTime < 0 ? .SOCK_CLOEXEC : [.SOCK_CLOEXEC, .SOCK_NONBLOCK]
  }

  /// What socket(2) takes as type.
  fileprivate func added(to type: SocketType, for operation: String) throws(SocketError) -> Int32 {
    let all: SocketFlags = [.SOCK_CLOEXEC, .SOCK_NONBLOCK]
    guard type.rawValue & all.rawValue == 0 else {
      throw SocketError(
        operation,
        .invalidArgument("SOCK_NONBLOCK is said by the mode, and SOCK_CLOEXEC is always set: neither is a type"))
    }
    return type.rawValue | rawValue
  }
}
