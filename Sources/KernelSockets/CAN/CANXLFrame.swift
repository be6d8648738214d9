/// A frame of CAN XL, with up to 2,048 bytes.
///
/// The socket needs ``SocketOption/CAN_RAW_XL_FRAMES``, Linux ≥ 6.1, and the interface an MTU for them. The C structure
/// is `struct canxl_frame`.
public struct CANXLFrame: Hashable, Sendable {
  /// Which frame goes first: 11 bits, the lowest first.
  public var priority: UInt32
  /// The virtual network. Only a socket with ``SocketOption/CAN_RAW_XL_VCID_OPTS`` passes it, Linux ≥ 6.9.
  public var virtualNetwork: UInt8
  /// `CANXL_SEC` and `CANXL_RRS`.
  public var flags: Int32
  /// What kind of data these are, as EtherType is in Ethernet.
  public var dataType: UInt8
  /// For filters: what it means depends on the kind of data.
  public var acceptance: UInt32
  /// The data.
  public let data: [UInt8]

  /// A frame.
  ///
  /// - Parameters:
  ///   - priority: 11 bits.
  ///   - virtualNetwork: The virtual network.
  ///   - flags: `CANXL_SEC` and `CANXL_RRS`.
  ///   - dataType: What kind of data these are.
  ///   - acceptance: For filters.
  ///   - data: 1 to 2,048 bytes.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for more bits or bytes, or none.
  public init(
    priority: UInt32, virtualNetwork: UInt8 = 0, flags: Int32 = 0, dataType: UInt8 = 0, acceptance: UInt32 = 0,
    data: [UInt8]
  ) throws(SocketError) {
    guard priority <= Linux.CANXL_PRIO_MASK else {
      throw .frame("priority 0x\(String(priority, radix: 16)) is above 0x\(String(Linux.CANXL_PRIO_MASK, radix: 16))")
    }
    guard Self.dataCounts ~= data.count else {
      throw .frame("\(data.count) bytes of data, where \(Self.dataCounts) can be")
    }
    self.priority = priority
    self.virtualNetwork = virtualNetwork
    self.flags = flags & ~Linux.CANXL_XLF
    self.dataType = dataType
    self.acceptance = acceptance
    self.data = data
  }

  /// Reads a `struct canxl_frame`, which ends with the data. `nil` if it is none.
  public init?(reading bytes: RawSpan) {
    let header = Linux.canxl_frame(reading: bytes.extracting(first: Self.headerSize), at: 0)
    guard Int32(header.flags) & Linux.CANXL_XLF != 0, Self.dataCounts ~= Int(header.len),
      bytes.byteCount == Self.headerSize + Int(header.len)
    else { return nil }
    priority = header.prio & Linux.CANXL_PRIO_MASK
    virtualNetwork = UInt8(truncatingIfNeeded: header.prio >> UInt32(Linux.CANXL_VCID_OFFSET))
    flags = Int32(header.flags) & ~Linux.CANXL_XLF
    dataType = header.sdt
    acceptance = header.af
    data = [UInt8](copying: bytes.extracting(droppingFirst: Self.headerSize))
  }

  /// Reads a `struct canxl_frame` from an array. See ``init(reading:)``.
  public init?(bytes: [UInt8]) {
    self.init(reading: unsafe bytes.span.bytes)
  }

  /// The frame as C has it: 12 bytes, and the data.
  public var bytes: [UInt8] { withBytes { [UInt8](copying: $0) } }

  private static let dataCounts = Int(Linux.CANXL_MIN_DLEN)...Int(Linux.CANXL_MAX_DLEN)
  private static let headerSize = Int(Linux.CANXL_HDR_SIZE)

  /// Calls `body` with the frame as C has it: 12 bytes, and the data.
  public func withBytes<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let structure = Linux.canxl_frame(
      prio: priority | UInt32(virtualNetwork) << UInt32(Linux.CANXL_VCID_OFFSET),
      flags: UInt8(truncatingIfNeeded: flags | Linux.CANXL_XLF), sdt: dataType, len: UInt16(data.count), af: acceptance,
      data: CArray(data))
    return try structure.withBytes { bytes throws(Failure) in
      try body(bytes.extracting(first: Self.headerSize + data.count))
    }
  }
}

extension CANXLFrame: CustomStringConvertible {
  /// The frame as candump(1) logs it: virtual network and priority, flags, kind of data, acceptance field, data.
  public var description: String {
    let parts = [
      hexadecimalDigits(virtualNetwork, count: 2) + hexadecimalDigits(priority, count: 3) + "#"
        + hexadecimalDigits(flags | Linux.CANXL_XLF, count: 2),
      hexadecimalDigits(dataType, count: 2), hexadecimalDigits(acceptance, count: 8) + "#",
    ]
    return parts.joined(separator: ":") + data.map { hexadecimalDigits($0, count: 2) }.joined()
  }
}
