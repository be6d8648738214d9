extension SocketError {
  /// What a caller may do differently about an error.
  ///
  /// ```swift
  /// do {
  ///   try serve(client)
  /// } catch where error.kind == .connectionReset || error.kind == .brokenPipe {
  ///   // The client is gone: nothing to do.
  /// }
  /// ```
  public enum Kind: Hashable, Sendable {
    /// The call can't be done now on a non-blocking socket: try again once it is ready. Python: `BlockingIOError`.
    case wouldBlock
    /// Time is up, by the socket's mode, the call's limit or the network's. Python: `TimeoutError`.
    case timedOut
    /// A signal came. Calls of this library go on by themselves. Python: `InterruptedError`.
    case interrupted
    /// Nobody listens there. Python: `ConnectionRefusedError`.
    case connectionRefused
    /// The peer broke the connection off. Python: `ConnectionResetError`.
    case connectionReset
    /// The connection was broken off on this side. Python: `ConnectionAbortedError`.
    case connectionAborted
    /// The peer takes no more bytes. Python: `BrokenPipeError`.
    case brokenPipe
    /// Another socket has the address.
    case addressInUse
    /// A right is missing. Python: `PermissionError`.
    case permissionDenied
    /// The socket was closed on this side.
    case closed
    /// The task that waited was cancelled. Python: `asyncio.CancelledError`.
    case cancelled
    /// The name could not be looked up. Python: `socket.gaierror`, `socket.herror`.
    case nameResolution
    /// The stream ended before all that was asked for had come. Python: `EOFError`.
    case endOfStream
    /// What came is not what was asked for: a line or chunk that is too long, or bytes that are not text. Python: `UnicodeError`.
    case invalidData
    /// An argument can't be right, wherever it is used.
    case invalidArgument
    /// This kernel does not have it: the family, protocol, option or operation.
    case unsupported
    /// Another error of the operating system: see ``SocketError/errno``.
    case operatingSystem
  }

  /// What a caller may do differently about it.
  public var kind: Kind {
    switch cause {
    case .errno(let errno), .refused(let errno, _): Kind(errno)
    case .timedOut: .timedOut
    case .closed: .closed
    case .resolver, .hostLookup, .internationalName, .notFound: .nameResolution
    case .endOfStream: .endOfStream
    case .cancelled: .cancelled
    case .lineTooLong, .chunkTooLong, .invalidText(.malformed): .invalidData
    case .invalidText(.unencodable): .invalidArgument
    case .invalidAddress, .invalidOptionValue, .negativeTimeout, .blockingMode, .invalidArgument:
      .invalidArgument
    }
  }
}

extension SocketError.Kind {
  fileprivate init(_ errno: Errno) {
    self =
      switch errno {
      case .resourceTemporarilyUnavailable, .nowInProgress, .alreadyInProcess: .wouldBlock
      case .timedOut: .timedOut
      case .interrupted: .interrupted
      case .connectionRefused: .connectionRefused
      case .connectionReset: .connectionReset
      case .connectionAbort: .connectionAborted
      case .brokenPipe, .socketShutdown: .brokenPipe
      case .addressInUse: .addressInUse
      case .permissionDenied, .notPermitted: .permissionDenied
      case .addressFamilyNotSupported, .protocolFamilyNotSupported, .protocolNotSupported, .socketTypeNotSupported,
        .protocolNotAvailable, .notSupportedOnSocket, .noFunction:
        .unsupported
      default: .operatingSystem
      }
  }
}
