// The control messages of TIPC, for none of which an option asks. linux/tipc.h.

extension ControlMessageKind<TIPCError> {
  /// Why a message came back, or a connection ended (`TIPC_ERRINFO`): received. Messages come back if
  /// ``SocketOption/TIPC_DEST_DROPPABLE`` is off, with no bytes of their own.
  @inlinable public static var tipcError: Self {
    Self(level: .SOL_TIPC, type: ControlMessageType(rawValue: Linux.TIPC_ERRINFO))
  }
}

extension ControlMessageKind<[UInt8]> {
  /// The bytes of a message that came back, 1024 at most (`TIPC_RETDATA`): received.
  @inlinable public static var tipcReturnedData: Self {
    Self(level: .SOL_TIPC, type: ControlMessageType(rawValue: Linux.TIPC_RETDATA))
  }
}

extension ControlMessageKind<Linux.tipc_service_range> {
  /// The service and the instances that a message was sent to (`TIPC_DESTNAME`): received, if it was sent to a service.
  @inlinable public static var tipcDestination: Self {
    Self(level: .SOL_TIPC, type: ControlMessageType(rawValue: Linux.TIPC_DESTNAME))
  }
}

/// What TIPC says of a message that came back: two numbers, which have no structure in C.
public struct TIPCError: CStruct, Hashable {
  /// Why, such as `Linux.TIPC_ERR_NO_NAME`; zero if a connection ended orderly.
  public var code: UInt32
  /// How many bytes of the message came back.
  public var returnedByteCount: UInt32

  /// An error by its numbers.
  public init(code: UInt32, returnedByteCount: UInt32) {
    self.code = code
    self.returnedByteCount = returnedByteCount
  }

  /// No error.
  public init() { self.init(code: 0, returnedByteCount: 0) }

  /// Two numbers of 32 bits.
  public static var size: Int { 8 }

  /// Reads the numbers.
  public init(reading bytes: RawSpan, at offset: Int) {
    self.init(code: bytes.integer(at: offset), returnedByteCount: bytes.integer(at: offset + 4))
  }

  /// Writes the numbers.
  public func write(to bytes: inout MutableRawSpan, at offset: Int) {
    bytes.store(code, at: offset)
    bytes.store(returnedByteCount, at: offset + 4)
  }
}
