// The Swift types that option values have, and their bytes.

extension SocketOptionValue {
  /// Hands the bytes of one integer to `body`, from the stack.
  @inlinable
  func withBytes<Value: FixedWidthInteger & BitwiseCopyable, Result, Failure: Error>(
    of value: Value, _ body: (RawSpan?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let storage: InlineArray<1, Value> = [value]
    return try body(unsafe storage.span.bytes)
  }
}

extension SocketOptionValue where Self: FixedWidthInteger & BitwiseCopyable {
  /// The integer's own size.
  @inlinable
  public static func capacity(_ encoding: SocketOptionEncoding) -> Int { MemoryLayout<Self>.size }

  /// A kernel may answer with fewer bytes than an `int`: RFCOMM and X.25 do.
  @inlinable
  public init?(optionBytes: RawSpan, _ encoding: SocketOptionEncoding) {
    switch optionBytes.byteCount {
    case MemoryLayout<Self>.size...: self = optionBytes.integer(at: 0)
    case 4...: self = Self(truncatingIfNeeded: optionBytes.integer(at: 0, as: Int32.self))
    case 2...: self = Self(truncatingIfNeeded: optionBytes.integer(at: 0, as: UInt16.self))
    case 1: self = Self(truncatingIfNeeded: optionBytes.integer(at: 0, as: UInt8.self))
    default: return nil
    }
  }

  /// The integer's bytes.
  @inlinable
  public func withOptionBytes<Result, Failure: Error>(
    _ encoding: SocketOptionEncoding, _ body: (RawSpan?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withBytes(of: self, body)
  }
}

extension UInt8: SocketOptionValue {}
extension UInt16: SocketOptionValue {}
extension Int32: SocketOptionValue {}
extension UInt32: SocketOptionValue {}
extension Int64: SocketOptionValue {}
extension UInt64: SocketOptionValue {}

extension Bool: SocketOptionValue {
  /// An `int`, as options that are on or off have.
  @inlinable
  public static func capacity(_ encoding: SocketOptionEncoding) -> Int { Int32.capacity(encoding) }

  /// True for any number but zero.
  @inlinable
  public init?(optionBytes: RawSpan, _ encoding: SocketOptionEncoding) {
    guard let number = Int32(optionBytes: optionBytes, encoding) else { return nil }
    self = number != 0
  }

  /// The `int` 1 or 0.
  @inlinable
  public func withOptionBytes<Result, Failure: Error>(
    _ encoding: SocketOptionEncoding, _ body: (RawSpan?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withBytes(of: self ? 1 as Int32 : 0, body)
  }
}

extension Duration: SocketOptionValue {
  /// A structure of two numbers, or an `int`.
  public static func capacity(_ encoding: SocketOptionEncoding) -> Int {
    switch encoding {
    case .timeval: 2 * MemoryLayout<Int>.size
    case .wideTimeval, .wideTimespec: 2 * MemoryLayout<Int64>.size
    case .seconds, .milliseconds, .microseconds, .nanoseconds, .natural: MemoryLayout<Int32>.size
    }
  }

  /// The number, in the encoding's unit.
  public init?(optionBytes: RawSpan, _ encoding: SocketOptionEncoding) {
    guard optionBytes.byteCount >= Self.capacity(encoding) else { return nil }
    let number = Int64(optionBytes.integer(at: 0, as: Int32.self))
    switch encoding {
    case .timeval:
      let fraction = optionBytes.integer(at: MemoryLayout<Int>.size, as: Int.self)
      self = .seconds(optionBytes.integer(at: 0, as: Int.self)) + .microseconds(fraction)
    case .wideTimeval:
      self =
        .seconds(optionBytes.integer(at: 0, as: Int64.self)) + .microseconds(optionBytes.integer(at: 8, as: Int64.self))
    case .wideTimespec:
      self =
        .seconds(optionBytes.integer(at: 0, as: Int64.self)) + .nanoseconds(optionBytes.integer(at: 8, as: Int64.self))
    case .seconds: self = .seconds(number)
    case .milliseconds: self = .milliseconds(number)
    case .microseconds: self = .microseconds(number)
    case .nanoseconds, .natural: self = .nanoseconds(number)
    }
  }

  /// A fraction of the option's unit is rounded up, so that a time-out never becomes none.
  public func withOptionBytes<Result, Failure: Error>(
    _ encoding: SocketOptionEncoding, _ body: (RawSpan?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch encoding {
    case .timeval:
      guard let total = rounded(unitsPerSecond: 1_000_000), let seconds = Int(exactly: total / 1_000_000) else {
        return try body(nil)
      }
      let storage: InlineArray<2, Int> = [seconds, Int(total % 1_000_000)]
      return try body(unsafe storage.span.bytes)
    case .wideTimeval: return try withWideParts(unitsPerSecond: 1_000_000, body)
    case .wideTimespec: return try withWideParts(unitsPerSecond: 1_000_000_000, body)
    case .seconds: return try withCount(unitsPerSecond: 1, body)
    case .milliseconds: return try withCount(unitsPerSecond: 1_000, body)
    case .microseconds: return try withCount(unitsPerSecond: 1_000_000, body)
    case .nanoseconds, .natural: return try withCount(unitsPerSecond: 1_000_000_000, body)
    }
  }

  private func withWideParts<Result, Failure: Error>(
    unitsPerSecond: Int64, _ body: (RawSpan?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let total = rounded(unitsPerSecond: unitsPerSecond) else { return try body(nil) }
    let storage: InlineArray<2, Int64> = [total / unitsPerSecond, total % unitsPerSecond]
    return try body(unsafe storage.span.bytes)
  }

  private func withCount<Result, Failure: Error>(
    unitsPerSecond: Int64, _ body: (RawSpan?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let count = rounded(unitsPerSecond: unitsPerSecond), let number = Int32(exactly: count) else {
      return try body(nil)
    }
    return try withBytes(of: number, body)
  }

  /// The whole number of units, rounded up; `nil` where it does not fit.
  private func rounded(unitsPerSecond: Int64) -> Int64? {
    let (seconds, attoseconds) = components
    let attosecondsPerUnit = 1_000_000_000_000_000_000 / unitsPerSecond
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: unitsPerSecond)
    guard !overflow else { return nil }
    let part = attoseconds / attosecondsPerUnit + (attoseconds % attosecondsPerUnit > 0 ? 1 : 0)
    let (sum, tooLarge) = whole.addingReportingOverflow(part)
    return tooLarge ? nil : sum
  }
}

extension String: SocketOptionValue {
  /// More than any name that an option holds: `IFNAMSIZ`, or the name of a congestion control.
  public static func capacity(_ encoding: SocketOptionEncoding) -> Int { 256 }

  /// The text up to the first NUL.
  public init?(optionBytes: RawSpan, _ encoding: SocketOptionEncoding) {
    guard let bytes = [UInt8](optionBytes: optionBytes, encoding) else { return nil }
    self = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// The text's UTF-8, without a NUL.
  public func withOptionBytes<Result, Failure: Error>(
    _ encoding: SocketOptionEncoding, _ body: (RawSpan?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try Array(utf8).withOptionBytes(encoding, body)
  }
}

/// A list, such as `CAN_RAW_FILTER` takes, or bytes that have no type.
extension Array: SocketOptionValue where Element: CArrayElement {
  /// A page: more than any list that an option returns in one piece.
  public static func capacity(_ encoding: SocketOptionEncoding) -> Int { 4096 }

  /// As many elements as there are; `nil` if the last one is not whole.
  public init?(optionBytes: RawSpan, _ encoding: SocketOptionEncoding) {
    guard optionBytes.byteCount.isMultiple(of: Element.size) else { return nil }
    self.init()
    reserveCapacity(optionBytes.byteCount / Element.size)
    for offset in stride(from: 0, to: optionBytes.byteCount, by: Element.size) {
      append(Element(reading: optionBytes, at: offset))
    }
  }

  /// The elements, one behind the other.
  public func withOptionBytes<Result, Failure: Error>(
    _ encoding: SocketOptionEncoding, _ body: (RawSpan?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var bytes = [UInt8](repeating: 0, count: count * Element.size)
    do {
      var span = bytes.mutableSpan
      var raw = unsafe span.mutableBytes
      for (index, element) in enumerated() { element.write(to: &raw, at: index * Element.size) }
    }
    return try body(unsafe bytes.span.bytes)
  }
}
