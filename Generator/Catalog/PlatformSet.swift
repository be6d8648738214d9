/// Some of a list of platforms, by their numbers in it.
package struct PlatformSet: Hashable, Sendable {
  private var words: [UInt64]

  /// No platform, of a list of `count`.
  package init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

  package init(_ numbers: some Sequence<Int>, count: Int) {
    self.init(count: count)
    for number in numbers { insert(number) }
  }

  package mutating func insert(_ number: Int) { words[number / 64] |= 1 << UInt64(number % 64) }

  package func contains(_ number: Int) -> Bool { words[number / 64] >> UInt64(number % 64) & 1 != 0 }

  package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The lowest number in it.
  package var first: Int? {
    for (index, word) in words.enumerated() where word != 0 { return index * 64 + word.trailingZeroBitCount }
    return nil
  }

  package mutating func formUnion(_ other: Self) { for index in words.indices { words[index] |= other.words[index] } }
  package mutating func subtract(_ other: Self) { for index in words.indices { words[index] &= ~other.words[index] } }
  package mutating func formIntersection(_ other: Self) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  package func intersection(_ other: Self) -> Self {
    var result = self
    result.formIntersection(other)
    return result
  }

  package func subtracting(_ other: Self) -> Self {
    var result = self
    result.subtract(other)
    return result
  }

  /// How many platforms both have.
  package func commonCount(_ other: Self) -> Int {
    var count = 0
    for index in words.indices { count += (words[index] & other.words[index]).nonzeroBitCount }
    return count
  }

  /// Whether all that it shares with `universe` is in `other` too.
  package func isSubset(of other: Self, within universe: Self) -> Bool {
    for index in words.indices where words[index] & universe.words[index] & ~other.words[index] != 0 { return false }
    return true
  }
}
