/// A socket option: its level, its name, and the type of its value.
///
/// The constants are generated: `SocketOption.SO_REUSEADDR` is a `SocketOption<Bool>`.
public struct SocketOption<Value>: Hashable, Sendable {
  /// The protocol that the option belongs to, an `SOL_` or `IPPROTO_` constant.
  public var level: Int32
  /// The option's number within its level.
  public var name: Int32
  /// How the value stands in memory, where its type leaves a choice.
  public var encoding: SocketOptionEncoding

  /// An option by number, for what has no constant here; setsockopt(2).
  @inlinable
  public init(level: Int32, name: Int32, encoding: SocketOptionEncoding = .natural) {
    self.level = level
    self.name = name
    self.encoding = encoding
  }
}

/// How an option's value stands in memory. All but ``natural`` are for `Duration`.
public enum SocketOptionEncoding: UInt8, Sendable {
  /// As the type says: an `int` for a `Bool`, the structure's own layout, and so on.
  case natural
  /// `struct timeval`.
  case timeval
  /// `struct __kernel_sock_timeval`: seconds and microseconds in 64 bits each, on every machine.
  case wideTimeval
  /// `struct __kernel_timespec`: seconds and nanoseconds in 64 bits each, on every machine.
  case wideTimespec
  /// An `int` of seconds.
  case seconds
  /// An `int` of milliseconds.
  case milliseconds
  /// An `int` of microseconds.
  case microseconds
  /// An `int` of nanoseconds.
  case nanoseconds
}

/// A Swift type, besides structures, that an option's value can have.
public protocol SocketOptionValue: Sendable {
  /// How many bytes to offer to getsockopt(2).
  static func capacity(_ encoding: SocketOptionEncoding) -> Int
  /// Reads what getsockopt(2) returned; `nil` if the bytes can't be such a value.
  init?(optionBytes: RawSpan, _ encoding: SocketOptionEncoding)
  /// Calls `body` with the bytes for setsockopt(2); with `nil` if the option can't hold this value.
  func withOptionBytes<Result, Failure: Error>(
    _ encoding: SocketOptionEncoding, _ body: (RawSpan?) throws(Failure) -> Result
  ) throws(Failure) -> Result
}
