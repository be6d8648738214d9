internal import Synchronization

/// A descriptor that somebody has to close, and that closes itself if nobody does: what a peer has sent.
///
/// It is closed on exec from the start. To use it, ``take()`` it, or hand it to ``Socket/init(adopting:)-(OwnedFileDescriptor)``.
public final class OwnedFileDescriptor: Sendable {
  private let number: Atomic<CInt>

  /// Takes charge of an open descriptor.
  public init(owning descriptor: FileDescriptor) { number = Atomic(descriptor.rawValue) }

  deinit { close() }

  /// The descriptor, which stays in this value's charge; `nil` once it was taken or closed.
  public var fileDescriptor: FileDescriptor? {
    let number = number.load(ordering: .acquiring)
    return number < 0 ? nil : FileDescriptor(rawValue: number)
  }

  /// Gives the descriptor away: the caller now has to close it. `nil` if it was taken or closed before.
  public func take() -> FileDescriptor? {
    let number = number.exchange(-1, ordering: .acquiringAndReleasing)
    return number < 0 ? nil : FileDescriptor(rawValue: number)
  }

  /// Closes the descriptor, unless it was taken or closed before. close(2).
  public func close() {
    if let descriptor = take() { try? systemClose(descriptor.rawValue) }
  }
}

extension OwnedFileDescriptor: CustomStringConvertible {
  /// The descriptor's number, or that there is none any more.
  public var description: String { fileDescriptor.map { "descriptor \($0.rawValue)" } ?? "no descriptor" }
}
