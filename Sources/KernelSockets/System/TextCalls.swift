// Strings out of bytes, with one allocation. Part of the unsafe layer.

/// The bytes as a string, with U+FFFD for every malformed part (Unicode's "maximal subpart", as in Python).
func decodedUTF8(_ bytes: Span<UInt8>) -> String {
  unsafe bytes.withUnsafeBufferPointer { buffer in unsafe String(decoding: buffer, as: UTF8.self) }
}

/// The bytes as a string, each of them the scalar of its number.
func decodedLatin1(_ bytes: Span<UInt8>) -> String {
  var highCount = 0
  for index in bytes.indices where bytes[index] >= 0x80 { highCount += 1 }
  return unsafe String(unsafeUninitializedCapacity: bytes.count + highCount) { buffer in
    var end = 0
    for index in bytes.indices {
      let byte = bytes[index]
      if byte < 0x80 {
        unsafe buffer[end] = byte
        end += 1
      } else {
        unsafe buffer[end] = 0xC0 | byte >> 6
        unsafe buffer[end + 1] = 0x80 | byte & 0x3F
        end += 2
      }
    }
    return end
  }
}
