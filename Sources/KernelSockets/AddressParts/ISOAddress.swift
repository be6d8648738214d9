/// The address of a Bluetooth socket with the protocol `BTPROTO_ISO`: a channel of low energy for audio, to one device or
/// broadcast. Since Linux 6.0.
///
/// The C structure is `sockaddr_iso`, for a broadcast with a `sockaddr_iso_bc` behind it. To one device, it has the bytes
/// that an ``RFCOMMAddress`` has too: a ``SocketAddress`` of these prints as the latter. Python has none.
public struct ISOAddress: SocketAddressParts {
  /// The device; the own one when binding.
  public var device: BluetoothAddress
  /// What kind of address the device goes by.
  public var kind: BluetoothAddress.Kind
  /// The broadcast to hear, or to send; `nil` for a channel to one device.
  public var broadcast: Broadcast?

  /// A broadcast of a device.
  public struct Broadcast: Hashable, Sendable {
    /// The device that sends it; ``BluetoothAddress/any`` for the own one.
    public var device: BluetoothAddress
    /// What kind of address that device goes by.
    public var kind: BluetoothAddress.Kind
    /// The number of the advertising set that announces it.
    public var set: UInt8
    /// The numbers of the streams in it.
    public let streams: [UInt8]

    /// A broadcast of a device.
    ///
    /// - Parameters:
    ///   - device: The device that sends it.
    ///   - kind: What kind of address it goes by.
    ///   - set: The number of the advertising set.
    ///   - streams: The numbers of at most 31 streams.
    /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)``.
    public init(
      device: BluetoothAddress, kind: BluetoothAddress.Kind = .lowEnergyPublic, set: UInt8 = 0, streams: [UInt8] = []
    ) throws(SocketError) {
      let limit = Linux.sockaddr_iso_bc().bc_bis.count
      guard streams.count <= limit else {
        throw SocketError("address", "\(streams.count) streams", .invalidAddress(.tooLong(limit: limit)))
      }
      self.device = device
      self.kind = kind
      self.set = set
      self.streams = streams
    }
  }

  /// The address of a device, or of a broadcast.
  public init(
    device: BluetoothAddress, kind: BluetoothAddress.Kind = .lowEnergyPublic, broadcast: Broadcast? = nil
  ) {
    self.device = device
    self.kind = kind
    self.broadcast = broadcast
  }

  /// Where a broadcast's structure begins: in the last byte, unused otherwise, of the one before.
  private static let broadcastOffset = Linux.sockaddr_iso.size - 1
  /// How long the address of a broadcast is for the kernel.
  private static let broadcastByteCount = Linux.sockaddr_iso.size + Linux.sockaddr_iso_bc.size

  /// Reads a `sockaddr_iso`, of just its length, or of that of a broadcast.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_iso = address.structure() else { return nil }
    self.init(
      device: BluetoothAddress(structure.iso_bdaddr), kind: BluetoothAddress.Kind(rawValue: structure.iso_bdaddr_type))
    switch address.byteCount {
    case Linux.sockaddr_iso.size: break
    case Self.broadcastByteCount:
      let more = address.withBytes { Linux.sockaddr_iso_bc(reading: $0, at: Self.broadcastOffset) }
      let broadcast = try? Broadcast(
        device: BluetoothAddress(more.bc_bdaddr), kind: BluetoothAddress.Kind(rawValue: more.bc_bdaddr_type),
        set: more.bc_sid, streams: Array(Array(more.bc_bis).prefix(Int(more.bc_num_bis))))
      guard let broadcast, broadcast.streams.count == more.bc_num_bis else { return nil }
      self.broadcast = broadcast
    default: return nil
    }
  }

  /// A `sockaddr_iso`, for a broadcast with a `sockaddr_iso_bc`.
  public var socketAddress: SocketAddress {
    var address = SocketAddress(
      Linux.sockaddr_iso(iso_bdaddr: device.structure, iso_bdaddr_type: kind.rawValue))
    guard let broadcast else { return address }
    let more = Linux.sockaddr_iso_bc(
      bc_bdaddr: broadcast.device.structure, bc_bdaddr_type: broadcast.kind.rawValue, bc_sid: broadcast.set,
      bc_num_bis: UInt8(broadcast.streams.count), bc_bis: CArray(broadcast.streams))
    address.write(byteCount: Self.broadcastByteCount) { bytes in more.write(to: &bytes, at: Self.broadcastOffset) }
    return address
  }

  /// The text of the address, as ``SocketAddress/init(parsing:)`` reads it.
  public var description: String { "\(Self.scheme):\(text)" }
}

extension SocketAddress {
  /// The address of an isochronous channel to a device. See ``ISOAddress``.
  ///
  /// - Parameters:
  ///   - device: The device; ``BluetoothAddress/any`` when binding.
  ///   - kind: What kind of address the device goes by.
  public static func iso(
    _ device: BluetoothAddress, kind: BluetoothAddress.Kind = .lowEnergyPublic
  ) -> SocketAddress {
    SocketAddress(ISOAddress(device: device, kind: kind))
  }

  /// The parts of an `AF_BLUETOOTH` address, if the socket's protocol is `BTPROTO_ISO`.
  public var iso: ISOAddress? { ISOAddress(self) }
}

extension ISOAddress: AddressKind {
  static var family: AddressFamily { .bluetooth }
  static var scheme: String { "iso" }

  var text: String {
    var text = "\(device)" + optionalWords("type", kind.rawValue)
    if let broadcast {
      text += " broadcast \(broadcast.device)" + optionalWords("type", broadcast.kind.rawValue)
      text += optionalWords("set", broadcast.set)
      if !broadcast.streams.isEmpty { text += " streams \(broadcast.streams.map(String.init).joined(separator: ","))" }
    }
    return text
  }

  init(words: inout AddressWords) throws(SocketError) {
    func kind(_ words: inout AddressWords) throws(SocketError) -> BluetoothAddress.Kind {
      BluetoothAddress.Kind(rawValue: try words.number(after: "type", or: 0))
    }
    self.init(device: try words.bluetooth(), kind: try kind(&words))
    guard words.skip("broadcast") else { return }
    let device = try words.bluetooth()
    let deviceKind = try kind(&words)
    let set: UInt8 = try words.number(after: "set", or: 0)
    var streams: [UInt8] = []
    if words.skip("streams") {
      for number in try words.word().split(separator: ",", omittingEmptySubsequences: false) {
        streams.append(try AddressWords.number(number, "stream"))
      }
    }
    broadcast = try Broadcast(device: device, kind: deviceKind, set: set, streams: streams)
  }
}
