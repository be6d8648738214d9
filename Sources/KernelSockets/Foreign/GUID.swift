// The names of virtual machines and of services in Windows' Hyper-V addresses.

extension Windows.GUID: LosslessStringConvertible {
  /// The identifier written as 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12; `nil` for anything else.
  ///
  /// ```swift
  /// let service = Windows.GUID("6BB5A1F8-1A2B-4C3D-8E4F-5A6B7C8D9E0F") ?? Windows.HV_GUID_ZERO
  /// let address = Windows.SOCKADDR_HV(VmId: Windows.HV_GUID_PARENT, ServiceId: service)
  /// ```
  ///
  /// Python: the parts of an `AF_HYPERV` address, each a `str`.
  public init?(_ description: String) {
    let groups = description.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard groups.map(\.count) == [8, 4, 4, 4, 12] else { return nil }
    var bytes: [UInt8] = []
    for var group in groups {
      while !group.isEmpty {
        guard let byte = parseHexadecimalByte(group.prefix(2)) else { return nil }
        bytes.append(byte)
        group = group.dropFirst(2)
      }
    }
    func number(_ range: Range<Int>) -> UInt32 { bytes[range].reduce(0) { $0 << 8 | UInt32($1) } }
    self.init(
      Data1: number(0..<4), Data2: UInt16(number(4..<6)), Data3: UInt16(number(6..<8)), Data4: CArray(bytes[8...]))
  }

  /// The identifier as Windows and Python write it, in lower case: `90db8b89-0d35-4f79-8ce9-49ea0ac8b7cd`.
  public var description: String {
    func digits(_ number: some FixedWidthInteger & UnsignedInteger) -> String {
      let text = String(number, radix: 16)
      return String(repeating: "0", count: number.bitWidth / 4 - text.count) + text
    }
    let rest = Array(Data4).map { digits($0) }
    let groups = [digits(Data1), digits(Data2), digits(Data3), rest[..<2].joined(), rest[2...].joined()]
    return groups.joined(separator: "-")
  }
}
