extension Socket.Reader {
  /// Reads into a span of the caller's. See ``read(into:)-(MutableRawSpan)``.
  public func read(into span: inout MutableSpan<UInt8>) throws(SocketError) -> Int? {
    var bytes = unsafe span.mutableBytes
    return try read(into: &bytes)
  }

  /// Reads over the bytes of an array, whose count does not change. See ``read(into:)-(MutableRawSpan)``.
  public func read(into array: inout [UInt8]) throws(SocketError) -> Int? {
    var span = array.mutableSpan
    return try read(into: &span)
  }

  /// Fills a span of the caller's. See ``readFully(into:)-(MutableRawSpan)``.
  public func readFully(into span: inout MutableSpan<UInt8>) throws(SocketError) -> Int {
    var bytes = unsafe span.mutableBytes
    return try readFully(into: &bytes)
  }

  /// Fills an array, whose count does not change. See ``readFully(into:)-(MutableRawSpan)``.
  public func readFully(into array: inout [UInt8]) throws(SocketError) -> Int {
    var span = array.mutableSpan
    return try readFully(into: &span)
  }
}
