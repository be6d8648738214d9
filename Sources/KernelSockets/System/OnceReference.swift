// A reference that others read while it is set. Part of the unsafe layer.

internal import Synchronization

/// A reference that is set once at most: what `AtomicLazyReference` is, whose loads are calls of another library.
@safe
struct OnceReference<Object: AnyObject & Sendable>: ~Copyable, Sendable {
  /// The address of the object, which is retained; 0 until it is set.
  private let address = Atomic<UInt>(0)

  /// Whether it is set.
  var isSet: Bool { address.load(ordering: .relaxed) != 0 }

  @inline(__always)
  func load() -> Object? { unsafe Self.reference(at: address.load(ordering: .acquiring))?.takeUnretainedValue() }

  /// Looks at the object, if there is one, without a counted reference.
  @inline(__always)
  func look<Result>(_ body: (Object) -> Result) -> Result? {
    unsafe Self.reference(at: address.load(ordering: .acquiring))?._withUnsafeGuaranteedRef(body)
  }

  /// Sets it, if it is not. Returns what it is then.
  func storeIfNil(_ object: Object) -> Object {
    let new = unsafe Unmanaged.passRetained(object)
    let number = unsafe UInt(bitPattern: new.toOpaque())
    let (exchanged, original) = address.compareExchange(
      expected: 0, desired: number, ordering: .acquiringAndReleasing)
    if exchanged { return object }
    unsafe new.release()
    return unsafe Self.reference(at: original)!.takeUnretainedValue()
  }

  deinit { unsafe Self.reference(at: address.load(ordering: .acquiring))?.release() }

  @inline(__always)
  private static func reference(at address: UInt) -> Unmanaged<Object>? {
    unsafe UnsafeRawPointer(bitPattern: address).map { unsafe Unmanaged.fromOpaque($0) }
  }
}
