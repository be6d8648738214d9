import KernelSockets

/// Bytes as the kernel might return them, for every structure and every kind of parts.
@Sendable
func readAddress(_ bytes: [UInt8]) {
  for structure in Linux.addressStructures { decode(bytes, as: structure) }
  guard let address = try? SocketAddress(bytes: bytes) else { return require(bytes.count > 128, "\(bytes)") }
  require(address.bytes == bytes, "\(bytes)")
  _ = (address.host, address.port, address.path, address.abstractName, address.ip)
  let text = address.description
  guard let again = try? SocketAddress(parsing: text) else {
    return require(false, "\(bytes): \(text) can't be parsed")
  }
  require(again == address, "\(bytes): \(text) is \(again.bytes)")
}

/// What was read is written so that it is read as the same again, in the length that the kernel asks for.
private func decode<Structure: SocketAddressStruct>(_ bytes: [UInt8], as type: Structure.Type) {
  guard let structure = try? Structure(decoding: bytes.span.bytes) else { return }
  let written = structure.bytes
  require(written.count == Structure.size && structure.byteCount <= 128, "\(bytes) as \(type)")
  require(Structure(bytes: written).bytes == written, "\(bytes) as \(type)")
  let address = SocketAddress(structure)
  guard let again = try? address.view(as: type) else { return require(false, "\(bytes) as \(type): \(address.bytes)") }
  require(SocketAddress(again) == address, "\(bytes) as \(type): \(address.bytes)")
}
