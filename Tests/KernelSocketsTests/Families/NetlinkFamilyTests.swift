import Foundation
import KernelSockets
import Testing

@Suite("AF_NETLINK: the kernel's own tables", .needs(.AF_NETLINK))
struct NetlinkFamilyTests {
  @Test("the list of interfaces is that of the file system")
  func links() throws {
    let socket = try impatientSocket(.AF_NETLINK, .SOCK_RAW, .NETLINK_ROUTE)
    let size = Linux.nlmsghdr.size + Linux.ifinfomsg.size
    let header = Linux.nlmsghdr(
      nlmsg_len: UInt32(size), nlmsg_type: UInt16(Linux.RTM_GETLINK),
      nlmsg_flags: UInt16(Linux.NLM_F_REQUEST | Linux.NLM_F_DUMP), nlmsg_seq: 7)
    try socket.send(header.bytes + Linux.ifinfomsg().bytes, to: .netlink())

    var found: [Int32] = []
    var isDone = false
    while !isDone {
      var (bytes, sender) = try socket.receiveFrom(upTo: 65_536)
      #expect(sender == .netlink())
      while !bytes.isEmpty {
        let header = Linux.nlmsghdr(bytes: bytes)
        #expect(header.nlmsg_seq == 7)
        isDone = header.nlmsg_type == UInt16(Linux.NLMSG_DONE)
        if !isDone { found.append(Linux.ifinfomsg(bytes: Array(bytes.dropFirst(Linux.nlmsghdr.size))).ifi_index) }
        bytes.removeFirst(min(bytes.count, Int(header.nlmsg_len + 3) / 4 * 4))
      }
    }
    let folder = "/sys/class/net/"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { name in
      try? Int32(String(contentsOfFile: folder + name + "/ifindex", encoding: .utf8).dropLast())
    }
    try expectBack(.AF_NETLINK, found.sorted(), files.sorted())
  }
}
