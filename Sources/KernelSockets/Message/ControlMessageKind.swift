/// A kind of control message: its level, its type, and the type of its data.
///
/// ```swift
/// try socket.setOption(.IP_PKTINFO, true)
/// let control = ControlBuffer(for: [.room(for: .packetInfo), .room(for: .ttl)])
/// _ = try socket.receiveMessage(into: &bytes, control: control)
/// if let info = control.first(.packetInfo) { print("came through interface", info.ipi_ifindex) }
/// ```
public struct ControlMessageKind<Value>: Hashable, Sendable {
  /// The protocol that the message is of.
  public var level: OptionLevel
  /// The type within the level.
  public var type: ControlMessageType
  /// How the data stand in memory, where their type leaves a choice.
  public var encoding: SocketOptionEncoding

  /// A kind by number, for what has no name here.
  @inlinable
  public init(level: OptionLevel, type: ControlMessageType, encoding: SocketOptionEncoding = .natural) {
    self.level = level
    self.type = type
    self.encoding = encoding
  }

  /// A kind that has the number of an option, as those of the Internet protocols have.
  @inlinable
  init<Setting>(_ option: SocketOption<Setting>, encoding: SocketOptionEncoding = .natural) {
    self.init(
      level: OptionLevel(rawValue: option.level), type: ControlMessageType(rawValue: option.name), encoding: encoding)
  }
}

extension ControlMessage {
  /// Whether the message is of a kind.
  @inlinable
  public func isOf<Value>(_ kind: ControlMessageKind<Value>) -> Bool { level == kind.level && type == kind.type }

  /// The data, if the message is of this kind and has all of them.
  @inlinable
  public func value<Value: CStruct>(of kind: ControlMessageKind<Value>) -> Value? {
    isOf(kind) ? value(as: Value.self) : nil
  }

  /// The data, if the message is of this kind and has all of them.
  @inlinable
  public func value<Value: SocketOptionValue>(of kind: ControlMessageKind<Value>) -> Value? {
    isOf(kind) ? withBytes { Value(optionBytes: $0, kind.encoding) } : nil
  }
}

extension ControlBuffer {
  /// The data of the first message of a kind; `nil` if there is none.
  @inlinable
  public func first<Value: CStruct>(_ kind: ControlMessageKind<Value>) -> Value? {
    for message in self { if let value = message.value(of: kind) { return value } }
    return nil
  }

  /// The data of the first message of a kind; `nil` if there is none.
  @inlinable
  public func first<Value: SocketOptionValue>(_ kind: ControlMessageKind<Value>) -> Value? {
    for message in self { if let value = message.value(of: kind) { return value } }
    return nil
  }

  /// Adds a message to send. See ``append(_:_:_:)-(_,_,RawSpan)``.
  @inlinable
  public func append<Value: CStruct>(_ kind: ControlMessageKind<Value>, _ value: Value) {
    value.withBytes { append(kind.level, kind.type, $0) }
  }

  /// Adds a message to send. See ``append(_:_:_:)-(_,_,RawSpan)``.
  @inlinable
  public func append<Value: SocketOptionValue>(_ kind: ControlMessageKind<Value>, _ value: Value) {
    value.withOptionBytes(kind.encoding) { bytes in
      if let bytes { append(kind.level, kind.type, bytes) }
    }
  }
}
