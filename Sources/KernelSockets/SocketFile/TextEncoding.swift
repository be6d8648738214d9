extension Socket {
  /// How text and bytes stand for each other. Python: the argument `encoding` of `socket.makefile`.
  public enum TextEncoding: Hashable, Sendable, CaseIterable {
    /// Every character, in one to four bytes. Python: `"utf-8"`.
    case utf8
    /// U+0000 to U+00FF, each in the byte of its number; every byte is a character. Python: `"latin-1"`.
    case latin1
    /// U+0000 to U+007F, each in the byte of its number. Python: `"ascii"`.
    case ascii
  }

  /// What becomes of that which the encoding lacks. Python: the argument `errors` of `socket.makefile`.
  public enum TextErrors: Hashable, Sendable, CaseIterable {
    /// It is an error: ``SocketError/Cause/invalidText(_:)``. Python: `"strict"`.
    case strict
    /// Readers put U+FFFD in its place, writers `"?"`. Python: `"replace"`.
    case replace
  }
}

extension Socket.TextEncoding: CustomStringConvertible {
  /// The encoding's name in prose, such as `UTF-8`.
  public var description: String {
    switch self {
    case .utf8: "UTF-8"
    case .latin1: "Latin-1"
    case .ascii: "ASCII"
    }
  }
}

/// Where bytes are not in their encoding.
struct MalformedByte: Error {
  var offset: Int
}

extension Socket.TextEncoding {
  /// The bytes as a string.
  func decode(_ bytes: Span<UInt8>, _ errors: Socket.TextErrors) throws(MalformedByte) -> String {
    switch (self, errors) {
    case (.utf8, .replace):
      return decodedUTF8(bytes)
    case (.utf8, .strict):
      do throws(UTF8.ValidationError) {
        return String(copying: try UTF8Span(validating: bytes))
      } catch {
        throw MalformedByte(offset: error.byteOffsets.lowerBound)
      }
    case (.latin1, _):
      return decodedLatin1(bytes)
    case (.ascii, _):
      guard let offset = bytes.indices.first(where: { bytes[$0] >= 0x80 }) else { return decodedUTF8(bytes) }
      guard errors == .replace else { throw MalformedByte(offset: offset) }
      var text = String()
      for index in bytes.indices {
        text.unicodeScalars.append(bytes[index] < 0x80 ? Unicode.Scalar(bytes[index]) : "\u{FFFD}")
      }
      return text
    }
  }
}

// MARK: One character

/// What the bytes at some place are the beginning of.
enum Encoded {
  /// A character of so many bytes.
  case whole(Int)
  /// So many bytes that belong to no character, and become one U+FFFD.
  case malformed(Int)
  /// A character whose other bytes are missing.
  case cut
}

extension Socket.TextEncoding {
  /// What begins at `offset`.
  func character(at offset: Int, of bytes: Span<UInt8>) -> Encoded {
    let first = bytes[offset]
    switch self {
    case .latin1: return .whole(1)
    case .ascii: return first < 0x80 ? .whole(1) : .malformed(1)
    case .utf8:
      guard first >= 0x80 else { return .whole(1) }
      guard let (length, second) = Self.sequence(first) else { return .malformed(1) }
      for index in 1..<length {
        guard offset + index < bytes.count else { return .cut }
        let range = index == 1 ? second : 0x80...0xBF
        guard range.contains(bytes[offset + index]) else { return .malformed(index) }
      }
      return .whole(length)
    }
  }

  /// The length of the sequence that a byte begins, and what its second byte may be: Unicode's table 3-7.
  private static func sequence(_ first: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
    switch first {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xE1...0xEF: (3, 0x80...0xBF)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: nil
    }
  }
}
