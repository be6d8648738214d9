// The control messages of other families.

extension ControlMessageKind<Linux.tpacket_auxdata> {
  /// Lengths, VLAN tag and state of a packet: received with ``SocketOption/PACKET_AUXDATA``; packet(7).
  public static var packetAuxiliaryData: Self { Self(SocketOption.PACKET_AUXDATA) }
}

extension ControlMessageKind<UInt8> {
  /// The type of a TLS record that is not application data: sent (`TLS_SET_RECORD_TYPE`).
  public static var recordType: Self {
    Self(level: .SOL_TLS, type: ControlMessageType(rawValue: Linux.TLS_SET_RECORD_TYPE))
  }
  /// The type of the TLS record that was received (`TLS_GET_RECORD_TYPE`).
  public static var receivedRecordType: Self {
    Self(level: .SOL_TLS, type: ControlMessageType(rawValue: Linux.TLS_GET_RECORD_TYPE))
  }
  /// The address that a J1939 message was sent to (`SCM_J1939_DEST_ADDR`): received.
  public static var j1939Destination: Self { Self(level: .SOL_CAN_J1939, type: .SCM_J1939_DEST_ADDR) }
  /// The priority of a J1939 message, 0 the highest (`SCM_J1939_PRIO`): received.
  public static var j1939Priority: Self { Self(level: .SOL_CAN_J1939, type: .SCM_J1939_PRIO) }
}

extension ControlMessageKind<UInt64> {
  /// The name that a J1939 message was sent to (`SCM_J1939_DEST_NAME`): received.
  public static var j1939DestinationName: Self { Self(level: .SOL_CAN_J1939, type: .SCM_J1939_DEST_NAME) }
}

extension ControlMessageKind<Linux.sctp_sndinfo> {
  /// Stream, protocol identifier and flags of an SCTP message (`SCTP_SNDINFO`): sent; RFC 6458, 5.3.4.
  public static var sctpSendInfo: Self {
    Self(level: .SOL_SCTP, type: ControlMessageType(rawValue: Linux.SCTP_SNDINFO))
  }
}
