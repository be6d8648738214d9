import KernelSockets

/// Control messages as the kernel might return them.
@Sendable
func readControl(_ bytes: [UInt8]) {
  let control = ControlBuffer(bytes: bytes)
  var total = 0
  for message in control {
    total += message.byteCount
    require(message.bytes.count == message.byteCount, "\(bytes)")
    _ = (message.value(as: Int32.self), message.value(as: Linux.in_pktinfo.self), message.value(of: .extendedError))
  }
  require(total <= bytes.count, "\(bytes)")
  require(control.bytes == bytes, "\(bytes)")
  _ = (control.isWellFormed, control.first(.ttl), control.first(.packetInfo), control.first(.timestamp))
  _ = (control.first(.credentials), control.first(.timestamps), control.first(.joinedDatagramSize))
  let segments = DatagramSegments(byteCount: bytes.count, size: control.first(.joinedDatagramSize).map(Int.init))
  var end = 0
  for segment in segments.prefix(1000) {
    require(segment.lowerBound == end && segment.upperBound <= bytes.count, "\(bytes)")
    end = segment.upperBound
  }
  // What is appended to them is found behind them, if they can be walked over.
  guard control.isWellFormed else { return }
  control.append(.ttl, 77)
  require(control.reversed().first?.value(of: .ttl) == 77, "\(bytes)")
}

/// A datagram of netlink.
@Sendable
func readNetlink(_ bytes: [UInt8]) {
  for message in NetlinkMessages(bytes) {
    require(message.bytes.count == Int(message.header.nlmsg_len), "\(bytes)")
    _ = (message.type, message.flags, message.description, message.refusal, message.body(as: Linux.ifinfomsg.self))
    walk(message.attributes(after: Linux.ifinfomsg.self), depth: 0)
    walk(NetlinkAttributes(message.payload), depth: 0)
  }
}

private func walk(_ attributes: NetlinkAttributes, depth: Int) {
  for attribute in attributes {
    _ = (attribute.text, attribute.value(as: UInt32.self), attribute.value(as: Linux.ifaddrmsg.self))
    if depth < 4 { walk(attribute.attributes, depth: depth + 1) }
  }
}
