import KernelSockets

/// Bytes as the kernel might return them, for every kind of parts and as text.
@Sendable
func readAddress(_ bytes: [UInt8]) {
  guard let address = try? SocketAddress(bytes: bytes) else { return require(bytes.count > 128, "\(bytes)") }
  require(address.bytes == bytes, "\(bytes)")
  _ = (address.host, address.port, address.path, address.abstractName, address.ip)
  let text = address.description
  guard let again = try? SocketAddress(parsing: text) else {
    return require(false, "\(bytes): \(text) can't be parsed")
  }
  require(again == address, "\(bytes): \(text) is \(again.bytes)")
}
