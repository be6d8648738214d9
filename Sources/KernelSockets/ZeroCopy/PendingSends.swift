/// The arrays that the kernel sends from, by the numbers that it gives to the calls: in 32 bits, one after the other.
package struct PendingSends {
  /// One call's array, and what the kernel has said of it.
  private struct Piece {
    let bytes: [UInt8]
    var isDone = false
    var wasCopied = false
  }

  /// The first `taken` of them are gone already.
  private var pieces: [Piece?] = []
  private var taken = 0
  /// The number of the first that is there.
  private var firstNumber: UInt32
  /// What was never the kernel's.
  private var copied: [[UInt8]] = []

  /// None yet; the next call's number.
  package init(firstNumber: UInt32 = 0) { self.firstNumber = firstNumber }

  /// How many arrays have not been taken.
  package var count: Int { pieces.count - taken + copied.count }

  /// The arrays that are left.
  var leftover: [[UInt8]] { pieces.compactMap { $0?.bytes } }

  /// Keeps the array of the next call.
  package mutating func append(_ bytes: [UInt8]) { pieces.append(Piece(bytes: bytes)) }

  /// Keeps an array that went out by an ordinary call, which has no number.
  mutating func appendCopied(_ bytes: [UInt8]) { copied.append(bytes) }

  /// Notes what the kernel has done with. Numbers that are of no call here are passed over.
  package mutating func complete(_ done: ErrorQueue.ZeroCopyCompletion) {
    // How many numbers the range begins after the first piece, or before it.
    let (after, before) = (Int(done.first &- firstNumber), Int(firstNumber &- done.first))
    let waiting = pieces.count - taken
    let range =
      after < waiting ? after..<min(after + done.count, waiting) : 0..<min(max(done.count - before, 0), waiting)
    for index in range {
      pieces[taken + index]?.isDone = true
      pieces[taken + index]?.wasCopied = done.wasCopied
    }
  }

  /// Takes an array that the kernel has done with: the oldest, if all before it are.
  package mutating func next() -> ZeroCopySender.Sent? {
    if let bytes = copied.popLast() { return ZeroCopySender.Sent(bytes: bytes, wasCopied: true) }
    guard taken < pieces.count, let piece = pieces[taken], piece.isDone else { return nil }
    pieces[taken] = nil
    taken += 1
    firstNumber &+= 1
    if taken == pieces.count || taken > 1000 {
      pieces.removeFirst(taken)
      taken = 0
    }
    return ZeroCopySender.Sent(bytes: piece.bytes, wasCopied: piece.wasCopied)
  }
}
