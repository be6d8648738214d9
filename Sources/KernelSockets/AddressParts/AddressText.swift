// Text within addresses: C's arrays of characters.

/// The text, if an address can hold it.
///
/// - Parameters:
///   - part: What the text is, for the error.
///   - limit: How many bytes there are for it.
/// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` or
///   ``SocketError/AddressProblem/containsNUL``.
func checkedText(_ text: String, _ part: String, limit: Int) throws(SocketError) -> String {
  func invalid(_ problem: SocketError.AddressProblem) -> SocketError {
    SocketError("address", "\(part) \"\(text)\"", .invalidAddress(problem))
  }
  guard text.utf8.count <= limit else { throw invalid(.tooLong(limit: limit)) }
  guard !text.utf8.contains(0) else { throw invalid(.containsNUL) }
  return text
}

/// The text, if it has only decimal digits, and not more than `limit`.
///
/// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` or
///   ``SocketError/AddressProblem/malformed``.
func checkedDigits(_ text: String, _ part: String, limit: Int) throws(SocketError) -> String {
  let problem: SocketError.AddressProblem
  if text.utf8.count > limit {
    problem = .tooLong(limit: limit)
  } else if !text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) {
    problem = .malformed
  } else {
    return text
  }
  throw SocketError(part, "\"\(text)\"", .invalidAddress(problem))
}

extension String {
  /// The text before the first zero byte; `nil` if it is not UTF-8.
  init?(terminated bytes: some Collection<UInt8>) {
    self.init(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
