/// The address of a socket, of any family: its bytes as the kernel knows them, and their count.
///
/// The bytes lie inline, so an address is copied without allocation. A family that this library knows nothing about
/// goes through unchanged. Build one with ``inet(_:port:)-(IPv4Address,_)``, ``inet6(_:port:flowInfo:scope:)``,
/// ``unix(_:)-(String)``, from any generated structure with ``init(_:)-(SocketAddressStruct)``, or from bytes with
/// ``init(bytes:)``.
///
/// Python: the tuples and strings that `bind`, `connect`, `sendto` and `getsockname` use.
public struct SocketAddress: Sendable {
  /// The most bytes an address can have: those of the kernel's `sockaddr_storage`.
  public static let capacity = 128

  /// Zero from `byteCount` on.
  @usableFromInline var storage = AddressStorage()

  /// How many bytes the address has, as given to the kernel or returned by it.
  @inlinable public var byteCount: Int { filled }
  @usableFromInline var filled = 0

  /// The empty address, without even a family: what the kernel gives where there is none.
  @inlinable public init() {}

  /// The address that a C structure describes, in the length that its protocol asks for.
  ///
  /// - Parameter structure: A generated structure, such as `sockaddr_in`.
  @inlinable
  public init(_ structure: some SocketAddressStruct) {
    storage = AddressStorage(structure)
    filled = structure.byteCount
  }

  /// The address with these bytes, whatever their family.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` for more than ``capacity`` bytes.
  public init(bytes: some Collection<UInt8>) throws(SocketError) {
    guard bytes.count <= Self.capacity else {
      throw SocketError("address", .invalidAddress(.tooLong(limit: Self.capacity)))
    }
    // At once: byte by byte, any collection's iterator would be called for each.
    let bytes = [UInt8](bytes)
    write(byteCount: bytes.count) { storage in storage.store(contentsOf: unsafe bytes.span.bytes) }
  }

  /// The address with the first ``capacity`` of these bytes.
  init(prefixOf bytes: RawSpan) {
    let count = min(bytes.byteCount, Self.capacity)
    write(byteCount: count) { storage in storage.store(contentsOf: bytes.extracting(first: count)) }
  }

  /// Lets `body` fill the storage, then zeroes what lies beyond `byteCount`.
  mutating func write(byteCount: Int, _ body: (inout MutableRawSpan) -> Void) {
    storage.withMutableBytes { bytes in
      body(&bytes)
      bytes.zero(at: byteCount, count: Self.capacity - byteCount)
    }
    filled = byteCount
  }

  /// Calls `body` with the address's bytes, in place.
  @inlinable
  public func withBytes<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.withBytes { bytes throws(Failure) in try body(bytes.extracting(first: byteCount)) }
  }

  /// A copy of the address's bytes.
  public var bytes: [UInt8] {
    withBytes { bytes in [UInt8](copying: bytes) }
  }

  /// The address family; ``AddressFamily/unspecified`` for the empty address.
  public var family: AddressFamily {
    AddressFamily(rawValue: withBytes { bytes in Int32(bytes.integer(at: 0, as: UInt16.self)) })
  }

  /// The address's fields, by their C names.
  ///
  /// - Parameter type: The structure of the address's family, such as `sockaddr_in6.self`.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/bytes(_:)`` if the address is of another family or too
  ///   short.
  @inlinable
  public func view<Structure: SocketAddressStruct>(
    as type: Structure.Type = Structure.self
  ) throws(SocketError) -> Structure {
    do {
      return try withBytes { bytes throws(AddressBytesError) in try Structure(decoding: bytes) }
    } catch {
      throw Self.invalid(error)
    }
  }

  @usableFromInline
  static func invalid(_ error: AddressBytesError) -> SocketError {
    SocketError("address", .invalidAddress(.bytes(error)))
  }
}

extension SocketAddress: Hashable {
  /// Whether both have the same bytes, and as many.
  public static func == (left: Self, right: Self) -> Bool {
    left.byteCount == right.byteCount && left.hasSameContents(as: right)
  }

  /// Feeds the address's bytes to the hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(byteCount)
    for index in 0..<(byteCount + 7) / 8 { hasher.combine(storage.words[index]) }
  }
}
