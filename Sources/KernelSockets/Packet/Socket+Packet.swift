extension Socket {
  /// Lets a packet socket see all frames that an interface sees, whoever they are for; or no longer.
  ///
  /// It ends with the socket. `PACKET_ADD_MEMBERSHIP` with `PACKET_MR_PROMISC`, packet(7).
  ///
  /// - Parameters:
  ///   - isOn: Whether to see all frames.
  ///   - interface: The interface's name.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/unknownInterface``, or with the errno.
  public func setPromiscuous(_ isOn: Bool, interface: String) throws(SocketError) {
    let index = try NetworkInterface.index(ofAddress: interface)
    let membership = Linux.packet_mreq(
      mr_ifindex: Int32(bitPattern: index), mr_type: UInt16(Linux.PACKET_MR_PROMISC))
    try setOption(isOn ? .PACKET_ADD_MEMBERSHIP : .PACKET_DROP_MEMBERSHIP, membership)
  }

  /// Shares the frames of an interface with other packet sockets: each frame goes to one of the group. packet(7).
  ///
  /// - Parameters:
  ///   - group: The group's number, the same for all of its sockets.
  ///   - mode: Who gets a frame, such as `Linux.PACKET_FANOUT_HASH` or `Linux.PACKET_FANOUT_LB`.
  ///   - flags: `PACKET_FANOUT_FLAG_` flags.
  /// - Throws: ``SocketError`` with the errno: `EINVAL` if the socket is not bound, or the group has another mode.
  public func joinFanout(_ group: UInt16, mode: Int32, flags: Int32 = 0) throws(SocketError) {
    try setOption(.PACKET_FANOUT, UInt32(group) | UInt32(bitPattern: mode | flags) << 16)
  }
}
