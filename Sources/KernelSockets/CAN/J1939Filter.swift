/// Which messages a J1939 socket gets: ``SocketOption/SO_J1939_FILTER``.
///
/// ```swift
/// try socket.setOption(.SO_J1939_FILTER, [.only(address: 0x20), .only(pgn: 0x12300)])
/// ```
///
/// A message passes if it passes one of the filters, of which a socket has at most 512; an empty list lets all through.
extension Linux.j1939_filter {
  /// Lets through the messages of one sender, those of one parameter group, or both; what is `nil` does not matter.
  ///
  /// - Parameters:
  ///   - name: The sender's name of 64 bits.
  ///   - pgn: The parameter group's number, of 18 bits.
  ///   - address: The sender's address.
  public static func only(name: UInt64? = nil, pgn: UInt32? = nil, address: UInt8? = nil) -> Self {
    Self(
      name: name ?? 0, name_mask: name == nil ? 0 : .max, pgn: pgn ?? 0,
      pgn_mask: pgn == nil ? 0 : UInt32(Linux.J1939_PGN_MAX), addr: address ?? 0, addr_mask: address == nil ? 0 : .max)
  }
}
