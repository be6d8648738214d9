extension Socket {
  /// Lets the kernel make TLS records of what is sent from now on, and open those that come, once a handshake is done:
  /// then all calls send and receive what is inside, ``sendFile(_:from:count:)`` too.
  ///
  /// ```swift
  /// try connection.enableTLS(
  ///   sending: TLSKeys(.tls13, .aes128GCM, key: ownKey, iv: ownIV),
  ///   receiving: TLSKeys(.tls13, .aes128GCM, key: peersKey, iv: peersIV))
  /// try connection.sendAll("secret".utf8)
  /// ```
  ///
  /// Records that are not application data are sent with the control message ``ControlMessageKind/recordType``, and
  /// received with ``ControlMessageKind/receivedRecordType``. It is `TCP_ULP` with `"tls"`, then `TLS_TX` and `TLS_RX`;
  /// see Documentation/networking/tls.rst.
  ///
  /// - Parameters:
  ///   - sending: The keys for what is sent; `nil` to leave that as it is.
  ///   - receiving: The keys for what is received, of the same version and cipher; `nil` to leave that as it is.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` if version or cipher differ, or with the
  ///   errno: `ENOENT` if the kernel has no TLS or not this cipher, `ENOTCONN` if the socket is not connected, `EBUSY` if
  ///   it has keys and the kernel can't change them. Where the second direction is refused, the first has its keys.
  public func enableTLS(sending: TLSKeys? = nil, receiving: TLSKeys? = nil) throws(SocketError) {
    if let sending, let receiving, sending.version != receiving.version || sending.cipher != receiving.cipher {
      throw SocketError(
        "TLS", .invalidArgument("both directions have one version and cipher, not \(sending) and \(receiving)"))
    }
    do {
      try setOption(.TCP_ULP, "tls")
    } catch  where error.errno == .fileExists {
      // It has the protocol already; the other direction's keys came before.
    }
    if let sending { try setOption(.TLS_TX, sending.bytes) }
    if let receiving { try setOption(.TLS_RX, receiving.bytes) }
  }
}
