/// The address of a netlink socket.
///
/// The C structure is `sockaddr_nl`, see netlink(7). Python: `(pid, groups)`.
public struct NetlinkAddress: SocketAddressParts {
  /// Who is meant: 0 for the kernel as the peer; when binding, 0 lets the kernel choose, most often the process's id.
  public var portID: UInt32
  /// The multicast groups 1 to 32, a bit for each. Others are joined with `NETLINK_ADD_MEMBERSHIP`.
  public var groups: UInt32

  /// An address; without parts that of the kernel.
  public init(portID: UInt32 = 0, groups: UInt32 = 0) {
    self.portID = portID
    self.groups = groups
  }

  /// Reads a `sockaddr_nl`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_nl = address.structure() else { return nil }
    self.init(portID: structure.nl_pid, groups: structure.nl_groups)
  }

  /// A `sockaddr_nl`.
  public var socketAddress: SocketAddress {
    SocketAddress(Linux.sockaddr_nl(nl_pid: portID, nl_groups: groups))
  }
}

extension SocketAddress {
  /// The address of a netlink socket. See ``NetlinkAddress``. Python: `(pid, groups)`.
  ///
  /// - Parameters:
  ///   - portID: The peer, 0 for the kernel; when binding, 0 lets the kernel choose.
  ///   - groups: The multicast groups 1 to 32, a bit for each.
  public static func netlink(portID: UInt32 = 0, groups: UInt32 = 0) -> SocketAddress {
    SocketAddress(NetlinkAddress(portID: portID, groups: groups))
  }

  /// The parts of an `AF_NETLINK` address.
  public var netlink: NetlinkAddress? { NetlinkAddress(self) }
}

extension NetlinkAddress: AddressKind {
  static var family: AddressFamily { .netlink }
  static var scheme: String { "netlink" }

  var text: String { "\(portID)" + (groups == 0 ? "" : " groups \(hexadecimal(groups))") }

  init(words: inout AddressWords) throws(SocketError) {
    self.init(portID: try words.number("port"), groups: try words.number(after: "groups", or: 0))
  }
}
