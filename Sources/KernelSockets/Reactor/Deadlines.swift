/// When waiters give up, the next one first: a binary heap.
///
/// A waiter that ends before its time stays in the heap until its time comes, or until such waiters are the majority.
struct Deadlines {
  typealias Entry = (time: Moment, waiter: SlotKey)

  private var heap: [Entry] = []
  private var unneeded = 0

  var first: Entry? { heap.first }

  mutating func insert(_ waiter: SlotKey, at time: Moment) {
    heap.append((time, waiter))
    rise(heap.count - 1)
  }

  mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    sink(0)
  }

  /// Counts a waiter that needs its deadline no more.
  mutating func forgetOne(_ isNeeded: (SlotKey) -> Bool) {
    unneeded += 1
    guard unneeded > 64, unneeded > heap.count / 2 else { return }
    heap.removeAll { !isNeeded($0.waiter) }
    for index in stride(from: heap.count / 2, through: 0, by: -1) { sink(index) }
    unneeded = 0
  }

  private mutating func rise(_ start: Int) {
    var index = start
    while index > 0, heap[index].time < heap[(index - 1) / 2].time {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  private mutating func sink(_ start: Int) {
    var index = start
    while true {
      let children = (2 * index + 1)..<min(2 * index + 3, max(heap.count, 2 * index + 1))
      guard let child = children.min(by: { heap[$0].time < heap[$1].time }) else { return }
      guard heap[child].time < heap[index].time else { return }
      heap.swapAt(index, child)
      index = child
    }
  }
}
