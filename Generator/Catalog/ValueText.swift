extension Constant.Value: CustomStringConvertible {
  /// A number in decimal; a string in quotes with everything but visible ASCII, and `@`, escaped as `\xHH`; or a
  /// structure's bytes in hexadecimal digits between braces.
  package var description: String {
    switch self {
    case .integer(let number): "\(number)"
    case .floating(let number): number.description
    case .pointer: "pointer"
    case .string(let bytes): "\"\(bytes.map(Self.escape).joined())\""
    case .structure(let bytes): "{\(bytes.map(Self.digits).joined())}"
    }
  }

  /// Reads what `description` wrote.
  init?(_ text: String) {
    if text.hasPrefix("\""), text.hasSuffix("\""), text.count > 1 {
      guard let bytes = Self.unescape(text.dropFirst().dropLast()) else { return nil }
      self = .string(bytes)
    } else if text.hasPrefix("{"), text.hasSuffix("}") {
      guard let bytes = Self.bytes(text.dropFirst().dropLast().utf8) else { return nil }
      self = .structure(bytes)
    } else if text == "pointer" {
      self = .pointer
    } else if let number = Int128(text) {
      self = .integer(number)
    } else if let number = Double(text) {
      self = .floating(number)
    } else {
      return nil
    }
  }

  private static func escape(_ byte: UInt8) -> String {
    let isPlain = (0x21...0x7e).contains(byte) && !#"\"@"#.utf8.contains(byte)
    if isPlain { return String(UnicodeScalar(byte)) }
    return "\\x" + digits(byte)
  }

  private static func digits(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

  private static func bytes(_ digits: Substring.UTF8View) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = Substring(digits)
    while !rest.isEmpty {
      guard rest.utf8.count > 1, let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return bytes
  }

  private static func unescape(_ text: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\") {
        guard let value = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16) else {
          return nil
        }
        rest = rest.dropFirst(3)
        bytes.append(value)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}

extension CType.Shape: CustomStringConvertible {
  /// `u32`, `s64`, `f64`, `p64`, `struct:NAME`, `union:NAME`, with `[N]` behind for arrays, the outermost first.
  package var description: String {
    switch self {
    case .integer(let signed, let bits): "\(signed ? "s" : "u")\(bits)"
    case .floating(let bits): "f\(bits)"
    case .pointer(let bits): "p\(bits)"
    case .structure(let name): "struct:\(name)"
    case .union(let name): "union:\(name)"
    case .array(let element, let count): element.head + "[\(count.map(String.init) ?? "")]" + element.dimensions
    }
  }

  private var head: String {
    if case .array(let element, _) = self { element.head } else { description }
  }

  private var dimensions: String {
    if case .array(let element, let count) = self {
      "[\(count.map(String.init) ?? "")]" + element.dimensions
    } else {
      ""
    }
  }

  /// Reads what `description` wrote.
  init?(_ text: String) {
    var parts = text.split(separator: "[", omittingEmptySubsequences: false)
    let head = parts.removeFirst()
    var shape: Self
    if head.hasPrefix("struct:") {
      shape = .structure(String(head.dropFirst(7)))
    } else if head.hasPrefix("union:") {
      shape = .union(String(head.dropFirst(6)))
    } else {
      guard let bits = Int(head.dropFirst()) else { return nil }
      switch head.first {
      case "s": shape = .integer(signed: true, bits: bits)
      case "u": shape = .integer(signed: false, bits: bits)
      case "f": shape = .floating(bits: bits)
      case "p": shape = .pointer(bits: bits)
      default: return nil
      }
    }
    for part in parts.reversed() {
      guard part.last == "]" else { return nil }
      let digits = part.dropLast()
      guard digits.isEmpty || Int(digits) != nil else { return nil }
      shape = .array(shape, count: Int(digits))
    }
    self = shape
  }
}
