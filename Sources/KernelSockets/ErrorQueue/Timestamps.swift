/// When a message came in or went out, by up to two clocks. `struct scm_timestamping`, of which `SO_TIMESTAMPING` and
/// `SO_TIMESTAMPING_NEW` have each their own.
public struct Timestamps: Hashable, Sendable {
  /// By the system's clock, since 1970 began; `nil` if it was not asked for, or not taken.
  /// `SOF_TIMESTAMPING_SOFTWARE`.
  public var software: Duration?
  /// By the network card's clock, which counts as it was set; `nil` if it was not asked for, or not taken.
  /// `SOF_TIMESTAMPING_RAW_HARDWARE`.
  public var hardware: Duration?

  /// Time stamps by either clock.
  public init(software: Duration? = nil, hardware: Duration? = nil) {
    self.software = software
    self.hardware = hardware
  }
}

/// Three times, each of seconds and nanoseconds: the software's, one that is no longer used, the hardware's.
extension Timestamps: SocketOptionValue {
  /// Six numbers of 64 bits.
  public static func capacity(_ encoding: SocketOptionEncoding) -> Int { 6 * MemoryLayout<Int64>.size }

  /// Numbers of 64 bits, or of 32 bits where the kernel's `long` has no more.
  public init?(optionBytes: RawSpan, _ encoding: SocketOptionEncoding) {
    switch optionBytes.byteCount {
    case Self.capacity(encoding)...:
      self.init(
        software: time(optionBytes.integer(at: 0, as: Int64.self), optionBytes.integer(at: 8, as: Int64.self)),
        hardware: time(optionBytes.integer(at: 32, as: Int64.self), optionBytes.integer(at: 40, as: Int64.self)))
    case 6 * MemoryLayout<Int32>.size:
      self.init(
        software: time(optionBytes.integer(at: 0, as: Int32.self), optionBytes.integer(at: 4, as: Int32.self)),
        hardware: time(optionBytes.integer(at: 16, as: Int32.self), optionBytes.integer(at: 20, as: Int32.self)))
    default: return nil
    }
  }

  /// Numbers of 64 bits, rounded down to nanoseconds.
  public func withOptionBytes<Result, Failure: Error>(
    _ encoding: SocketOptionEncoding, _ body: (RawSpan?) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    func parts(_ time: Duration?) -> (Int64, Int64) {
      guard let (seconds, attoseconds) = time?.components else { return (0, 0) }
      return (seconds, attoseconds / 1_000_000_000)
    }
    let (software, hardware) = (parts(software), parts(hardware))
    let numbers: InlineArray<6, Int64> = [software.0, software.1, 0, 0, hardware.0, hardware.1]
    return try body(unsafe numbers.span.bytes)
  }
}

/// A time that was taken; `nil` for zeroes.
private func time(_ seconds: some BinaryInteger, _ nanoseconds: some BinaryInteger) -> Duration? {
  seconds == 0 && nanoseconds == 0 ? nil : .seconds(seconds) + .nanoseconds(nanoseconds)
}
