/// The call sign of an amateur radio station, with the number of a station of its: `N0CALL-1`.
///
/// The C structure is `ax25_address`, which holds the characters shifted by a bit. Python has none.
public struct CallSign: Hashable, Sendable {
  /// One to six letters and digits, in upper case; empty for ``none``.
  public let name: String
  /// The secondary station identifier, from 0 to 15.
  public let station: UInt8

  /// No station. The kernel writes it `*`.
  public static var none: CallSign { CallSign(name: "", station: 0) }

  private init(name: String, station: UInt8) {
    self.name = name
    self.station = station
  }

  /// The call sign in a C structure; `nil` if it is none, or carries more than a call sign, such as the bit that a
  /// digipeater sets.
  public init?(_ structure: Linux.ax25_address) {
    let bytes = Array(structure.ax25_call)
    let characters = bytes.prefix(6).map { $0 >> 1 }
    let name = String(decoding: characters.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
    self.init(name.isEmpty ? "*" : "\(name)-\(bytes[6] >> 1)")
    guard self.structure == structure else { return nil }
  }

  /// The C structure of the call sign.
  public var structure: Linux.ax25_address {
    let characters = Array(name.utf8) + [UInt8](repeating: UInt8(ascii: " "), count: 6 - name.utf8.count)
    return Linux.ax25_address(ax25_call: CArray((characters + [station]).map { $0 << 1 }))
  }
}

extension CallSign: LosslessStringConvertible {
  /// The call sign written as letters and digits, with or without the station's number behind a hyphen; `*` for
  /// ``none``; `nil` for anything else.
  public init?(_ description: String) {
    if description == "*" {
      self = .none
      return
    }
    let parts = description.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count <= 2, 1...6 ~= parts[0].count, parts[0].allSatisfy(Self.isLetterOrDigit) else { return nil }
    var station: UInt8 = 0
    if parts.count == 2 {
      guard 1...2 ~= parts[1].count, parts[1].allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
        let number = UInt8(Substring(parts[1])), number < 16
      else { return nil }
      station = number
    }
    self.init(name: String(Substring(parts[0])).uppercased(), station: station)
  }

  /// The call sign; the station's number if it is not zero: `N0CALL`, `N0CALL-1`.
  public var description: String {
    name.isEmpty ? "*" : name + (station == 0 ? "" : "-\(station)")
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  /// The call sign that a text says.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/malformed``.
  init(parsing text: some StringProtocol) throws(SocketError) {
    guard let callSign = Self(String(text)) else {
      throw SocketError("call sign", "\"\(text)\"", .invalidAddress(.malformed))
    }
    self = callSign
  }
}

extension AddressWords {
  /// The call signs behind the word `via`, if it comes next.
  mutating func digipeaters() throws(SocketError) -> [CallSign] {
    guard skip("via") else { return [] }
    var result: [CallSign] = []
    for text in try word().utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      result.append(try CallSign(parsing: Substring(text)))
    }
    return result
  }
}

/// What `digipeaters` reads, with a space before; nothing if there are none.
func optionalWords(via digipeaters: [CallSign]) -> String {
  digipeaters.isEmpty ? "" : " via " + digipeaters.map(\.description).joined(separator: ",")
}

/// The call signs, if there are not too many.
///
/// - Throws: ``SocketError`` with ``SocketError/AddressProblem/outOfRange(_:value:limit:)``.
func checkedDigipeaters(_ callSigns: [CallSign], limit: Int32) throws(SocketError) -> [CallSign] {
  guard callSigns.count <= limit else {
    let problem = SocketError.AddressProblem.outOfRange(
      "number of digipeaters", value: UInt64(callSigns.count), limit: UInt64(limit))
    throw SocketError("address", .invalidAddress(problem))
  }
  return callSigns
}

/// The first `count` call signs of a C array; `nil` if there are fewer, or if one of them is none.
func callSigns<let capacity: Int>(_ array: CArray<capacity, Linux.ax25_address>, count: some BinaryInteger)
  -> [CallSign]?
{
  guard 0...capacity ~= Int(count) else { return nil }
  let result = (0..<Int(count)).compactMap { CallSign(array[$0]) }
  return result.count == count ? result : nil
}
