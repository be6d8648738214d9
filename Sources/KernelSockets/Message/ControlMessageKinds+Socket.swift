// The control messages of sockets of any family; socket(7), unix(7).

extension ControlMessageKind<Linux.ucred> {
  /// Process, user and group of the sender of a unix message (`SCM_CREDENTIALS`): received with
  /// ``SocketOption/SO_PASSCRED``, and sent by those who may pretend.
  @inlinable public static var credentials: Self { Self(level: .SOL_SOCKET, type: .SCM_CREDENTIALS) }
}

extension ControlMessageKind<String> {
  /// The security label of the sender of a unix message (`SCM_SECURITY`): received with ``SocketOption/SO_PASSSEC`` where
  /// a security module gives labels.
  @inlinable public static var securityLabel: Self { Self(level: .SOL_SOCKET, type: .SCM_SECURITY) }
}

extension ControlMessageKind<Duration> {
  /// When the message came in, since 1970 began, to microseconds (`SCM_TIMESTAMP`): received with ``SocketOption/SO_TIMESTAMP``.
  @inlinable public static var timestamp: Self { Self(level: .SOL_SOCKET, type: .SCM_TIMESTAMP, encoding: .timeval) }
  /// The same in 64 bits on every machine: received with ``SocketOption/SO_TIMESTAMP_NEW``.
  @inlinable public static var newTimestamp: Self { Self(SocketOption.SO_TIMESTAMP_NEW, encoding: .wideTimeval) }
  /// When the message came in, since 1970 began, to nanoseconds, in 64 bits on every machine: received with
  /// ``SocketOption/SO_TIMESTAMPNS_NEW``.
  @inlinable public static var newPreciseTimestamp: Self {
    Self(SocketOption.SO_TIMESTAMPNS_NEW, encoding: .wideTimespec)
  }
}

extension ControlMessageKind<Linux.timespec> {
  /// When the message came in, to nanoseconds (`SCM_TIMESTAMPNS`): received with ``SocketOption/SO_TIMESTAMPNS``.
  @inlinable public static var preciseTimestamp: Self { Self(level: .SOL_SOCKET, type: .SCM_TIMESTAMPNS) }
}

extension ControlMessageKind<Timestamps> {
  /// When the message came in, by the system's clock and the network card's (`SCM_TIMESTAMPING`): received with
  /// ``SocketOption/SO_TIMESTAMPING``; for messages that were sent, from the ``ErrorQueue``.
  @inlinable public static var timestamps: Self { Self(level: .SOL_SOCKET, type: .SCM_TIMESTAMPING) }
  /// The same in 64 bits on every machine: received with ``SocketOption/SO_TIMESTAMPING_NEW``.
  @inlinable public static var newTimestamps: Self { Self(SocketOption.SO_TIMESTAMPING_NEW) }
}

extension ControlMessageKind<Linux.scm_ts_pktinfo> {
  /// The network card that took the hardware's time stamp, and the packet's length (`SCM_TIMESTAMPING_PKTINFO`): received
  /// with ``SocketOption/SO_TIMESTAMPING`` and `SOF_TIMESTAMPING_OPT_PKTINFO`, where there is such a time stamp.
  @inlinable public static var timestampSource: Self { Self(level: .SOL_SOCKET, type: .SCM_TIMESTAMPING_PKTINFO) }
}

extension ControlMessageKind<[UInt8]> {
  /// The connection's figures when a time stamp was taken (`SCM_TIMESTAMPING_OPT_STATS`), as netlink attributes of the
  /// types `TCP_NLA_`: from the ``ErrorQueue``, with `SOF_TIMESTAMPING_OPT_STATS`.
  @inlinable public static var timestampStatistics: Self { Self(level: .SOL_SOCKET, type: .SCM_TIMESTAMPING_OPT_STATS) }
}

extension ControlMessageKind<UInt32> {
  /// How many messages the socket has dropped since it was made, for want of room: received with
  /// ``SocketOption/SO_RXQ_OVFL``, once there are any.
  @inlinable public static var dropCount: Self { Self(SocketOption.SO_RXQ_OVFL) }
  /// The packet's mark: received with ``SocketOption/SO_RCVMARK``, and sent, with the right to, for one message.
  @inlinable public static var mark: Self { Self(SocketOption.SO_MARK) }
  /// The packet's priority: received with ``SocketOption/SO_RCVPRIORITY``, and sent for one message, above 6 with the
  /// right to. (Linux ≥ 6.14)
  @inlinable public static var priority: Self { Self(SocketOption.SO_PRIORITY) }
  /// Which time stamps to take of a message that is sent, by the bits `SOF_TIMESTAMPING_TX_`: sent, on a socket with
  /// ``SocketOption/SO_TIMESTAMPING``, whose other bits hold. The ``ErrorQueue`` has them.
  @inlinable public static var requestedTimestamps: Self { Self(SocketOption.SO_TIMESTAMPING_OLD) }
  /// The number that the ``ErrorQueue`` shall give for a datagram in ``ErrorQueue/TransmitTimestamp/key``
  /// (`SCM_TS_OPT_ID`): sent, on a socket with ``SocketOption/SO_TIMESTAMPING`` and `SOF_TIMESTAMPING_OPT_ID`.
  /// (Linux ≥ 6.13)
  @inlinable public static var timestampKey: Self { Self(level: .SOL_SOCKET, type: .SCM_TS_OPT_ID) }
}

extension ControlMessageKind<Int32> {
  /// How many bytes are there to be received next, on a unix stream (`SCM_INQ`): received with ``SocketOption/SO_INQ``.
  /// (Linux ≥ 6.17)
  @inlinable public static var unreadByteCount: Self { Self(level: .SOL_SOCKET, type: .SCM_INQ) }
}

extension ControlMessageKind<UInt64> {
  /// When the message shall go out, in nanoseconds of the clock that ``SocketOption/SO_TXTIME`` chose (`SCM_TXTIME`): sent.
  @inlinable public static var transmitTime: Self { Self(level: .SOL_SOCKET, type: .SCM_TXTIME) }
}
