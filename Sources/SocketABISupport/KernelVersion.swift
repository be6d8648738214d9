/// A version of the Linux kernel, such as 6.1 or 2.6.38.
public struct KernelVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The first number.
  public var major: Int
  /// The second number.
  public var minor: Int
  /// The third number: since 3.0 that of a stable release, before that of a release of its own.
  public var patch: Int

  /// A version by its numbers.
  public init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// Reads the numbers that a release's name begins with, as in `6.1.0-37-amd64`; `nil` if there are not two.
  public init?(_ release: some StringProtocol) {
    let text = release.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    let numbers = text.split(separator: ".").prefix(3).compactMap { Int($0) }
    guard numbers.count > 1 else { return nil }
    self.init(numbers[0], numbers[1], numbers.count > 2 ? numbers[2] : 0)
  }

  /// By major, minor and patch in turn.
  public static func < (left: Self, right: Self) -> Bool {
    (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
  }

  /// As in `6.1` or `2.6.38`.
  public var description: String { patch == 0 ? "\(major).\(minor)" : "\(major).\(minor).\(patch)" }
}
