// sendmsg(2) and recvmsg(2): pieces, an address and control messages in one call. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// Sends two pieces as one message; the second may be empty.
func systemSendMessage(
  _ descriptor: CInt, _ first: RawSpan, _ second: RawSpan, to address: SocketAddress?, _ control: ControlBuffer?,
  _ flags: MessageFlags
) throws(Errno) -> Int {
  let result = unsafe first.withUnsafeBytes { first in
    unsafe second.withUnsafeBytes { second in
      let pieces: InlineArray<2, CBufferVector> = unsafe [CBufferVector(first), CBufferVector(second)]
      let used = unsafe pieces.span.extracting(first: second.isEmpty ? 1 : 2)
      return unsafe used.withUnsafeBufferPointer { pieces in
        unsafe control.withSentBytes { control in
          unsafe sendMessage(descriptor, pieces, address, control, flags)
        }
      }
    }
  }
  return try checked(result)
}

/// Sends any number of pieces as one message.
func systemSendMessage(
  _ descriptor: CInt, _ pieces: [[UInt8]], to address: SocketAddress?, _ control: ControlBuffer?, _ flags: MessageFlags
) throws(Errno) -> Int {
  let result: Int = unsafe withUnsafeTemporaryAllocation(of: CBufferVector.self, capacity: pieces.count) { vectors in
    /// Pins the pieces from `index` on, each within the closure of the one before.
    func pin(_ index: Int) -> Int {
      guard index < pieces.count else {
        return unsafe control.withSentBytes { control in
          unsafe sendMessage(descriptor, UnsafeBufferPointer(vectors), address, control, flags)
        }
      }
      return unsafe pieces[index].withUnsafeBytes { bytes in
        unsafe vectors.initializeElement(at: index, to: CBufferVector(bytes))
        return pin(index + 1)
      }
    }
    return pin(0)
  }
  return try checked(result)
}

/// Sends bytes that UDP cuts into datagrams of a size.
@inline(__always)
func systemSendSegments(
  _ descriptor: CInt, _ bytes: RawSpan, of size: UInt16, to address: SocketAddress?, _ flags: MessageFlags
) throws(Errno) -> Int {
  let kind = ControlMessageKind.segmentSize
  let data: InlineArray<1, UInt16> = [size]
  var words: InlineArray<4, UInt> = [0, 0, 0, 0]
  var span = words.mutableSpan
  var control = unsafe span.mutableBytes
  unsafe control.storeControlMessage(kind.level, kind.type, data.span.bytes)
  let result = unsafe control.bytes.extracting(first: ControlBuffer.space(for: 2)).withUnsafeBytes { control in
    unsafe bytes.withPiece { piece in unsafe sendMessage(descriptor, piece, address, control, flags) }
  }
  return try checked(result)
}

/// Sends bytes with descriptors beside them.
@inline(__always)
func systemSendDescriptors(
  _ descriptor: CInt, _ descriptors: Span<FileDescriptor>, with bytes: RawSpan, to address: SocketAddress?,
  _ flags: MessageFlags
) throws(Errno) -> Int {
  let size = ControlBuffer.space(for: descriptors.count * MemoryLayout<CInt>.size)
  let result: Int = unsafe withUnsafeTemporaryAllocation(byteCount: size, alignment: MemoryLayout<UInt>.alignment) {
    control in
    var span = unsafe MutableRawSpan(_unsafeBytes: control)
    span.storeDescriptors(descriptors)
    return unsafe bytes.withPiece { piece in
      unsafe sendMessage(descriptor, piece, address, UnsafeRawBufferPointer(control), flags)
    }
  }
  return try checked(result)
}

/// Receives a message into one piece. Fills `address` and `control`, and returns the flags.
@inline(__always)
func systemReceiveMessage(
  _ descriptor: CInt, _ bytes: inout MutableRawSpan, from address: inout SocketAddress, _ control: ControlBuffer?,
  _ flags: inout MessageFlags
) throws(Errno) -> Int {
  let result = unsafe bytes.withPiece { piece in unsafe receiveMessage(descriptor, piece, &address, control, &flags) }
  return try checked(result)
}

/// Receives bytes with descriptors beside them, at most so many. The kernel closes others.
func systemReceiveDescriptors(
  _ descriptor: CInt, upTo count: Int, with bytes: inout MutableRawSpan, from address: inout SocketAddress,
  _ descriptors: inout [OwnedFileDescriptor], _ flags: inout MessageFlags
) throws(Errno) -> Int {
  // CMSG_LEN, since one more descriptor may fit into what CMSG_SPACE adds.
  let size = ControlBuffer.length(for: count * MemoryLayout<CInt>.size)
  let result = unsafe withUnsafeTemporaryAllocation(byteCount: size, alignment: MemoryLayout<UInt>.alignment) {
    control in
    var filled = 0
    let result = unsafe bytes.withPiece { piece in
      unsafe receiveMessage(descriptor, piece, &address, control, &filled, &flags)
    }
    let messages = unsafe UnsafeRawBufferPointer(rebasing: control[..<min(filled, size)])
    descriptors = unsafe RawSpan(_unsafeBytes: messages).receivedDescriptors()
    return result
  }
  return try checked(result)
}

/// Receives a datagram of UDP by recvfrom(2), which takes less time than recvmsg(2). Fills `address`, and returns in the
/// flags whether it was cut.
@inline(__always)
func systemReceiveDatagram(
  _ descriptor: CInt, _ bytes: inout MutableRawSpan, from address: inout SocketAddress, _ flags: inout MessageFlags
) throws(Errno) -> Int {
  let (room, asked) = (bytes.byteCount, flags.union(.MSG_TRUNC))
  let result = unsafe bytes.withUnsafeMutableBytes { bytes in
    unsafe address.withMutablePointer { name, length in
      unsafe recvfrom(descriptor, bytes.baseAddress, bytes.count, asked.rawValue, name, length)
    }
  }
  let length = try checked(result)
  let isWanted = flags.contains(.MSG_TRUNC)
  flags = length > room ? .MSG_TRUNC : []
  return isWanted ? length : min(length, room)
}

/// Receives a message into two pieces.
func systemReceiveMessage(
  _ descriptor: CInt, _ first: inout MutableRawSpan, _ second: inout MutableRawSpan, from address: inout SocketAddress,
  _ control: ControlBuffer?, _ flags: inout MessageFlags
) throws(Errno) -> Int {
  let result = unsafe first.withUnsafeMutableBytes { first in
    unsafe second.withUnsafeMutableBytes { second in
      var pieces: InlineArray<2, CBufferVector> = unsafe [CBufferVector(first), CBufferVector(second)]
      var span = unsafe pieces.mutableSpan
      return unsafe span.withUnsafeMutableBufferPointer { pieces in
        unsafe receiveMessage(descriptor, pieces, &address, control, &flags)
      }
    }
  }
  return try checked(result)
}

/// Receives a message into any number of pieces.
func systemReceiveMessage(
  _ descriptor: CInt, _ pieces: inout [[UInt8]], from address: inout SocketAddress, _ control: ControlBuffer?,
  _ flags: inout MessageFlags
) throws(Errno) -> Int {
  let result: Int = unsafe withUnsafeTemporaryAllocation(of: CBufferVector.self, capacity: pieces.count) { vectors in
    /// Takes each piece out of the array while it is pinned, so that the others stay accessible.
    func pin(_ index: Int) -> Int {
      guard index < pieces.count else { return unsafe receiveMessage(descriptor, vectors, &address, control, &flags) }
      var piece: [UInt8] = []
      swap(&piece, &pieces[index])
      defer { swap(&piece, &pieces[index]) }
      return unsafe piece.withUnsafeMutableBytes { bytes in
        unsafe vectors.initializeElement(at: index, to: CBufferVector(bytes))
        return pin(index + 1)
      }
    }
    return pin(0)
  }
  return try checked(result)
}

extension CBufferVector {
  fileprivate init(_ bytes: UnsafeRawBufferPointer) {
    unsafe self.init(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: .init(bytes.count))
  }

  fileprivate init(_ bytes: UnsafeMutableRawBufferPointer) {
    unsafe self.init(iov_base: bytes.baseAddress, iov_len: .init(bytes.count))
  }
}

extension RawSpan {
  /// Hands the bytes to `body` as the only piece of a message.
  @inline(__always)
  fileprivate func withPiece<Result>(_ body: (UnsafeBufferPointer<CBufferVector>) -> Result) -> Result {
    unsafe withUnsafeBytes { bytes in
      var piece = unsafe CBufferVector(bytes)
      return unsafe withUnsafePointer(to: &piece) { unsafe body(UnsafeBufferPointer(start: $0, count: 1)) }
    }
  }
}

extension MutableRawSpan {
  /// Lets `body` fill the bytes, as the only piece of a message.
  @inline(__always)
  fileprivate mutating func withPiece<Result>(_ body: (UnsafeMutableBufferPointer<CBufferVector>) -> Result) -> Result {
    unsafe withUnsafeMutableBytes { bytes in
      var piece = unsafe CBufferVector(bytes)
      return unsafe withUnsafeMutablePointer(to: &piece) {
        unsafe body(UnsafeMutableBufferPointer(start: $0, count: 1))
      }
    }
  }
}

@inline(__always)
private func sendMessage(
  _ descriptor: CInt, _ pieces: UnsafeBufferPointer<CBufferVector>, _ address: SocketAddress?,
  _ control: UnsafeRawBufferPointer, _ flags: MessageFlags
) -> Int {
  var header = unsafe CMessageHeader()
  unsafe header.msg_iov = UnsafeMutablePointer(mutating: pieces.baseAddress)
  unsafe header.msg_iovlen = .init(pieces.count)
  unsafe header.msg_control = UnsafeMutableRawPointer(mutating: control.baseAddress)
  unsafe header.msg_controllen = .init(control.count)
  guard let address else { return unsafe sendmsg(descriptor, &header, flags.rawValue) }
  return unsafe address.withPointer { pointer, count in
    unsafe header.msg_name = UnsafeMutableRawPointer(mutating: pointer)
    unsafe header.msg_namelen = count
    return unsafe sendmsg(descriptor, &header, flags.rawValue)
  }
}

@inline(__always)
private func receiveMessage(
  _ descriptor: CInt, _ pieces: UnsafeMutableBufferPointer<CBufferVector>, _ address: inout SocketAddress,
  _ control: ControlBuffer?, _ flags: inout MessageFlags
) -> Int {
  unsafe control.withReceivedBytes { control, filled in
    unsafe receiveMessage(descriptor, pieces, &address, control, &filled, &flags)
  }
}

@inline(__always)
private func receiveMessage(
  _ descriptor: CInt, _ pieces: UnsafeMutableBufferPointer<CBufferVector>, _ address: inout SocketAddress,
  _ control: UnsafeMutableRawBufferPointer, _ filled: inout Int, _ flags: inout MessageFlags
) -> Int {
  unsafe address.withMutablePointer { name, nameLength in
    var header = unsafe CMessageHeader()
    unsafe header.msg_name = UnsafeMutableRawPointer(name)
    unsafe header.msg_namelen = nameLength.pointee
    unsafe header.msg_iov = pieces.baseAddress
    unsafe header.msg_iovlen = .init(pieces.count)
    unsafe header.msg_control = control.baseAddress
    unsafe header.msg_controllen = .init(control.count)
    let result = unsafe recvmsg(descriptor, &header, flags.rawValue)
    filled = unsafe result < 0 ? 0 : Int(header.msg_controllen)
    unsafe nameLength.pointee = header.msg_namelen
    flags = MessageFlags(rawValue: unsafe header.msg_flags)
    return result
  }
}

extension ControlBuffer? {
  /// Hands the bytes to send to `body`; none for `nil`.
  @inline(__always)
  fileprivate func withSentBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    guard let self else { return unsafe body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    return self.withBytes { bytes in unsafe bytes.withUnsafeBytes { bytes in unsafe body(bytes) } }
  }

  /// Lets `body` fill the bytes up to the capacity, and say how many it filled.
  @inline(__always)
  fileprivate func withReceivedBytes<Result>(
    _ body: (UnsafeMutableRawBufferPointer, inout Int) -> Result
  ) -> Result {
    var filled = 0
    guard let self else { return unsafe body(UnsafeMutableRawBufferPointer(start: nil, count: 0), &filled) }
    let capacity = self.capacity
    let result = self.storage.withMutableBytes { bytes in
      unsafe bytes.withUnsafeMutableBytes { bytes in
        unsafe body(UnsafeMutableRawBufferPointer(rebasing: bytes[..<capacity]), &filled)
      }
    }
    self.setReceived(byteCount: Swift.min(filled, capacity))
    return result
  }
}
