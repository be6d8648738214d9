// How a task is suspended. Part of the unsafe layer.

/// A suspended task, to be resumed once and only once.
///
/// A checked continuation would see to that, with an allocation for each wait and a counted reference for each copy: a
/// waiter is copied often. That it is taken out of its waiter before it is resumed, ``Waiter/resume(_:_:)`` sees to.
@safe
struct SuspendedTask: Sendable {
  private let continuation: UnsafeContinuation<Wake, Never>

  fileprivate init(_ continuation: UnsafeContinuation<Wake, Never>) { unsafe self.continuation = continuation }

  func resume(_ wake: Wake) { unsafe continuation.resume(returning: wake) }
}

/// Suspends the calling task until `body`'s argument is resumed.
func systemSuspend(_ body: (SuspendedTask) -> Void) async -> Wake {
  await unsafe withUnsafeContinuation { continuation in unsafe body(SuspendedTask(continuation)) }
}
