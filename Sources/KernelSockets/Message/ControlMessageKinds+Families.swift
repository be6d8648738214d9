// The control messages of other families.

extension ControlMessageKind<Linux.tpacket_auxdata> {
  /// Lengths, VLAN tag and state of a packet: received with ``SocketOption/PACKET_AUXDATA``; packet(7).
  @inlinable public static var packetAuxiliaryData: Self { Self(SocketOption.PACKET_AUXDATA) }
}

extension ControlMessageKind<Linux.sock_extended_err> {
  /// Which time stamp it is that a packet socket took (`PACKET_TX_TIMESTAMP`): from the ``ErrorQueue``, which reads it.
  @inlinable public static var packetExtendedError: Self {
    Self(level: .SOL_PACKET, type: ControlMessageType(rawValue: Linux.PACKET_TX_TIMESTAMP))
  }
  /// Which buffers of a vsock socket are free again (`VSOCK_RECVERR`): from the ``ErrorQueue``, which reads it.
  @inlinable public static var vsockExtendedError: Self {
    Self(level: .SOL_VSOCK, type: ControlMessageType(rawValue: Linux.VSOCK_RECVERR))
  }
  /// Which time stamp it is that a raw CAN socket took (`SCM_CAN_RAW_ERRQUEUE`): from the ``ErrorQueue``, which reads it.
  @inlinable public static var canExtendedError: Self { Self(level: .SOL_CAN_RAW, type: .SCM_CAN_RAW_ERRQUEUE) }
  /// What became of a J1939 message (`SCM_J1939_ERRQUEUE`): from the ``ErrorQueue``, which reads it, with
  /// ``SocketOption/SO_J1939_ERRQUEUE``.
  @inlinable public static var j1939ExtendedError: Self { Self(level: .SOL_CAN_J1939, type: .SCM_J1939_ERRQUEUE) }
}

extension ControlMessageKind<UInt8> {
  /// The type of a TLS record that is not application data (`TLS_SET_RECORD_TYPE`): sent, once
  /// ``SocketOption/TLS_TX`` is set.
  @inlinable public static var recordType: Self {
    Self(level: .SOL_TLS, type: ControlMessageType(rawValue: Linux.TLS_SET_RECORD_TYPE))
  }
  /// The type of the TLS record that was received (`TLS_GET_RECORD_TYPE`), once ``SocketOption/TLS_RX`` is set.
  @inlinable public static var receivedRecordType: Self {
    Self(level: .SOL_TLS, type: ControlMessageType(rawValue: Linux.TLS_GET_RECORD_TYPE))
  }
  /// The address that a J1939 message was sent to (`SCM_J1939_DEST_ADDR`): received without being asked for.
  @inlinable public static var j1939Destination: Self { Self(level: .SOL_CAN_J1939, type: .SCM_J1939_DEST_ADDR) }
  /// The priority of a J1939 message, 0 the highest (`SCM_J1939_PRIO`): received without being asked for.
  @inlinable public static var j1939Priority: Self { Self(level: .SOL_CAN_J1939, type: .SCM_J1939_PRIO) }
}

extension ControlMessageKind<UInt64> {
  /// The name that a J1939 message was sent to (`SCM_J1939_DEST_NAME`): received without being asked for,
  /// if it was sent to a name.
  @inlinable public static var j1939DestinationName: Self { Self(level: .SOL_CAN_J1939, type: .SCM_J1939_DEST_NAME) }
}

extension ControlMessageKind<UInt64> {
  /// Which RDS destinations take messages again, a bit for each port modulo 64 (`RDS_CMSG_CONG_UPDATE`): received with
  /// ``SocketOption/RDS_CONG_MONITOR``, with no bytes beside it.
  @inlinable public static var rdsCongestionUpdate: Self {
    Self(level: .SOL_RDS, type: ControlMessageType(rawValue: Linux.RDS_CMSG_CONG_UPDATE))
  }
}

extension ControlMessageKind<UInt32> {
  /// The number that the end of an RDS message without copies is told of by (`RDS_CMSG_ZCOPY_COOKIE`): sent with
  /// `MSG_ZEROCOPY`, once ``SocketOption/SO_ZEROCOPY`` is on.
  @inlinable public static var rdsZeroCopyCookie: Self {
    Self(level: .SOL_RDS, type: ControlMessageType(rawValue: Linux.RDS_CMSG_ZCOPY_COOKIE))
  }
}

extension ControlMessageKind<Linux.rds_zcopy_cookies> {
  /// The numbers of RDS messages whose memory is free again (`RDS_CMSG_ZCOPY_COMPLETION`): received by itself or beside a
  /// message. The socket is readable then.
  @inlinable public static var rdsZeroCopyCookies: Self {
    Self(level: .SOL_RDS, type: ControlMessageType(rawValue: Linux.RDS_CMSG_ZCOPY_COMPLETION))
  }
}

extension ControlMessageKind<Linux.rds_cmsg_rx_trace> {
  /// How many nanoseconds an RDS message took from one point of its way through the kernel to the next
  /// (`RDS_CMSG_RXPATH_LATENCY`): received with ``SocketOption/SO_RDS_MSG_RXPATH_LATENCY``, which says from which points.
  @inlinable public static var rdsReceiveTrace: Self {
    Self(level: .SOL_RDS, type: ControlMessageType(rawValue: Linux.RDS_CMSG_RXPATH_LATENCY))
  }
}
