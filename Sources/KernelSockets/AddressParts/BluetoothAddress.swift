/// The address of a Bluetooth device: 48 bits, and the way to and from its text.
///
/// The C structure is `bdaddr_t`, which holds the bytes in reverse. Python: a `str` such as `"01:23:45:67:89:AB"`.
public struct BluetoothAddress: Hashable, Sendable {
  /// The address as a number: 01:23:45:67:89:AB is `0x0123_4567_89AB`. The upper 16 bits are zero.
  public let bits: UInt64

  /// The address of six bytes, as they are written.
  public init(
    _ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8, _ fifth: UInt8, _ sixth: UInt8
  ) {
    self.init([first, second, third, fourth, fifth, sixth])
  }

  private init(_ bytes: [UInt8]) { bits = bytes.reduce(0) { $0 << 8 | UInt64($1) } }

  /// Any device of this machine, when binding. The C constant is `BDADDR_ANY`.
  public static var any: BluetoothAddress { BluetoothAddress(0, 0, 0, 0, 0, 0) }
  /// All devices. The C constant is `BDADDR_ALL`.
  public static var all: BluetoothAddress { BluetoothAddress(255, 255, 255, 255, 255, 255) }
  /// This machine. The C constant is `BDADDR_LOCAL`.
  public static var local: BluetoothAddress { BluetoothAddress(255, 255, 255, 0, 0, 0) }

  /// The address in a C structure.
  public init(_ structure: Linux.bdaddr_t) {
    bits = structure.b.indices.reduce(0) { $0 | UInt64(structure.b[$1]) << (8 * $1) }
  }

  /// The C structure of the address.
  public var structure: Linux.bdaddr_t {
    var structure = Linux.bdaddr_t()
    for index in structure.b.indices { structure.b[index] = UInt8(truncatingIfNeeded: bits >> (8 * index)) }
    return structure
  }
}

extension BluetoothAddress: LosslessStringConvertible {
  /// The address written as six times two hexadecimal digits with colons; `nil` for anything else, such as the single
  /// digits that Python takes.
  public init?(_ description: String) {
    let parts = description.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let bytes = parts.compactMap { parseHexadecimalByte($0) }
    guard parts.count == 6, bytes.count == 6 else { return nil }
    self.init(bytes)
  }

  /// The address as BlueZ writes it, in upper case: `01:23:45:67:89:AB`.
  public var description: String { colonSeparated(Array(structure.b).reversed()).uppercased() }

  /// The address that a text says.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/malformed``.
  init(parsing text: String) throws(SocketError) {
    guard let address = Self(text) else {
      throw SocketError("Bluetooth address", "\"\(text)\"", .invalidAddress(.malformed))
    }
    self = address
  }
}

extension BluetoothAddress {
  /// What kind of address a device goes by.
  public struct Kind: RawRepresentable, Hashable, Sendable {
    /// The number that the kernel takes.
    public var rawValue: UInt8

    /// A kind by number.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Classic Bluetooth. The C constant is `BDADDR_BREDR`.
    public static var classic: Kind { Kind(rawValue: UInt8(Linux.BDADDR_BREDR)) }
    /// Low energy, the device's own address. The C constant is `BDADDR_LE_PUBLIC`.
    public static var lowEnergyPublic: Kind { Kind(rawValue: UInt8(Linux.BDADDR_LE_PUBLIC)) }
    /// Low energy, an address made up by the device. The C constant is `BDADDR_LE_RANDOM`.
    public static var lowEnergyRandom: Kind { Kind(rawValue: UInt8(Linux.BDADDR_LE_RANDOM)) }
  }
}

extension AddressWords {
  /// The next word: a Bluetooth address.
  mutating func bluetooth() throws(SocketError) -> BluetoothAddress {
    try BluetoothAddress(parsing: String(try word()))
  }
}
