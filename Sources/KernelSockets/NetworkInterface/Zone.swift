// The zone in the text of a link-local address: what stands behind the `%`.

extension NetworkInterface {
  /// The scope that a zone names: digits are an index, anything else is a name.
  static func scope(_ zone: String) -> UInt32? {
    isNumber(zone) ? UInt32(zone) : try? index(of: zone)
  }

  /// What to write after the `%` so that `scope` reads it as the same number.
  static func zone(_ scope: UInt32) -> String {
    guard let name = try? name(of: scope), !isNumber(name) else { return "\(scope)" }
    return name
  }
}
