/// A frame on a CAN bus: a classic one with up to 8 bytes, or one with flexible data rate (CAN FD) with up to 64.
///
/// ```swift
/// let can = try Socket(.can, .raw, .CAN_RAW)
/// try can.bind(to: .can(interface: "vcan0"))
/// try can.send(CANFrame(0x123, data: [0xDE, 0xAD, 0xBE, 0xEF]))
/// print(try can.receiveCANFrame()!)  // 123#DEADBEEF
/// ```
///
/// The C structures are `struct can_frame` and `struct canfd_frame`.
public struct CANFrame: Hashable, Sendable {
  /// Identifier and flags as C has them: `canid_t`.
  public let rawIdentifier: UInt32
  /// Whether the frame is of CAN FD.
  public let isFD: Bool
  /// `CANFD_BRS` and `CANFD_ESI`: the data went at the higher rate; the sender is in error state passive. Zero in
  /// classic frames.
  public var fdFlags: Int32 = 0
  /// The data length code on the wire, 9 to 15, of a classic frame with 8 bytes; otherwise 0. It needs
  /// `CAN_CTRLMODE_CC_LEN8_DLC`, Linux ≥ 5.11.
  public var rawLengthCode: UInt8 = 0
  /// How many bytes of data the frame has, or a remote request asks for.
  public let count: Int
  /// The data, and zeroes behind.
  @usableFromInline var storage: CANData

  /// A frame with data.
  ///
  /// - Parameters:
  ///   - identifier: 11 bits; 29 bits in an extended frame.
  ///   - isExtended: Whether the frame has the longer identifier.
  ///   - data: At most 8 bytes, 64 with `isFD`.
  ///   - isFD: Whether the frame is of CAN FD: the socket needs ``SocketOption/CAN_RAW_FD_FRAMES``, and the controller
  ///     pads the data to a length that the bus has: 8, 12, 16, 20, 24, 32, 48 or 64.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for more bytes or bits than that.
  @inlinable
  public init(
    _ identifier: UInt32, isExtended: Bool = false, data: some Collection<UInt8>, isFD: Bool = false
  ) throws(SocketError) {
    self = try data.withSpan { data throws(SocketError) in
      try CANFrame(identifier, isExtended: isExtended, bytes: data, isFD: isFD)
    }
  }

  @inlinable
  init(_ identifier: UInt32, isExtended: Bool, bytes: RawSpan, isFD: Bool) throws(SocketError) {
    let raw = try Self.rawIdentifier(identifier, isExtended: isExtended)
    try self.init(rawIdentifier: raw, count: bytes.byteCount, data: bytes, isFD: isFD)
  }

  /// A request that the frame with this identifier be sent. There are none in CAN FD.
  ///
  /// - Parameters:
  ///   - identifier: 11 bits; 29 bits of an extended frame.
  ///   - isExtended: Whether the frame has the longer identifier.
  ///   - count: How many bytes of data it is to have, at most 8.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for more bytes or bits than that.
  public init(requesting identifier: UInt32, isExtended: Bool = false, count: Int = 0) throws(SocketError) {
    let raw = try Self.rawIdentifier(identifier, isExtended: isExtended)
    try self.init(rawIdentifier: raw | Linux.CAN_RTR_FLAG, count: count, data: RawSpan(), isFD: false)
  }

  @inlinable
  static func rawIdentifier(_ identifier: UInt32, isExtended: Bool) throws(SocketError) -> UInt32 {
    let mask = isExtended ? Linux.CAN_EFF_MASK : Linux.CAN_SFF_MASK
    guard identifier <= mask else { throw tooHigh(identifier, limit: mask) }
    return identifier | (isExtended ? Linux.CAN_EFF_FLAG : 0)
  }

  @usableFromInline
  static func tooHigh(_ identifier: UInt32, limit: UInt32) -> SocketError {
    .frame("identifier 0x\(String(identifier, radix: 16)) is above 0x\(String(limit, radix: 16))")
  }

  @usableFromInline
  static func tooLong(_ count: Int, limit: Int) -> SocketError {
    .frame("\(count) bytes of data are more than \(limit)")
  }

  /// A frame with identifier and flags as C has them.
  @inlinable
  init(rawIdentifier: UInt32, count: Int, data: RawSpan, isFD: Bool) throws(SocketError) {
    let limit = Int(isFD ? Linux.CANFD_MAX_DLEN : Linux.CAN_MAX_DLEN)
    guard 0...limit ~= count else { throw Self.tooLong(count, limit: limit) }
    self.rawIdentifier = rawIdentifier
    self.count = count
    self.isFD = isFD
    storage = CANData(data)
  }

  /// Reads a `struct can_frame` or `struct canfd_frame`, which their size tells apart.
  ///
  /// `nil` if it is neither, or its length is more than it can hold: a frame of CAN XL, see ``AnyCANFrame``.
  @inlinable
  public init?(reading bytes: RawSpan) {
    isFD = bytes.byteCount == Linux.canfd_frame.size
    guard isFD || bytes.byteCount == Linux.can_frame.size else { return nil }
    // What stands before the data is in the same places in both structures.
    let start = Linux.can_frame(reading: bytes, at: 0)
    count = Int(start.len)
    guard count <= Int(isFD ? Linux.CANFD_MAX_DLEN : Linux.CAN_MAX_DLEN) else { return nil }
    rawIdentifier = start.can_id
    storage = CANData(bytes.extracting(droppingFirst: Self.headerSize).extracting(first: count))
    if isFD {
      fdFlags = Int32(Linux.canfd_frame(reading: bytes, at: 0).flags) & ~Linux.CANFD_FDF
    } else if count == Int(Linux.CAN_MAX_DLEN) {
      rawLengthCode = start.len8_dlc
    }
  }

  /// How many bytes stand before the data.
  @inlinable static var headerSize: Int { Linux.can_frame.size - Int(Linux.CAN_MAX_DLEN) }

  /// The identifier: 11 bits, or 29 of an extended frame; the class of an error message, `CAN_ERR_` bits.
  @inlinable public var identifier: UInt32 {
    rawIdentifier & (isExtended || isErrorMessage ? Linux.CAN_EFF_MASK : Linux.CAN_SFF_MASK)
  }

  /// Whether the identifier has 29 bits.
  @inlinable public var isExtended: Bool { rawIdentifier & Linux.CAN_EFF_FLAG != 0 }

  /// Whether the frame asks for another one, and has no data.
  @inlinable public var isRemoteRequest: Bool { rawIdentifier & Linux.CAN_RTR_FLAG != 0 }

  /// Whether it is no frame of the bus, but the controller tells of an error: what ``SocketOption/CAN_RAW_ERR_FILTER``
  /// lets through.
  @inlinable public var isErrorMessage: Bool { rawIdentifier & Linux.CAN_ERR_FLAG != 0 }

  /// A copy of the data; none of a remote request.
  public var data: [UInt8] {
    isRemoteRequest ? [] : storage.sixtyFour.withBytes { [UInt8](copying: $0.extracting(first: count)) }
  }

  /// A byte of the data.
  ///
  /// - Precondition: `index` is less than ``count``.
  @inlinable
  public subscript(index: Int) -> UInt8 {
    precondition(index < count)
    return storage.sixtyFour[index]
  }

  /// Reads a `struct can_frame` or `struct canfd_frame` from an array. See ``init(reading:)``.
  public init?(bytes: [UInt8]) {
    self.init(reading: unsafe bytes.span.bytes)
  }

  /// The frame as C has it: 16 bytes, or 72 of CAN FD.
  public var bytes: [UInt8] { withBytes { [UInt8](copying: $0) } }

  /// Calls `body` with the frame as C has it: 16 bytes, or 72 of CAN FD.
  @inlinable
  public func withBytes<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if isFD {
      let flags = UInt8(truncatingIfNeeded: fdFlags | Linux.CANFD_FDF)
      return try Linux.canfd_frame(can_id: rawIdentifier, len: UInt8(count), flags: flags, data: storage.sixtyFour)
        .withBytes(body)
    }
    return try Linux.can_frame(can_id: rawIdentifier, len: UInt8(count), len8_dlc: rawLengthCode, data: storage.eight)
      .withBytes(body)
  }
}

extension SocketError {
  /// Something can't be a CAN frame.
  @usableFromInline
  static func frame(_ reason: String) -> SocketError { SocketError("CAN frame", .invalidArgument(reason)) }
}
