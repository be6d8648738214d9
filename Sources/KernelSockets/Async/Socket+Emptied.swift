internal import Synchronization

// Whoever has answered a request waits for the next one, and most often that has not come yet: an attempt to receive it
// would be in vain, and cost as much as the answer. After a receive that got less than it asked for, TCP has nothing more
// until the kernel tells of a change: epoll(7), "Questions and answers". What else may be left it has told of before: an
// end, an error, urgent bytes. Other protocols end a receive early for reasons of their own.

extension Socket {
  /// The epoch in which an attempt to receive begins that empties the socket if it gets less than it asks for; `nil` if
  /// nobody wants to know, or it would not mean that.
  @inline(__always)
  func epochOfEmptying(_ flags: MessageFlags) -> UInt? {
    awaited.watch.isSet ? epochOfPlainTCP(flags) : nil
  }

  private func epochOfPlainTCP(_ flags: MessageFlags) -> UInt? {
    guard isPlainTCP, flags.isDisjoint(with: [.MSG_PEEK, .MSG_OOB]) else { return nil }
    return awaited.watch.look { $0.epoch(of: .reading) }
  }

  /// Whether nothing but TCP decides where a receive ends; TLS ends it before a record of another type.
  private var isPlainTCP: Bool { isTCP && !awaited.hasUpperLayer.load(ordering: .relaxed) }
}
