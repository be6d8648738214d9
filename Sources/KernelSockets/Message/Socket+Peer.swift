extension Socket {
  /// The process at the other end of a unix connection, as a descriptor: of the one that connected or listened, even if
  /// its number is another's by now. `SO_PEERPIDFD`; pidfd_open(2), unix(7). (Linux ≥ 6.5)
  ///
  /// Who the peer is otherwise, ``SocketOption/SO_PEERCRED``, ``SocketOption/SO_PEERGROUPS`` and
  /// ``SocketOption/SO_PEERSEC`` tell: process, user and group; further groups; and the security label.
  ///
  /// - Returns: A descriptor that is closed on exec, and by itself if nobody takes it.
  /// - Throws: ``SocketError`` with the errno: `ENODATA` without a peer, `ESRCH` if the process is gone, `ENOPROTOOPT` in
  ///   another family.
  public func peerProcess() throws(SocketError) -> OwnedFileDescriptor {
    OwnedFileDescriptor(owning: FileDescriptor(rawValue: try option(.SO_PEERPIDFD)))
  }
}
