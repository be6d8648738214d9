/// A C array of fixed length, stored inline, such as `__u8 sll_addr[8]`.
public struct CArray<let count: Int, Element: CArrayElement>: CArrayElement {
  @usableFromInline var storage: InlineArray<count, Element>

  // By spans throughout: a subscript of the storage may copy all of it for each element.

  /// All elements zero.
  @inlinable
  public init() {
    storage = InlineArray(repeating: Element())
  }

  /// The given elements, then zeroes; those that do not fit are dropped.
  @inlinable
  public init(_ elements: some Sequence<Element>) {
    self.init()
    let isDone: Void? = elements.withContiguousStorageIfAvailable { elements in
      var span = storage.mutableSpan
      for index in 0..<Swift.min(count, elements.count) { unsafe span[index] = elements[index] }
    }
    guard isDone == nil else { return }
    var span = storage.mutableSpan
    for (index, element) in zip(0..<count, elements) { span[index] = element }
  }

  /// The whole array's size, in bytes.
  @inlinable public static var size: Int { count &* Element.size }

  /// The number of elements, fixed by the type.
  @inlinable public var count: Int { Self.count }

  /// The positions of the elements.
  @inlinable public var indices: Range<Int> { 0..<count }

  /// One element.
  @inlinable
  public subscript(index: Int) -> Element {
    get { storage.span[index] }
    set {
      var span = storage.mutableSpan
      span[index] = newValue
    }
  }

  /// Reads the elements that begin at `offset`; those beyond the end of `bytes` are zero.
  @inlinable
  public init(reading bytes: RawSpan, at offset: Int) {
    if Element.self == UInt8.self, offset >= 0, offset <= bytes.byteCount &- count {
      // In one piece, as it lies there.
      let whole = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: InlineArray<count, UInt8>.self)
      storage = unsafe unsafeBitCast(whole, to: InlineArray<count, Element>.self)
    } else {
      self = Self(readingEach: bytes, at: offset)
    }
  }

  @inlinable @inline(never)
  init(readingEach bytes: RawSpan, at offset: Int) {
    self.init()
    var span = storage.mutableSpan
    for index in 0..<count {
      let position = offset &+ index &* Element.size
      guard position < bytes.byteCount else { return }
      span[index] = Element(reading: bytes, at: position)
    }
  }

  /// Writes the elements one after the other from `offset` on.
  @inlinable
  public func write(to bytes: inout MutableRawSpan, at offset: Int) {
    if Element.self == UInt8.self {
      precondition(offset >= 0 && offset <= bytes.byteCount &- count)
      let whole = unsafe unsafeBitCast(storage, to: InlineArray<count, UInt8>.self)
      unsafe bytes.storeBytes(of: whole, toUncheckedByteOffset: offset, as: InlineArray<count, UInt8>.self)
    } else {
      writeEach(to: &bytes, at: offset)
    }
  }

  @inlinable @inline(never)
  func writeEach(to bytes: inout MutableRawSpan, at offset: Int) {
    let span = storage.span
    for index in 0..<count { span[index].write(to: &bytes, at: offset &+ index &* Element.size) }
  }
}

extension CArray: ExpressibleByArrayLiteral {
  /// The given elements, then zeroes.
  @inlinable
  public init(arrayLiteral elements: Element...) {
    precondition(elements.count <= Self.count, "a C array of \(Self.count) elements can't hold \(elements.count)")
    self.init(elements)
  }
}

extension CArray: CustomStringConvertible {
  /// The elements as Swift prints an array.
  public var description: String { Array(self).description }
}

extension Array where Element: CArrayElement {
  /// The elements of a C array.
  public init<let count: Int>(_ elements: CArray<count, Element>) {
    let span = elements.storage.span
    self = []
    reserveCapacity(count)
    for index in span.indices { append(span[index]) }
  }
}

extension CArray: Equatable where Element: Equatable {
  /// Whether all elements are equal.
  @inlinable
  public static func == (left: Self, right: Self) -> Bool {
    let elements = left.storage.span
    let others = right.storage.span
    for index in 0..<count where elements[index] != others[index] { return false }
    return true
  }
}

extension CArray: Hashable where Element: Hashable {
  /// Hashes the elements in order.
  @inlinable
  public func hash(into hasher: inout Hasher) {
    let span = storage.span
    for index in 0..<count { hasher.combine(span[index]) }
  }
}

extension CArray where Element == UInt8 {
  /// The given bytes, then zeroes; those that do not fit are dropped.
  @inlinable
  package init(bytes: RawSpan) {
    self.init()
    var span = storage.mutableSpan
    var storage = unsafe span.mutableBytes
    storage.store(contentsOf: bytes.extracting(first: Swift.min(count, bytes.byteCount)))
  }

  /// Calls `body` with the bytes, in place.
  @inlinable
  package func withBytes<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(unsafe storage.span.bytes)
  }

  /// How many bytes an address passes for text in a field like `sun_path`: up to the last byte that is not NUL, and
  /// with the closing NUL unless the text is empty, begins with a NUL, or fills the field.
  @inlinable
  public var textByteCount: Int {
    let bytes = storage.span
    var end = count
    while end > 0, bytes[end - 1] == 0 { end -= 1 }
    return end == 0 || bytes[0] == 0 ? end : Swift.min(end + 1, count)
  }
}
