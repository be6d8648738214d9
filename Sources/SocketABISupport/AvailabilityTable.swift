/// Since when, until when and where each name is known: text that is searched in place. Generated code holds it.
///
/// Numbers are in base 64, the digits being the characters from `0` on, in a fixed width.
package struct AvailabilityTable: Sendable {
  /// All names one behind the other, sorted.
  let names: StaticString
  /// Nine digits for each name: where it begins (3), the numbers of its first and last release (2 each) and place (2).
  let records: StaticString
  /// Ten digits for each release or range: major (1), minor (2) and patch (2) of the one end, then of the other.
  let dates: StaticString
  /// Places, a line each: architectures and C libraries as the catalog names them, a bar, and other systems.
  let places: StaticString
  /// Twelve digits for each option, sorted: level (3), number (6) and the number of its name (3).
  let options: StaticString

  package init(
    names: StaticString, records: StaticString, dates: StaticString, places: StaticString, options: StaticString
  ) {
    self.names = names
    self.records = records
    self.dates = dates
    self.places = places
    self.options = options
  }

  private static let recordWidth = 9
  private static let optionWidth = 12

  var count: Int { records.utf8CodeUnitCount / Self.recordWidth }

  /// One name's dates and place: the numbers of their lines.
  package struct Record: Hashable, Sendable {
    package var since: UInt16
    package var last: UInt16
    package var place: UInt16
  }

  /// What is known of a name; `nil` if the catalog does not have it.
  package func record(of name: String) -> Record? {
    var name = name
    guard let number = name.withUTF8({ unsafe number(of: $0) }) else { return nil }
    let start = number * Self.recordWidth
    return Record(
      since: UInt16(records.digits(at: start + 3, count: 2)), last: UInt16(records.digits(at: start + 5, count: 2)),
      place: UInt16(records.digits(at: start + 7, count: 2)))
  }

  /// One release, or the two between which something happened.
  package func date(_ number: UInt16) -> (first: KernelVersion?, second: KernelVersion?) {
    func release(at offset: Int) -> KernelVersion? {
      let version = KernelVersion(
        dates.digits(at: offset, count: 1), dates.digits(at: offset + 1, count: 2),
        dates.digits(at: offset + 3, count: 2))
      return version == KernelVersion(0, 0) ? nil : version
    }
    return (release(at: Int(number) * 10), release(at: Int(number) * 10 + 5))
  }

  /// Architectures and C libraries as the catalog names them, a bar, and other systems.
  package func place(_ number: UInt16) -> String {
    var start = 0
    for _ in 0..<number { start = places.end(ofLineAt: start) + 1 }
    return places.text(in: start..<places.end(ofLineAt: start))
  }

  /// Finds a name by halving. The text is the generator's own, so that its offsets need no check.
  private func number(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    let (names, records) = unsafe (self.names.utf8Start, self.records.utf8Start)
    func start(of number: Int) -> Int {
      let digits = unsafe records + number &* Self.recordWidth
      return unsafe (Int(digits[0]) &- 48) << 12 | (Int(digits[1]) &- 48) << 6 | (Int(digits[2]) &- 48)
    }
    let count = count
    var (low, high) = (0, count)
    while low < high {
      let middle = (low &+ high) / 2
      let begin = start(of: middle)
      let end = middle &+ 1 < count ? start(of: middle &+ 1) : self.names.utf8CodeUnitCount
      let shared = min(end &- begin, name.count)
      var index = 0
      while index < shared, unsafe names[begin &+ index] == name[index] { index &+= 1 }
      let isBefore: Bool
      if index < shared {
        isBefore = unsafe names[begin &+ index] < name[index]
      } else if end &- begin == name.count {
        return middle
      } else {
        isBefore = end &- begin < name.count
      }
      if isBefore { low = middle &+ 1 } else { high = middle }
    }
    return nil
  }

  /// An option's name. Where two protocols share a level's number, as TCP and L2CAP do, it is the Internet's.
  package func optionName(level: Int32, number: Int32) -> String? {
    guard level >= 0, number >= 0 else { return nil }
    let wanted = (Int(level), Int(number))
    var range = 0..<options.utf8CodeUnitCount / Self.optionWidth
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      range = option(middle) < wanted ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    let found = range.lowerBound
    guard found < options.utf8CodeUnitCount / Self.optionWidth, option(found) == wanted else { return nil }
    return names.text(in: bounds(of: options.digits(at: found * Self.optionWidth + 9, count: 3)))
  }

  private func option(_ number: Int) -> (Int, Int) {
    let start = number * Self.optionWidth
    return (options.digits(at: start, count: 3), options.digits(at: start + 3, count: 6))
  }

  private func bounds(of number: Int) -> Range<Int> {
    let end = number + 1 < count ? start(of: number + 1) : names.utf8CodeUnitCount
    return start(of: number)..<end
  }

  private func start(of number: Int) -> Int { records.digits(at: number * Self.recordWidth, count: 3) }
}

extension StaticString {
  private func byte(at offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < utf8CodeUnitCount)
    return unsafe utf8Start[offset]
  }

  fileprivate func digits(at offset: Int, count: Int) -> Int {
    var number = 0
    for offset in offset..<offset + count { number = number << 6 | (Int(byte(at: offset)) - 48) }
    return number
  }

  fileprivate func end(ofLineAt start: Int) -> Int {
    var end = start
    while end < utf8CodeUnitCount, byte(at: end) != UInt8(ascii: "\n") { end += 1 }
    return end
  }

  fileprivate func text(in range: Range<Int>) -> String {
    precondition(range.lowerBound >= 0 && range.upperBound <= utf8CodeUnitCount)
    return unsafe String(
      decoding: UnsafeBufferPointer(start: utf8Start + range.lowerBound, count: range.count), as: UTF8.self)
  }
}
