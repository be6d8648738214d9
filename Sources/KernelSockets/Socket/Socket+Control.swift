extension Socket {
  /// Makes a request whose argument are bytes of the caller's. ioctl(2), netdevice(7).
  ///
  /// ```swift
  /// var request = Array("lo".utf8) + [UInt8](repeating: 0, count: 38)     // struct ifreq
  /// try socket.control(.SIOCGIFINDEX, &request)
  /// ```
  ///
  /// - Parameters:
  ///   - request: A generated constant, such as `.SIOCGIFINDEX`, or another by number.
  ///   - argument: What the request reads or writes, in the size that it expects: the kernel does not know the array's.
  /// - Returns: What ioctl(2) returns, most often zero.
  /// - Throws: ``SocketError`` with the errno, such as `ENODEV` for an interface that there is not, `ENOTTY` for a request
  ///   that the socket does not know.
  @discardableResult
  @unsafe
  public func control(_ request: IOControlRequest, _ argument: inout [UInt8]) throws(SocketError) -> Int32 {
    try call("ioctl", "request \(request)") { descriptor throws(Errno) in
      try systemControl(descriptor, request.rawValue, &argument)
    }
  }

  /// Makes a request whose argument is a number, or that has none. ioctl(2).
  ///
  /// ```swift
  /// let createInterface = IOControlRequest(rawValue: 0x6180)               // SIOCSIFATMTCP of <linux/atm_tcp.h>
  /// let interface = unsafe try socket.control(createInterface, number: -1)
  /// ```
  ///
  /// - Parameters:
  ///   - request: A generated constant, or another by number. Where it takes a pointer, the kernel reads or writes there.
  ///   - number: The argument itself.
  /// - Returns: What ioctl(2) returns, most often zero.
  /// - Throws: ``SocketError`` with the errno, such as `ENOTTY` for a request that the socket does not know, `EFAULT` for
  ///   one that takes a pointer.
  @discardableResult
  @unsafe
  public func control(_ request: IOControlRequest, number: Int = 0) throws(SocketError) -> Int32 {
    try call("ioctl", "request \(request)") { descriptor throws(Errno) in
      try systemControl(descriptor, request.rawValue, number: number)
    }
  }

  /// How many bytes can be received at once; of datagrams, those of the first. ioctl(2) with `SIOCINQ` (`FIONREAD`);
  /// tcp(7), udp(7).
  ///
  /// - Throws: ``SocketError`` with the errno: `EINVAL` for a socket that listens.
  public var availableByteCount: Int {
    get throws(SocketError) { Int(try integer(.SIOCINQ)) }
  }

  /// How many bytes are not sent yet, or, for TCP, not acknowledged yet. ioctl(2) with `SIOCOUTQ` (`TIOCOUTQ`);
  /// tcp(7), udp(7).
  ///
  /// - Throws: ``SocketError`` with the errno: `EINVAL` for a socket that listens.
  public var unsentByteCount: Int {
    get throws(SocketError) { Int(try integer(.SIOCOUTQ)) }
  }

  /// Whether the next byte to receive is the one that follows urgent data. ioctl(2) with `SIOCATMARK`; sockatmark(3).
  ///
  /// - Throws: ``SocketError`` with the errno: `ENOTTY` for a family without urgent data.
  public var isAtMark: Bool {
    get throws(SocketError) { try integer(.SIOCATMARK) != 0 }
  }

  private func integer(_ request: IOControlRequest) throws(SocketError) -> Int32 {
    var value: Int32 = 0
    try call("ioctl", "request \(request)") { descriptor throws(Errno) in
      _ = try systemControl(descriptor, request.rawValue, &value)
    }
    return value
  }
}
