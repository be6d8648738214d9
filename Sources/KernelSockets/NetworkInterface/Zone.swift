// The zone in the text of a link-local address: what stands behind the `%`.

extension NetworkInterface {
  /// The scope that a zone names: digits are an index, anything else is a name.
  static func scope(_ zone: String) -> UInt32? {
    zone.utf8.allSatisfy(isDigit) ? UInt32(zone) : try? index(of: zone)
  }

  /// What to write after the `%` so that `scope` reads it as the same number.
  static func zone(_ scope: UInt32) -> String {
    guard let name = try? name(of: scope), !name.utf8.allSatisfy(isDigit) else { return "\(scope)" }
    return name
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
