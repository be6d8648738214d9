// The control messages of SCTP; RFC 6458, 5.3.

extension ControlMessageKind<Linux.sctp_initmsg> {
  /// How many streams a new association shall have, and how often to try (`SCTP_INIT`): sent with the first message.
  @inlinable public static var sctpInitialization: Self {
    Self(level: .SOL_SCTP, type: ControlMessageType(rawValue: Linux.SCTP_INIT))
  }
}

extension ControlMessageKind<Linux.sctp_sndinfo> {
  /// Stream, protocol identifier and flags of an SCTP message (`SCTP_SNDINFO`): sent.
  @inlinable public static var sctpSendInfo: Self {
    Self(level: .SOL_SCTP, type: ControlMessageType(rawValue: Linux.SCTP_SNDINFO))
  }
}

extension ControlMessageKind<Linux.sctp_sndrcvinfo> {
  /// Stream, protocol identifier, flags and numbers of an SCTP message (`SCTP_SNDRCV`): received with
  /// ``SocketOption/SCTP_EVENTS`` and its `sctp_data_io_event`, and sent. RFC 6458 prefers the newer kinds.
  @inlinable public static var sctpSendReceiveInfo: Self {
    Self(level: .SOL_SCTP, type: ControlMessageType(rawValue: Linux.SCTP_SNDRCV))
  }
}

extension ControlMessageKind<Linux.sctp_rcvinfo> {
  /// Stream, protocol identifier, flags and numbers of an SCTP message (`SCTP_RCVINFO`): received with
  /// ``SocketOption/SCTP_RECVRCVINFO``.
  @inlinable public static var sctpReceiveInfo: Self {
    Self(level: .SOL_SCTP, type: ControlMessageType(rawValue: Linux.SCTP_RCVINFO))
  }
}

extension ControlMessageKind<Linux.sctp_nxtinfo> {
  /// Stream, flags and length of the SCTP message behind this one, if it is there (`SCTP_NXTINFO`): received with
  /// ``SocketOption/SCTP_RECVNXTINFO``.
  @inlinable public static var sctpNextInfo: Self {
    Self(level: .SOL_SCTP, type: ControlMessageType(rawValue: Linux.SCTP_NXTINFO))
  }
}

extension ControlMessageKind<Linux.sctp_prinfo> {
  /// How long to try to send an SCTP message (`SCTP_PRINFO`), by a policy such as `Linux.SCTP_PR_SCTP_TTL`: sent.
  @inlinable public static var sctpPartialReliability: Self {
    Self(level: .SOL_SCTP, type: ControlMessageType(rawValue: Linux.SCTP_PRINFO))
  }
}

extension ControlMessageKind<Linux.sctp_authinfo> {
  /// The key that an SCTP message is authenticated with (`SCTP_AUTHINFO`), by number: sent, once
  /// ``SocketOption/SCTP_AUTH_KEY`` has given the association keys; Linux ≥ 4.17.
  @inlinable public static var sctpAuthenticationInfo: Self {
    Self(level: .SOL_SCTP, type: ControlMessageType(rawValue: Linux.SCTP_AUTHINFO))
  }
}

extension ControlMessageKind<Linux.in_addr> {
  /// A further address of the peer's that a new association is set up with (`SCTP_DSTADDRV4`): sent with the first
  /// message, once for each address; Linux ≥ 4.17.
  @inlinable public static var sctpDestination: Self {
    Self(level: .SOL_SCTP, type: ControlMessageType(rawValue: Linux.SCTP_DSTADDRV4))
  }
}

extension ControlMessageKind<Linux.in6_addr> {
  /// A further address of the peer's that a new association is set up with (`SCTP_DSTADDRV6`): sent with the first
  /// message, once for each address; Linux ≥ 4.17.
  @inlinable public static var sctpDestination6: Self {
    Self(level: .SOL_SCTP, type: ControlMessageType(rawValue: Linux.SCTP_DSTADDRV6))
  }
}
