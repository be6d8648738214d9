/// What went wrong in a socket operation, in which one, and where known how to put it right.
///
/// Every function of this library that can fail throws this type. Look at ``cause``, or at ``errno`` for the errors of
/// the kernel:
///
/// ```swift
/// do {
///   try socket.connect(to: address)
/// } catch where error.errno == .connectionRefused {
///   print(error)  // connect to 127.0.0.1:1: ECONNREFUSED, Connection refused
/// }
/// ```
///
/// Python: `OSError`, `TimeoutError`, `socket.gaierror` and `socket.herror`.
public struct SocketError: Error, Hashable, Sendable {
  /// One word, so that a function that throws returns as quickly as one that does not.
  private let details: Details

  private final class Details: Sendable {
    let operation: String
    let subject: String?
    let cause: Cause
    let bytesSent: Int
    let messagesSent: Int
    let attempts: [SocketError]

    init(
      _ operation: String, _ subject: String?, _ cause: Cause, _ bytesSent: Int, _ messagesSent: Int,
      _ attempts: [SocketError]
    ) {
      self.operation = operation
      self.subject = subject
      self.cause = cause
      self.bytesSent = bytesSent
      self.messagesSent = messagesSent
      self.attempts = attempts
    }
  }

  /// An error, for code that extends this library.
  ///
  /// - Parameters:
  ///   - operation: What failed, such as `"connect"`.
  ///   - subject: What it was done to, with a preposition, such as `"to 127.0.0.1:80"`.
  ///   - cause: Why.
  ///   - bytesSent: How many bytes had been sent before.
  ///   - messagesSent: How many messages had been sent before.
  ///   - attempts: The failures that this one sums up.
  public init(
    _ operation: String, _ subject: String?, _ cause: Cause, bytesSent: Int = 0, messagesSent: Int = 0,
    attempts: [SocketError] = []
  ) {
    details = Details(operation, subject, cause, bytesSent, messagesSent, attempts)
  }

  /// An error without a subject, for code that extends this library.
  public init(_ operation: String, _ cause: Cause) {
    self.init(operation, nil, cause)
  }

  /// The operation that failed, in a word or two, such as `"connect"`.
  public var operation: String { details.operation }

  /// What the operation was done to, such as `"to 127.0.0.1:80"`.
  public var subject: String? { details.subject }

  /// Why the operation failed.
  public var cause: Cause { details.cause }

  /// How many bytes went out before ``Socket/sendAll(_:flags:)-(RawSpan,_)`` failed; zero for other operations.
  public var bytesSent: Int { details.bytesSent }

  /// How many messages went out before ``Socket/sendMessages(_:from:flags:)`` failed; zero for other operations.
  public var messagesSent: Int { details.messagesSent }

  /// The failures behind this one, where several addresses were tried in turn.
  public var attempts: [SocketError] { details.attempts }

  /// The kernel's error number, if it was the kernel that refused.
  public var errno: Errno? {
    switch cause {
    case .errno(let errno), .refused(let errno, _): errno
    default: nil
    }
  }

  /// Whether two errors say the same.
  public static func == (left: Self, right: Self) -> Bool {
    left.operation == right.operation && left.subject == right.subject && left.cause == right.cause
      && left.bytesSent == right.bytesSent && left.messagesSent == right.messagesSent && left.attempts == right.attempts
  }

  /// Feeds what ``==(_:_:)`` compares to the hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(operation)
    hasher.combine(subject)
    hasher.combine(cause)
    hasher.combine(bytesSent)
    hasher.combine(messagesSent)
  }
}

extension SocketError: CustomStringConvertible {
  /// One line: operation, subject, cause, and the way out if there is one.
  public var description: String {
    var text = operation
    if let subject { text += " \(subject)" }
    text += ": \(cause)"
    if bytesSent > 0 { text += " (after \(bytesSent) bytes)" }
    if messagesSent > 0 { text += " (after \(messagesSent) messages)" }
    if let wayOut { text += "; \(wayOut)" }
    if attempts.count > 1 { text += " [\(attempts.map(\.description).joined(separator: "; "))]" }
    return text
  }
}
