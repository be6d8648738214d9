import KernelSockets

/// Bytes as every address structure of every system: with its own family in them, or most would see few inputs.
@Sendable
func readStructures(_ bytes: [UInt8]) {
  guard bytes.count > 1 else { return }
  var bytes = bytes
  for structure in ofLinux { decode(&bytes, as: structure) }
  for structure in ofOthers { decodeForeign(&bytes, as: structure) }
}

private let ofLinux = Linux.addressStructures
private let ofOthers =
  MacOS.addressStructures + FreeBSD.addressStructures + NetBSD.addressStructures + OpenBSD.addressStructures
  + Windows.addressStructures

/// What was read is written so that it is read as the same again, in the length that the kernel asks for.
private func decode<Structure: SocketAddressStruct>(_ bytes: inout [UInt8], as type: Structure.Type) {
  // Of the lengths that are too short, the greatest will do.
  guard bytes.count >= Structure.minimumByteCount - 1 else { return }
  bytes.replaceSubrange(0..<2, with: [UInt8(truncatingIfNeeded: type.family), UInt8(type.family >> 8)])
  guard let structure = try? Structure(decoding: bytes.span.bytes) else {
    return require(bytes.count < Structure.minimumByteCount, "\(bytes) as \(type)")
  }
  require(bytes.count >= Structure.minimumByteCount && structure.byteCount <= 128, "\(bytes) as \(type)")
  requireSame(structure, "\(bytes) as \(type)")
  let address = SocketAddress(structure)
  guard let again = try? address.view(as: type) else { return require(false, "\(bytes) as \(type): \(address.bytes)") }
  require(SocketAddress(again) == address, "\(bytes) as \(type): \(address.bytes)")
}

private func decodeForeign<Structure: ForeignAddressStruct>(_ bytes: inout [UInt8], as type: Structure.Type) {
  guard bytes.count >= Structure.minimumByteCount - 1 else { return }
  if type.beginsWithLength {
    bytes[1] = UInt8(type.family)
  } else {
    bytes.replaceSubrange(0..<2, with: [UInt8(truncatingIfNeeded: type.family), UInt8(type.family >> 8)])
  }
  guard let structure = try? Structure(decoding: bytes.span.bytes) else {
    return require(bytes.count < Structure.minimumByteCount, "\(bytes) as \(type)")
  }
  require(bytes.count >= Structure.minimumByteCount, "\(bytes) as \(type)")
  require(structure.byteCount <= Structure.size, "\(bytes) as \(type)")
  requireSame(structure, "\(bytes) as \(type)")
}

private func requireSame<Structure: CStruct>(_ structure: Structure, _ message: @autoclosure () -> String) {
  let written = structure.bytes
  require(written.count == Structure.size && Structure(bytes: written).bytes == written, message())
}
