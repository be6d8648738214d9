extension Socket {
  /// Whether a connection can take several paths: `IPPROTO_MPTCP` on both ends. It fell back to TCP if the peer has no
  /// MPTCP, or something on the way takes its options out; it then goes on as any TCP connection.
  ///
  /// ```swift
  /// let socket = try Socket(.inet, .stream, .IPPROTO_MPTCP)
  /// try socket.connect(to: address)
  /// print(try socket.isMultipath ? "several paths" : "plain TCP")
  /// ```
  ///
  /// It is ``SocketOption/MPTCP_INFO``, which has more, such as the number of paths: `mptcpi_subflows`. Linux ≥ 5.16;
  /// `false` on older ones.
  ///
  /// - Throws: ``SocketError`` with the errno, or with ``SocketError/Cause/closed``.
  public var isMultipath: Bool {
    get throws(SocketError) {
      do {
        return UInt64(try option(.MPTCP_INFO).mptcpi_flags) & Linux.MPTCP_INFO_FLAG_FALLBACK == 0
      } catch  where error.errno == .notSupported || error.errno == .protocolNotAvailable {
        // What is TCP now does not know the option.
        return false
      }
    }
  }
}
