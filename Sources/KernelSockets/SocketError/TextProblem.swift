extension SocketError {
  /// Why bytes are not text, or text can't become bytes.
  public enum TextProblem: Hashable, Sendable {
    /// The byte at `offset` is not in the encoding, or begins a sequence that is not. `bytes` are all that were read for
    /// the line or text. Python: `UnicodeDecodeError`.
    case malformed(Socket.TextEncoding, bytes: [UInt8], offset: Int)
    /// The encoding lacks this character. Python: `UnicodeEncodeError`.
    case unencodable(Socket.TextEncoding, Unicode.Scalar)
  }
}

extension SocketError.TextProblem: CustomStringConvertible {
  /// The problem in a few words.
  public var description: String {
    switch self {
    case .malformed(let encoding, let bytes, let offset):
      "byte \(offset) of \(bytes.count), 0x\(hexadecimal(bytes[offset], 2)), is not \(encoding)"
    case .unencodable(let encoding, let scalar): "\(encoding) has no U+\(hexadecimal(scalar.value, 4))"
    }
  }

  private func hexadecimal(_ number: some BinaryInteger, _ width: Int) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(width - digits.count, 0)) + digits
  }
}
