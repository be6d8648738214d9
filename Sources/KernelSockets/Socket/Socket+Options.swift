extension Socket {
  /// Sets an option. setsockopt(2); Python: `socket.setsockopt`.
  ///
  /// ```swift
  /// try socket.setOption(.SO_REUSEADDR, true)
  /// ```
  ///
  /// - Parameters:
  ///   - option: A generated constant, such as `.TCP_NODELAY`.
  ///   - value: A value of the option's type.
  /// - Throws: ``SocketError`` with the errno: `ENOPROTOOPT` if the socket has no such option, `EINVAL` if the kernel
  ///   does not take the value; with ``SocketError/Cause/invalidOptionValue`` if the option can't hold it.
  @inlinable
  public func setOption<Value: SocketOptionValue>(_ option: SocketOption<Value>, _ value: Value) throws(SocketError) {
    try value.withOptionBytes(option.encoding) { bytes throws(SocketError) in
      guard let bytes else {
        throw SocketError("setsockopt", describe(option.level, option.name), .invalidOptionValue)
      }
      try setOption(level: option.level, name: option.name, bytes: bytes)
    }
  }

  /// Reads an option. getsockopt(2); Python: `socket.getsockopt`.
  ///
  /// ```swift
  /// let size = try socket.option(.SO_RCVBUF)
  /// ```
  ///
  /// - Parameter option: A generated constant, such as `.SO_RCVBUF`.
  /// - Throws: ``SocketError`` with the errno: `ENOPROTOOPT` if the socket has no such option; with
  ///   ``SocketError/Cause/invalidOptionValue`` if the kernel's answer is not of the option's type.
  @inlinable
  public func option<Value: SocketOptionValue>(_ option: SocketOption<Value>) throws(SocketError) -> Value {
    var value: Value?
    try readOption(level: option.level, name: option.name, capacity: Value.capacity(option.encoding)) { bytes in
      value = Value(optionBytes: bytes, option.encoding)
    }
    guard let value else {
      throw SocketError("getsockopt", describe(option.level, option.name), .invalidOptionValue)
    }
    return value
  }

  /// Sets an option to a structure. setsockopt(2); Python: `socket.setsockopt` with bytes.
  ///
  /// - Throws: ``SocketError`` with the errno: `ENOPROTOOPT` if the socket has no such option, `EINVAL` if the kernel
  ///   does not take the value.
  @inlinable
  public func setOption<Value: CStruct>(_ option: SocketOption<Value>, _ value: Value) throws(SocketError) {
    try value.withBytes { bytes throws(SocketError) in
      try setOption(level: option.level, name: option.name, bytes: bytes)
    }
  }

  /// Reads an option that is a structure; what an older kernel does not fill in is zero. getsockopt(2).
  ///
  /// ```swift
  /// let roundTrip = try socket.option(.TCP_INFO).tcpi_rtt
  /// ```
  ///
  /// - Throws: ``SocketError`` with the errno: `ENOPROTOOPT` if the socket has no such option.
  @inlinable
  public func option<Value: CStruct>(_ option: SocketOption<Value>) throws(SocketError) -> Value {
    var value = Value()
    try readOption(level: option.level, name: option.name, capacity: Value.size) { bytes in
      value = Value(reading: bytes, at: 0)
    }
    return value
  }

  /// Sets an option that has no constant, or to bytes of the caller's. setsockopt(2).
  ///
  /// - Parameters:
  ///   - level: An `SOL_` or `IPPROTO_` number.
  ///   - name: The option's number within the level.
  ///   - bytes: The value as C has it.
  /// - Throws: ``SocketError`` with the errno.
  public func setOption(level: Int32, name: Int32, bytes: RawSpan) throws(SocketError) {
    let upperLayer = SocketOption<String>.TCP_ULP
    // Before it has one: an awaited call may be receiving.
    if level == upperLayer.level, name == upperLayer.name { awaited.hasUpperLayer.store(true, ordering: .relaxed) }
    try call("setsockopt", describe(level, name)) { descriptor throws(Errno) in
      try systemSetOption(descriptor, level: level, name: name, bytes)
    }
  }

  /// Sets an option that takes a length without bytes, such as `ALG_SET_AEAD_AUTHSIZE`: the pointer is null.
  /// setsockopt(2); Python: `socket.setsockopt(level, name, None, length)`.
  ///
  /// - Parameters:
  ///   - level: An `SOL_` or `IPPROTO_` number.
  ///   - name: The option's number within the level.
  ///   - length: The length, which is the value.
  /// - Throws: ``SocketError`` with the errno.
  public func setOption(level: Int32, name: Int32, length: UInt32) throws(SocketError) {
    try call("setsockopt", describe(level, name)) { descriptor throws(Errno) in
      try systemSetOption(descriptor, level: level, name: name, length: length)
    }
  }

  /// Sets an option that has no constant. See ``setOption(level:name:bytes:)-(_,_,RawSpan)``.
  @inlinable
  public func setOption(level: Int32, name: Int32, bytes: some Sequence<UInt8>) throws(SocketError) {
    try bytes.withSpan { span throws(SocketError) in try setOption(level: level, name: name, bytes: span) }
  }

  /// Reads an option that has no constant. getsockopt(2).
  ///
  /// - Parameters:
  ///   - level: An `SOL_` or `IPPROTO_` number.
  ///   - name: The option's number within the level.
  ///   - count: The most bytes to read.
  /// - Returns: As many bytes as the kernel returned.
  /// - Throws: ``SocketError`` with the errno.
  public func option(level: Int32, name: Int32, upTo count: Int) throws(SocketError) -> [UInt8] {
    var value: [UInt8] = []
    try readOption(level: level, name: name, capacity: count) { bytes in
      value = [UInt8](copying: bytes)
    }
    return value
  }

  @usableFromInline
  func readOption(level: Int32, name: Int32, capacity: Int, _ read: (RawSpan) -> Void) throws(SocketError) {
    try call("getsockopt", describe(level, name)) { descriptor throws(Errno) in
      var capacity = capacity
      while !(try systemOption(descriptor, level: level, name: name, capacity: &capacity, read)) {}
    }
  }

  @usableFromInline
  func describe(_ level: Int32, _ name: Int32) -> String {
    let numbers = "level \(level), option \(name)"
    // Bluetooth's levels have the numbers of the Internet's.
    if family == .AF_BLUETOOTH { return numbers }
    return AvailabilityTable.current.optionName(level: level, number: name).map { "\($0) (\(numbers))" } ?? numbers
  }
}
