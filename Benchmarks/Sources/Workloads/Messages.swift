import KernelSockets

func passDescriptor(_ count: Int) throws -> Duration {
  let (left, right) = try Socket.pair()
  let byte: [UInt8] = [1]
  let descriptor = try left.withFileDescriptor { $0 }
  let watch = Stopwatch()
  for _ in 0..<count {
    check(try left.sendDescriptors([descriptor], with: byte) == 1)
    let received = try right.receiveDescriptors(upTo: 1, with: 1)
    check(received.descriptors.count == 1)
    received.descriptors[0].close()
  }
  return watch.time
}

private func appendThree(_ control: ControlBuffer, _ number: Int32) {
  control.append(.packetInfo, Linux.in_pktinfo(ipi_ifindex: number))
  control.append(.ttl, number)
  control.append(.typeOfService, 8)
}

func buildControl(_ count: Int) throws -> Duration {
  let control = ControlBuffer(capacity: 128)
  let watch = Stopwatch()
  for number in 0..<count {
    control.removeAll()
    appendThree(control, Int32(truncatingIfNeeded: number))
  }
  let time = watch.time
  check(control.byteCount == 80)
  return time
}

func parseControl(_ count: Int) throws -> Duration {
  let control = ControlBuffer()
  appendThree(control, 77)
  let watch = Stopwatch()
  for _ in 0..<count {
    var found = 0
    for item in control {
      if let information = item.value(of: .packetInfo) {
        if information.ipi_ifindex == 77 { found += 1 }
      } else if let number = item.value(of: .ttl) {
        if number == 77 { found += 1 }
      } else if item.value(of: .typeOfService) == 8 {
        found += 1
      }
    }
    check(found == 3)
  }
  return watch.time
}

func dumpLinks(_ count: Int) throws -> Duration {
  let netlink = try NetlinkSocket()
  let request = NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg())
  let watch = Stopwatch()
  for _ in 0..<count {
    var named = 0
    for link in try netlink.dump(request) {
      if let name = link.attributes(after: Linux.ifinfomsg.self)[Linux.IFLA_IFNAME], !name.text.isEmpty { named += 1 }
    }
    check(named > 0)
  }
  return watch.time
}

func walkLinks(_ count: Int) throws -> Duration {
  let netlink = try NetlinkSocket()
  let request = NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg())
  let watch = Stopwatch()
  for _ in 0..<count {
    var named = 0
    try netlink.dump(request) { link in
      let name = link.attributes(after: Linux.ifinfomsg.self)[Linux.IFLA_IFNAME]?.bytes.first
      if let name, name != 0 { named += 1 }
    }
    check(named > 0)
  }
  return watch.time
}
