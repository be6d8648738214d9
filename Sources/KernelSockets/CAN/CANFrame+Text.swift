extension CANFrame: CustomStringConvertible {
  /// The frame as candump(1) logs it: `123#DEADBEEF`, `1F334455##1112233` of CAN FD, `123#R4` for a remote request.
  public var description: String {
    let wide = isExtended || isErrorMessage
    let shown = isErrorMessage ? rawIdentifier & (Linux.CAN_ERR_MASK | Linux.CAN_ERR_FLAG) : identifier
    var text = hexadecimalDigits(shown, count: wide ? 8 : 3) + "#"
    if isFD { text += "#" + hexadecimalDigits(fdFlags & 15, count: 1) }
    if isRemoteRequest {
      text += count == 0 ? "R" : "R\(count)"
    } else {
      for byte in data { text += hexadecimalDigits(byte, count: 2) }
    }
    if rawLengthCode > 8 { text += "_" + hexadecimalDigits(rawLengthCode, count: 1) }
    return text
  }

  /// Reads a frame as cansend(1) does; points between bytes are allowed.
  ///
  /// Three digits are an identifier of 11 bits, eight one of 29 bits, or of an error message if its bit is set.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)``, which shows the text.
  public init(parsing text: String) throws(SocketError) {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let identifier = Self.rawIdentifier(parts[0]),
      let frame = parts[1].first == "#"
        ? Self.fd(identifier, parts[1].dropFirst()) : Self.classic(identifier, parts[1])
    else { throw .frame("\"\(text)\" is none, as 123#DEADBEEF is") }
    self = frame
  }

  private static func rawIdentifier(_ digits: Substring) -> UInt32? {
    guard let value = hexadecimalNumber(digits) else { return nil }
    switch digits.utf8.count {
    case 3 where value <= Linux.CAN_SFF_MASK: return value
    case 8 where value & Linux.CAN_ERR_FLAG != 0: return value & (Linux.CAN_ERR_MASK | Linux.CAN_ERR_FLAG)
    case 8 where value <= Linux.CAN_EFF_MASK: return value | Linux.CAN_EFF_FLAG
    default: return nil
    }
  }

  /// Flags in one digit, then data.
  private static func fd(_ identifier: UInt32, _ text: Substring) -> CANFrame? {
    guard let flags = hexadecimalNumber(text.prefix(1)), let data = bytes(text.dropFirst()) else { return nil }
    var frame = try? CANFrame(rawIdentifier: identifier, count: data.count, data: unsafe data.span.bytes, isFD: true)
    frame?.fdFlags = Int32(flags) & ~Linux.CANFD_FDF
    return frame
  }

  /// Data, or R and how many are wanted; then, of eight, perhaps another length code.
  private static func classic(_ identifier: UInt32, _ text: Substring) -> CANFrame? {
    let parts = text.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
    var frame: CANFrame?
    if parts[0].first == "R" || parts[0].first == "r" {
      let digits = parts[0].dropFirst()
      guard let count = digits.isEmpty ? 0 : hexadecimalNumber(digits) else { return nil }
      let identifier = identifier | Linux.CAN_RTR_FLAG
      frame = try? CANFrame(rawIdentifier: identifier, count: Int(count), data: RawSpan(), isFD: false)
    } else if let data = bytes(parts[0]) {
      frame = try? CANFrame(rawIdentifier: identifier, count: data.count, data: unsafe data.span.bytes, isFD: false)
    }
    if parts.count == 2 {
      guard let code = hexadecimalNumber(parts[1]), 9...15 ~= code, frame?.count == 8 else { return nil }
      frame?.rawLengthCode = UInt8(code)
    }
    return frame
  }

  /// Bytes of two digits each, points between them or not.
  static func bytes(_ text: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = text
    while !rest.isEmpty {
      guard rest.utf8.count >= 2, let byte = hexadecimalNumber(rest.prefix(2)) else { return nil }
      bytes.append(UInt8(byte))
      rest = rest.dropFirst(2)
      if rest.first == "." { rest = rest.dropFirst() }
    }
    return bytes
  }
}

/// A number that is all hexadecimal digits, without a sign.
func hexadecimalNumber(_ text: Substring) -> UInt32? {
  text.first?.isHexDigit == true ? UInt32(text, radix: 16) : nil
}

/// A number in at least so many upper-case digits.
func hexadecimalDigits(_ value: some FixedWidthInteger, count: Int) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
}
