/// A place in ``Slots``. No other element gets the same key before four thousand million others had the place.
struct SlotKey: Hashable, Sendable {
  fileprivate let index: UInt32
  fileprivate let generation: UInt32

  /// The key as a number, never one of the two largest.
  var number: UInt64 { UInt64(generation) << 32 | UInt64(index) }

  fileprivate init(_ index: Int, _ generation: UInt32) {
    self.index = UInt32(index)
    self.generation = generation
  }

  /// The key that has the number.
  init(number: UInt64) {
    index = UInt32(truncatingIfNeeded: number)
    generation = UInt32(number >> 32)
  }
}

/// Elements under keys: memory is used again, keys are not.
struct Slots<Element> {
  private var slots: [(generation: UInt32, element: Element?)] = []
  private var free: [Int] = []

  mutating func insert(_ element: Element) -> SlotKey {
    if let index = free.popLast() {
      slots[index].element = element
      return SlotKey(index, slots[index].generation)
    }
    slots.append((0, element))
    return SlotKey(slots.count - 1, 0)
  }

  /// The element, unless it was removed.
  subscript(key: SlotKey) -> Element? { index(of: key).flatMap { slots[$0].element } }

  /// Changes an element, or looks at it without a copy, if it is there.
  @discardableResult
  mutating func update<Result>(_ key: SlotKey, _ body: (inout Element) -> Result) -> Result? {
    guard let index = index(of: key) else { return nil }
    return body(&slots[index].element!)
  }

  @discardableResult
  mutating func remove(_ key: SlotKey) -> Element? {
    guard let index = index(of: key) else { return nil }
    let element = slots[index].element
    slots[index].element = nil
    slots[index].generation &+= 1
    free.append(index)
    return element
  }

  private func index(of key: SlotKey) -> Int? {
    let index = Int(key.index)
    return index < slots.count && slots[index].generation == key.generation ? index : nil
  }
}
