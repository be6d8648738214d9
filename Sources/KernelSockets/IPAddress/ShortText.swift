/// ASCII text of at most 64 characters that is written piece by piece, without allocation: addresses as text.
struct ShortText {
  private var bytes: InlineArray<64, UInt8> = InlineArray(repeating: 0)
  private var count = 0

  /// Adds an ASCII character.
  @inline(__always)
  mutating func append(_ character: Unicode.Scalar) { append(UInt8(truncatingIfNeeded: character.value)) }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  /// Adds a number of at most five decimal digits.
  mutating func append(decimal number: UInt32) {
    precondition(number < 100_000)
    if number >= 10_000 { append(digit(number / 10_000)) }
    if number >= 1000 { append(digit(number / 1000 % 10)) }
    if number >= 100 { append(digit(number / 100 % 10)) }
    if number >= 10 { append(digit(number / 10 % 10)) }
    append(digit(number % 10))
  }

  /// Adds a number of at most four hexadecimal digits, in lower case.
  mutating func append(hexadecimal number: UInt16) {
    if number >= 0x1000 { append(digit(UInt32(number >> 12))) }
    if number >= 0x100 { append(digit(UInt32(number >> 8 & 0xF))) }
    if number >= 0x10 { append(digit(UInt32(number >> 4 & 0xF))) }
    append(digit(UInt32(number & 0xF)))
  }

  @inline(__always)
  private func digit(_ value: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: value) &+ (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
  }

  /// What was written.
  var string: String { decodedUTF8(bytes.span.extracting(first: count)) }
}
