import KernelSockets
import Synchronization

/// The next of the numbers that nobody uses.
private let next = Atomic<UInt16>(0xF000)

extension EtherType {
  /// A protocol of nobody's, another with each call: tests share the loopback interface and run side by side, and
  /// each has to receive its own frames alone.
  static var unused: EtherType {
    EtherType(rawValue: next.add(1, ordering: .relaxed).oldValue)
  }

  /// The two bytes of a frame's header.
  var bytes: [UInt8] { [UInt8(rawValue >> 8), UInt8(truncatingIfNeeded: rawValue)] }
}
