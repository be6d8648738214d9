/// A part of the kernel that is spoken with over generic netlink, `.NETLINK_GENERIC`.
///
/// ```swift
/// let generic = try NetlinkSocket(.NETLINK_GENERIC)
/// let control = try generic.family(named: "nlctrl")
/// let families = try generic.dump(
///   NetlinkMessage(control.id, body: Linux.genlmsghdr(cmd: UInt8(Linux.CTRL_CMD_GETFAMILY), version: 1)))
/// ```
public struct GenericNetlinkFamily: Hashable, Sendable {
  /// The type of the family's messages, whose body is a `Linux.genlmsghdr`.
  public var id: Int32
  /// The family's name, such as `"ethtool"`.
  public var name: String
  /// The version of the family's interface.
  public var version: UInt32
  /// The numbers of its groups, for ``NetlinkSocket/join(_:)``, by name.
  public var groups: [String: Int32]

  /// Reads the controller's message about a family.
  init(_ message: NetlinkMessage) {
    let attributes = message.attributes(after: Linux.genlmsghdr.self)
    id = Int32(attributes[Linux.CTRL_ATTR_FAMILY_ID]?.value(as: UInt16.self) ?? 0)
    name = attributes[Linux.CTRL_ATTR_FAMILY_NAME]?.text ?? ""
    version = attributes[Linux.CTRL_ATTR_VERSION]?.value() ?? 0
    groups = [:]
    for group in attributes[Linux.CTRL_ATTR_MCAST_GROUPS]?.attributes ?? NetlinkAttributes([]) {
      guard let name = group.attributes[Linux.CTRL_ATTR_MCAST_GRP_NAME]?.text,
        let id: UInt32 = group.attributes[Linux.CTRL_ATTR_MCAST_GRP_ID]?.value()
      else { continue }
      groups[name] = Int32(bitPattern: id)
    }
  }
}

extension NetlinkSocket {
  /// Looks a family of generic netlink up.
  ///
  /// - Parameter name: The family's name, such as `"ethtool"`.
  /// - Throws: ``SocketError`` as ``request(_:)`` does, with `ENOENT` if the kernel has no such family.
  public func family(named name: String) throws(SocketError) -> GenericNetlinkFamily {
    var question = NetlinkMessage(
      Linux.GENL_ID_CTRL, body: Linux.genlmsghdr(cmd: UInt8(Linux.CTRL_CMD_GETFAMILY), version: 1))
    question.append(Linux.CTRL_ATTR_FAMILY_NAME, name)
    guard let answer = try request(question).first else {
      throw SocketError("request", "for family \(name)", .errno(.noSuchFileOrDirectory))
    }
    return GenericNetlinkFamily(answer)
  }
}
