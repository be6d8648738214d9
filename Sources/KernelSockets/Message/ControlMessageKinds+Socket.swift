// The control messages of sockets of any family; socket(7), unix(7).

extension ControlMessageKind<Linux.ucred> {
  /// Process, user and group of the sender of a unix message (`SCM_CREDENTIALS`): received with
  /// ``SocketOption/SO_PASSCRED``, and sent by those who may pretend.
  public static var credentials: Self { Self(level: .SOL_SOCKET, type: .SCM_CREDENTIALS) }
}

extension ControlMessageKind<String> {
  /// The security label of the sender of a unix message (`SCM_SECURITY`): received with ``SocketOption/SO_PASSSEC`` where
  /// a security module gives labels.
  public static var securityLabel: Self { Self(level: .SOL_SOCKET, type: .SCM_SECURITY) }
}

extension ControlMessageKind<Duration> {
  /// When the message came in, since 1970 began, to microseconds (`SCM_TIMESTAMP`): received with ``SocketOption/SO_TIMESTAMP``.
  public static var timestamp: Self { Self(level: .SOL_SOCKET, type: .SCM_TIMESTAMP, encoding: .timeval) }
}

extension ControlMessageKind<Linux.timespec> {
  /// When the message came in, to nanoseconds (`SCM_TIMESTAMPNS`): received with ``SocketOption/SO_TIMESTAMPNS``.
  public static var preciseTimestamp: Self { Self(level: .SOL_SOCKET, type: .SCM_TIMESTAMPNS) }
}

extension ControlMessageKind<Linux.scm_timestamping> {
  /// Time stamps of software, and of the network card's clock at index 2 (`SCM_TIMESTAMPING`): received with
  /// ``SocketOption/SO_TIMESTAMPING``; for messages that were sent, from the error queue.
  public static var timestamps: Self { Self(level: .SOL_SOCKET, type: .SCM_TIMESTAMPING) }
}

extension ControlMessageKind<UInt32> {
  /// How many messages the socket has dropped since it was made, for want of room: received with
  /// ``SocketOption/SO_RXQ_OVFL``, once there are any.
  public static var dropCount: Self { Self(SocketOption.SO_RXQ_OVFL) }
  /// The packet's mark: received with ``SocketOption/SO_RCVMARK``, and sent, with the right to, for one message.
  public static var mark: Self { Self(SocketOption.SO_MARK) }
}

extension ControlMessageKind<UInt64> {
  /// When the message shall go out, in nanoseconds of the clock that ``SocketOption/SO_TXTIME`` chose (`SCM_TXTIME`): sent.
  public static var transmitTime: Self { Self(level: .SOL_SOCKET, type: .SCM_TXTIME) }
}
