/// Where and since when a name of the socket interface is known: which kernels, architectures, C libraries and systems.
///
/// The dates are those of the kernel's own releases. Distributions port features back: one that a date rules out may be
/// there all the same.
public struct Availability: Hashable, Sendable {
  /// The C name.
  public let name: String
  private let record: AvailabilityTable.Record

  /// What is known of a name; `nil` if no header has it.
  ///
  /// - Parameter name: The C spelling of a constant or a structure: `"UDP_SEGMENT"`, `"sockaddr_can"`.
  public init?(of name: String) {
    guard let record = AvailabilityTable.current.record(of: name) else { return nil }
    self.name = name
    self.record = record
  }

  /// The first release of Linux that has it.
  public var since: FirstRelease {
    switch AvailabilityTable.current.date(record.since) {
    case (let first?, nil): .exactly(first)
    case (let before?, let first?): .between(before, first)
    case (nil, let first?): .atLatest(first)
    case (nil, nil): .unknown
    }
  }

  /// The last release that has it; `nil` if the newest one that was looked at does.
  public var last: KernelVersion? { AvailabilityTable.current.date(record.last).first }

  /// Whether ``last`` is only the last of the releases that were looked at, so that it may have lasted longer.
  public var isLastApproximate: Bool { AvailabilityTable.current.date(record.last).second != nil }

  /// The architectures and C libraries that have it, as the catalog names them, such as `!sparc64` or `mips*-musl`; empty
  /// if all do.
  public var platforms: String { String(AvailabilityTable.current.place(record.place).prefix { $0 != "|" }) }

  /// The other systems whose headers have the name too: `freebsd`, `macos`, `netbsd`, `openbsd`, `windows`.
  public var otherSystems: [String] {
    AvailabilityTable.current.place(record.place).drop { $0 != "|" }.dropFirst().split(separator: " ").map(String.init)
  }

  /// When a name appeared.
  public enum FirstRelease: Hashable, Sendable {
    /// In this release: the one before lacks it.
    case exactly(KernelVersion)
    /// In none up to the first, and in the second at the latest.
    case between(KernelVersion, KernelVersion)
    /// In this release or before; no older one was looked at.
    case atLatest(KernelVersion)
    /// The kernel's headers do not have it.
    case unknown
  }

  /// Whether a kernel should have it, by the dates alone; `nil` where they do not say.
  public func isExpected(on kernel: KernelVersion) -> Bool? {
    if let last {
      // A stable release belongs to the one that it is based on.
      let base = KernelVersion(kernel.major, kernel.minor, kernel.major < 3 ? kernel.patch : 0)
      if base > last { return isLastApproximate ? nil : false }
    }
    return switch since {
    case .exactly(let first): kernel >= first
    case .between(let before, let first): kernel >= first ? true : kernel > before ? nil : false
    case .atLatest(let first): kernel >= first ? true : nil
    case .unknown: nil
    }
  }
}

extension Availability: CustomStringConvertible {
  /// As in `Linux ≥ 4.11`, `Linux ≥ 2.6.35, ≤ 6.19` or `Linux ≥ 3.9 (!sparc64)`.
  public var description: String {
    var text =
      switch since {
      case .exactly(let first): "Linux ≥ \(first)"
      case .between(let before, let first): "Linux > \(before), at the latest \(first)"
      case .atLatest(let first): "Linux, \(first) at the latest"
      case .unknown: "Linux"
      }
    if let last { text += ", ≤ \(last)" + (isLastApproximate ? " or a little later" : "") }
    if !platforms.isEmpty { text += " (\(platforms))" }
    return text
  }
}
