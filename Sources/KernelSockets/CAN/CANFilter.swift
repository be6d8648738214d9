extension Linux.can_filter {
  /// Lets through the data frames with one identifier: not those of the other length, nor remote requests.
  ///
  /// ```swift
  /// try can.setOption(.CAN_RAW_FILTER, [.only(0x123), .only(0x1F33_4455, isExtended: true)])
  /// ```
  ///
  /// A frame passes a socket if it passes one of its filters; with ``SocketOption/CAN_RAW_JOIN_FILTERS``, all of them.
  ///
  /// - Parameters:
  ///   - identifier: 11 bits; 29 bits of extended frames.
  ///   - isExtended: Whether the frames have the longer identifier.
  public static func only(_ identifier: UInt32, isExtended: Bool = false) -> Self {
    matching(identifier, mask: Linux.CAN_EFF_MASK, isExtended: isExtended)
  }

  /// Lets through the data frames whose identifiers agree in the bits of a mask.
  public static func matching(_ identifier: UInt32, mask: UInt32, isExtended: Bool = false) -> Self {
    Self(
      can_id: identifier & Linux.CAN_EFF_MASK | (isExtended ? Linux.CAN_EFF_FLAG : 0),
      can_mask: mask & Linux.CAN_EFF_MASK | Linux.CAN_EFF_FLAG | Linux.CAN_RTR_FLAG)
  }

  /// Lets through what this one does not.
  public var inverted: Self { Self(can_id: can_id ^ Linux.CAN_INV_FILTER, can_mask: can_mask) }

  /// Whether a frame passes this filter, as the kernel decides it. Error messages have a filter of their own,
  /// ``SocketOption/CAN_RAW_ERR_FILTER``, and pass none of these.
  public func matches(_ frame: CANFrame) -> Bool {
    let agrees = (frame.rawIdentifier ^ can_id) & can_mask & ~Linux.CAN_INV_FILTER == 0
    return !frame.isErrorMessage && agrees == (can_id & Linux.CAN_INV_FILTER == 0)
  }
}
