/// What an address says, under Swift names. There is a type for each kind of address: ``NetlinkAddress``,
/// ``PacketAddress``, ``CANAddress`` and so on.
///
/// ```swift
/// let address = SocketAddress(VSOCKAddress(cid: VSOCKAddress.hostCID, port: 1024))
/// print(address)                     // vsock:2:1024
/// print(address.vsock?.port ?? 0)    // 1024
/// ```
public protocol SocketAddressParts: Hashable, Sendable, CustomStringConvertible {
  /// Reads the parts, and overlooks bytes that no part shows, such as a field that a newer kernel put into the padding.
  /// The result is `nil` if the address is of another kind or too short. See ``init(_:)``.
  init?(reading address: SocketAddress)

  /// The address with these parts, in the length that the kernel asks for.
  var socketAddress: SocketAddress { get }
}

extension SocketAddressParts {
  /// The parts of an address, if they say all that it says; `nil` if it is of another kind, or if bytes would get lost.
  ///
  /// So the way back gives the same address. Only its length may differ, by zeroes at the end: the kernel returns some
  /// addresses shorter or longer than it takes them.
  public init?(_ address: SocketAddress) {
    guard let parts = Self(reading: address), parts.socketAddress.hasSameContents(as: address) else { return nil }
    self = parts
  }

  /// The text of the address: see ``SocketAddress/description``.
  public var description: String { socketAddress.description }
}

extension SocketAddress {
  /// The address with these parts.
  ///
  /// - Parameter parts: Such as a ``NetlinkAddress``.
  public init(_ parts: some SocketAddressParts) { self = parts.socketAddress }

  /// Whether both have the same bytes, not counting zeroes at their ends.
  func hasSameContents(as other: SocketAddress) -> Bool {
    storage == other.storage
  }

  /// The structure at the address's beginning; `nil` if the address is too short or of another family.
  func structure<Structure: SocketAddressStruct>(_ type: Structure.Type = Structure.self) -> Structure? {
    withBytes { bytes in try? Structure(decoding: bytes) }
  }
}
