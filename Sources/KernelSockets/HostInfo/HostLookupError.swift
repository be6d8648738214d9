/// Why ``HostInfo/lookup(name:family:)`` or ``HostInfo/lookup(address:)`` found nothing: the C library's `h_errno`.
///
/// Python: the `errno` of `socket.herror`.
public struct HostLookupError: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The number that the C library gives.
  public var rawValue: Int32

  /// One by number, known or not.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// There is no such host, or the address has no name.
  public static var HOST_NOT_FOUND: Self { Self(rawValue: Linux.HOST_NOT_FOUND) }
  /// The name server did not answer; later it may.
  public static var TRY_AGAIN: Self { Self(rawValue: Linux.TRY_AGAIN) }
  /// The name server failed, or the text can't be a name.
  public static var NO_RECOVERY: Self { Self(rawValue: Linux.NO_RECOVERY) }
  /// The name is there, but has no address of the wanted family. `NO_ADDRESS` is the same.
  public static var NO_DATA: Self { Self(rawValue: Linux.NO_DATA) }

  /// The C name, or the number where there is none.
  public var description: String {
    switch self {
    case .HOST_NOT_FOUND: "HOST_NOT_FOUND"
    case .TRY_AGAIN: "TRY_AGAIN"
    case .NO_RECOVERY: "NO_RECOVERY"
    case .NO_DATA: "NO_DATA"
    default: "\(rawValue)"
    }
  }
}
