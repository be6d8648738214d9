extension SocketError {
  /// Why an operation failed.
  public enum Cause: Error, Hashable, Sendable {
    /// The kernel refused, with this error number.
    case errno(Errno)
    /// The kernel refused, with this error number, and gave its reason in words, as netlink does.
    case refused(Errno, reason: String)
    /// The time-out of the socket's ``Socket/Mode-swift.enum`` or of the call ran out. Python: `TimeoutError`.
    case timedOut
    /// The socket was closed before, or while the call waited.
    case closed
    /// The name could not be looked up. Python: `socket.gaierror`.
    case resolver(AddressInfoError)
    /// The host's entry could not be found. Python: `socket.herror`.
    case hostLookup(HostLookupError)
    /// A name that is not ASCII can't be turned into a domain name, or the other way about.
    case internationalName(InternationalNameProblem)
    /// services(5) or protocols(5) has no such entry. Python: `OSError` with "service/proto not found".
    case notFound
    /// The text or the bytes are not an address.
    case invalidAddress(AddressProblem)
    /// The option can't hold this value, or the kernel's answer is not a value of the option's type.
    case invalidOptionValue
    /// The time-out is negative.
    case negativeTimeout
    /// The call can be awaited in another ``Socket/Mode-swift.enum`` only.
    case blockingMode
    /// An argument can't be right: which, and why.
    case invalidArgument(String)
    /// The stream ended before so many bytes or characters had come. Python: `EOFError`, `IncompleteReadError`.
    case endOfStream
    /// A line is longer than this limit in bytes.
    case lineTooLong(limit: Int)
    /// A chunk is longer than this limit in bytes, or says so.
    case chunkTooLong(limit: Int)
    /// The task that iterates over ``Arrivals`` was cancelled. (Calls throw `CancellationError`.)
    case cancelled
    /// Bytes can't be read, or characters not be written, in the encoding. Python: `UnicodeError`.
    case invalidText(TextProblem)
  }

  /// Why something is not an address.
  public enum AddressProblem: Hashable, Sendable {
    /// The text has not the form of such an address.
    case malformed
    /// The port is no number from 0 to 65535.
    case port
    /// No network interface has the name.
    case unknownInterface
    /// The text holds a zero byte, where C would stop reading.
    case containsNUL
    /// A name or path is longer than the address can hold: `limit` bytes.
    case tooLong(limit: Int)
    /// A path is empty.
    case empty
    /// The address is not of this family, which is needed here.
    case wrongFamily(AddressFamily)
    /// So many bytes are needed, not fewer and not more.
    case byteCount(expected: Int)
    /// A number, the named part of the address, is greater than `limit`.
    case outOfRange(_ part: String, value: UInt64, limit: UInt64)
    /// The bytes are not the wanted address structure.
    case bytes(AddressBytesError)
  }
}

extension SocketError.Cause: CustomStringConvertible {
  /// The cause in a few words: an error number by its name and the system's text for it.
  public var description: String {
    switch self {
    case .errno(let errno): "\(errno.name), \(errno)"
    case .refused(let errno, let reason): "\(errno.name), \(errno): \(reason)"
    case .timedOut: "timed out"
    case .closed: "the socket is closed"
    case .resolver(let error): "\(error), \(systemDescription(of: error))"
    case .hostLookup(let error): "\(error), \(systemDescription(of: error))"
    case .internationalName(let problem): problem.description
    case .notFound: "there is no such entry"
    case .invalidAddress(let problem): problem.description
    case .invalidOptionValue: "the value does not fit the option"
    case .negativeTimeout: "a time-out can't be negative"
    case .blockingMode: "this can't be awaited on a socket in blocking mode"
    case .invalidArgument(let reason): reason
    case .endOfStream: "the stream ended too early"
    case .lineTooLong(let limit): "the line is longer than \(limit) bytes"
    case .chunkTooLong(let limit): "the chunk is longer than \(limit) bytes"
    case .cancelled: "the task was cancelled"
    case .invalidText(let problem): problem.description
    }
  }
}

extension SocketError.AddressProblem: CustomStringConvertible {
  /// The problem in a few words.
  public var description: String {
    switch self {
    case .malformed: "not an address"
    case .port: "a port is a number from 0 to 65535"
    case .unknownInterface: "no network interface has this name"
    case .containsNUL: "a zero byte is not allowed here"
    case .tooLong(let limit): "longer than \(limit) bytes"
    case .empty: "a path can't be empty"
    case .wrongFamily(let family): "not an address of \(family.symbol)"
    case .byteCount(let expected): "not \(expected) bytes"
    case .outOfRange(let part, let value, let limit): "\(part) \(value) is out of range, which ends at \(limit)"
    case .bytes(let error): error.description
    }
  }
}
