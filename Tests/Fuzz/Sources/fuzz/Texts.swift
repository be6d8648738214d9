import Glibc
import KernelSockets

/// Text of addresses, beside inet_pton(3) and inet_ntop(3).
@Sendable
func readText(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  let (four, six) = (IPv4Address(text), IPv6Address(text))
  // C's functions end at the first zero.
  if !text.utf8.contains(0) {
    require(four?.bytes == inC(text, AF_INET, 4), text)
    require(six?.bytes == inC(text, AF_INET6, 16), text)
  }
  if let four { require(IPv4Address(four.description) == four, text) }
  if let six { require(IPv6Address(six.description) == six && six.description == written(six), text) }
  if let liberal = IPv4Address(aton: text) { require(four == nil || four == liberal, text) }
  if let address = try? SocketAddress(parsing: text) {
    require((try? SocketAddress(parsing: address.description)) == address, text)
  }
}

private func inC(_ text: String, _ family: Int32, _ count: Int) -> [UInt8]? {
  var bytes = [UInt8](repeating: 0, count: count)
  return inet_pton(family, text, &bytes) == 1 ? bytes : nil
}

private func written(_ address: IPv6Address) -> String {
  var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
  require(inet_ntop(AF_INET6, address.bytes, &text, socklen_t(text.count)) != nil, "inet_ntop")
  return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
}
