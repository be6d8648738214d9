extension ControlBuffer {
  /// What the control messages of a message from the error queue tell. ``ErrorQueue`` reads such messages;
  /// ``Socket/receiveMessage(into:control:flags:)-(MutableRawSpan,_,_)`` with `MSG_ERRQUEUE` does as well.
  public var errorQueueEvent: ErrorQueue.Event {
    var timestamps = Timestamps()
    var (error, offender): (Linux.sock_extended_err?, SocketAddress?)
    for message in self {
      if let stamps = message.value(of: .timestamps) ?? message.value(of: .newTimestamps) {
        timestamps = stamps
      } else if message.holdsExtendedError, let structure = message.value(as: Linux.sock_extended_err.self) {
        error = structure
        offender = message.offender
      }
    }
    guard let error else { return .other(nil) }
    return ErrorQueue.Event(error, offender, timestamps)
  }
}

extension ErrorQueue.Event {
  fileprivate init(_ error: Linux.sock_extended_err, _ offender: SocketAddress?, _ timestamps: Timestamps) {
    let errno = Errno(rawValue: Int32(bitPattern: error.ee_errno))
    switch Int32(error.ee_origin) {
    case Linux.SO_EE_ORIGIN_ICMP, Linux.SO_EE_ORIGIN_ICMP6:
      self = .icmp(
        ErrorQueue.ICMPError(
          isVersion6: Int32(error.ee_origin) == Linux.SO_EE_ORIGIN_ICMP6, errno: errno, type: error.ee_type,
          code: error.ee_code, info: error.ee_info, offender: offender))
    case Linux.SO_EE_ORIGIN_LOCAL:
      self = .local(ErrorQueue.LocalError(errno: errno, info: error.ee_info))
    case Linux.SO_EE_ORIGIN_ZEROCOPY:
      let wasCopied = Int32(error.ee_code) & Linux.SO_EE_CODE_ZEROCOPY_COPIED != 0
      self = .zeroCopy(
        ErrorQueue.ZeroCopyCompletion(first: error.ee_info, last: error.ee_data, wasCopied: wasCopied))
    case Linux.SO_EE_ORIGIN_TIMESTAMPING:
      self = .transmitTimestamp(
        ErrorQueue.TransmitTimestamp(
          stage: .init(rawValue: error.ee_info), timestamps: timestamps, key: error.ee_data))
    case Linux.SO_EE_ORIGIN_TXTIME:
      self = .transmitTime(
        ErrorQueue.TransmitTimeError(
          isMissed: Int32(error.ee_code) == Linux.SO_EE_CODE_TXTIME_MISSED,
          time: UInt64(error.ee_data) << 32 | UInt64(error.ee_info)))
    default:
      self = .other(
        ErrorQueue.ExtendedError(
          errno: errno, origin: error.ee_origin, type: error.ee_type, code: error.ee_code, info: error.ee_info,
          data: error.ee_data))
    }
  }
}

extension ControlMessage {
  /// Each protocol has a number of its own for the same structure.
  fileprivate var holdsExtendedError: Bool {
    isOf(.extendedError) || isOf(.extendedError6) || isOf(.packetExtendedError) || isOf(.vsockExtendedError)
      || isOf(.canExtendedError) || isOf(.j1939ExtendedError)
  }

  /// The address that follows the structure. `SO_EE_OFFENDER`.
  fileprivate var offender: SocketAddress? {
    withBytes { bytes in
      let address = SocketAddress(prefixOf: bytes.extracting(droppingFirst: Linux.sock_extended_err.size))
      return address.byteCount < 2 || address.family == .unspecified ? nil : address
    }
  }
}
