extension Socket.Reader {
  /// The lines of the stream, one after the other. Python: `async for line in reader`, which leaves the line feeds in.
  ///
  /// ```swift
  /// for try await line in try connection.makeReader().lines(limit: 1000) {
  ///   print(String(decoding: line, as: UTF8.self))
  /// }
  /// ```
  ///
  /// The loop ends with the stream, or with an error of ``readLine(strippingNewline:limit:timeout:until:)``. What follows
  /// the last line stays in the reader.
  ///
  /// - Parameters:
  ///   - strippingNewline: Whether line feeds are left out.
  ///   - limit: The most bytes that a line may have, the line feed not counted.
  ///   - timeout: How long each may take; `nil` for as long as the socket's mode says.
  ///   - deadline: When to give up, if that comes first.
  /// - Precondition: `limit` is not negative.
  public func lines(
    strippingNewline: Bool = true, limit: Int = .max, timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) -> Arrivals<[UInt8]> {
    let time = TimeLimit(timeout, deadline)
    return Arrivals("readLine") { try await self.readLine(strippingNewline, limit, time) }
  }

  /// The chunks of the stream, each of which ends with a delimiter. See
  /// ``readChunk(endingWith:limit:timeout:until:)`` and ``lines(strippingNewline:limit:timeout:until:)``.
  ///
  /// - Parameters:
  ///   - delimiter: The bytes that follow a chunk.
  ///   - limit: The most bytes of a chunk, the delimiter not counted.
  ///   - timeout: How long each may take; `nil` for as long as the socket's mode says.
  ///   - deadline: When to give up, if that comes first.
  /// - Precondition: `delimiter` is not empty, `limit` not negative.
  public func chunks(
    endingWith delimiter: some Sequence<UInt8>, limit: Int, timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) -> Arrivals<[UInt8]> {
    let delimiter = Array(delimiter)
    let time = TimeLimit(timeout, deadline)
    return Arrivals("readChunk") { try await self.readChunk(endingWith: delimiter, limit, time) }
  }

  /// The chunks of the stream, each of which has its length before it. See
  /// ``readChunk(prefixedBy:byteOrder:limit:timeout:until:)`` and ``lines(strippingNewline:limit:timeout:until:)``.
  ///
  /// - Parameters:
  ///   - type: The integer that the length is.
  ///   - byteOrder: Whether the integer's first byte is its highest, as networks have it, or its lowest.
  ///   - limit: The most bytes of a chunk.
  ///   - timeout: How long each may take; `nil` for as long as the socket's mode says.
  ///   - deadline: When to give up, if that comes first.
  /// - Precondition: `limit` is not negative.
  public func chunks<Length: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    prefixedBy type: Length.Type, byteOrder: LengthByteOrder = .bigEndian, limit: Int, timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) -> Arrivals<[UInt8]> {
    let time = TimeLimit(timeout, deadline)
    return Arrivals("readChunk") { try await self.readChunk(prefixedBy: type, byteOrder, limit, time) }
  }
}
