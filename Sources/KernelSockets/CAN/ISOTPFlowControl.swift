/// What an ISO-TP socket asks of who sends to it: ``SocketOption/CAN_ISOTP_RECV_FC``.
///
/// ```swift
/// try isotp.setOption(.CAN_ISOTP_RECV_FC, try .asking(blockSize: 8, separation: .milliseconds(5)))
/// ```
extension Linux.can_isotp_fc_options {
  /// Asks the sender to stop after some frames, and to leave time between them.
  ///
  /// - Parameters:
  ///   - blockSize: After how many frames the sender is to wait for the next flow control; 0 for never.
  ///   - separation: The least time from one frame to the next: 0 to 127 whole milliseconds, or 100 to 900 microseconds
  ///     in steps of 100.
  ///   - maximumWaits: How many times the receiver may put the sender off.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for another time, which the frame has no
  ///   number for.
  public static func asking(
    blockSize: UInt8 = 0, separation: Duration = .zero, maximumWaits: UInt8 = 0
  ) throws(SocketError) -> Self {
    guard let number = (UInt8.min...UInt8.max).first(where: { Self.time($0) == separation }) else {
      throw SocketError(
        "setsockopt", "CAN_ISOTP_RECV_FC",
        .invalidArgument("\(separation) is neither 0 to 127 whole milliseconds nor 100 to 900 µs in steps of 100"))
    }
    return Self(bs: blockSize, stmin: number, wftmax: maximumWaits)
  }

  /// The least time from one frame to the next; `nil` for a reserved number.
  public var separation: Duration? { Self.time(stmin) }

  /// STmin of ISO 15765-2.
  private static func time(_ number: UInt8) -> Duration? {
    switch number {
    case 0...0x7F: .milliseconds(number)
    case 0xF1...0xF9: .microseconds(100 * Int(number - 0xF0))
    default: nil
    }
  }
}

/// Which frames an ISO-TP socket sends: ``SocketOption/CAN_ISOTP_LL_OPTS``. Frames of both kinds are received anyway by a
/// socket for CAN FD.
///
/// ```swift
/// try isotp.setOption(.CAN_ISOTP_LL_OPTS, try .flexibleDataRate(dataLength: 64))
/// ```
extension Linux.can_isotp_ll_options {
  /// Frames of classic CAN, with at most 8 bytes. So it is without the option.
  public static var classic: Self { Self(mtu: UInt8(Linux.CAN_MTU), tx_dl: UInt8(Linux.CAN_MAX_DLEN)) }

  /// Frames of CAN FD.
  ///
  /// - Parameters:
  ///   - dataLength: The most bytes in a frame: 8, 12, 16, 20, 24, 32, 48 or 64.
  ///   - switchesBitRate: Whether the data goes at the faster rate. `CANFD_BRS`
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for another length.
  public static func flexibleDataRate(
    dataLength: Int = 64, switchesBitRate: Bool = false
  ) throws(SocketError) -> Self {
    let lengths = [8, 12, 16, 20, 24, 32, 48, 64]
    guard lengths.contains(dataLength) else {
      throw SocketError(
        "setsockopt", "CAN_ISOTP_LL_OPTS",
        .invalidArgument("a frame of CAN FD does not end at \(dataLength) bytes: it does at one of \(lengths)"))
    }
    return Self(
      mtu: UInt8(Linux.CANFD_MTU), tx_dl: UInt8(dataLength), tx_flags: switchesBitRate ? UInt8(Linux.CANFD_BRS) : 0)
  }
}
