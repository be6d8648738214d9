/// The address of an XDP socket: a queue of a network interface.
///
/// The C structure is `sockaddr_xdp`, see Documentation/networking/af_xdp.rst. Python has none.
public struct XDPAddress: SocketAddressParts {
  /// The network interface's index. See ``NetworkInterface/name(of:)``.
  public var interfaceIndex: UInt32
  /// The number of the interface's queue.
  public var queue: UInt32
  /// How to bind.
  public var flags: Flags
  /// The descriptor of the socket whose memory is shared, with ``Flags/sharedMemory``.
  public var sharedDescriptor: UInt32

  /// What stands in `sxdp_flags`.
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The number that the kernel takes.
    public let rawValue: UInt16

    /// Flags by number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Uses another socket's memory. The C constant is `XDP_SHARED_UMEM`.
    public static var sharedMemory: Flags { Flags(rawValue: UInt16(Linux.XDP_SHARED_UMEM)) }
    /// Copies frames. The C constant is `XDP_COPY`.
    public static var copying: Flags { Flags(rawValue: UInt16(Linux.XDP_COPY)) }
    /// Does not copy, or fails. The C constant is `XDP_ZEROCOPY`.
    public static var zeroCopy: Flags { Flags(rawValue: UInt16(Linux.XDP_ZEROCOPY)) }
    /// Lets the driver ask to be woken up. The C constant is `XDP_USE_NEED_WAKEUP`.
    public static var needWakeup: Flags { Flags(rawValue: UInt16(Linux.XDP_USE_NEED_WAKEUP)) }
  }

  /// A queue of the interface with this index.
  public init(interfaceIndex: UInt32, queue: UInt32, flags: Flags = [], sharedDescriptor: UInt32 = 0) {
    self.interfaceIndex = interfaceIndex
    self.queue = queue
    self.flags = flags
    self.sharedDescriptor = sharedDescriptor
  }

  /// Reads a `sockaddr_xdp`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_xdp = address.structure() else { return nil }
    self.init(
      interfaceIndex: structure.sxdp_ifindex, queue: structure.sxdp_queue_id,
      flags: Flags(rawValue: structure.sxdp_flags), sharedDescriptor: structure.sxdp_shared_umem_fd)
  }

  /// A `sockaddr_xdp`.
  public var socketAddress: SocketAddress {
    SocketAddress(
      Linux.sockaddr_xdp(
        sxdp_flags: flags.rawValue, sxdp_ifindex: interfaceIndex, sxdp_queue_id: queue,
        sxdp_shared_umem_fd: sharedDescriptor))
  }
}

extension SocketAddress {
  /// A queue of a network interface, for XDP. See ``XDPAddress``.
  ///
  /// - Parameters:
  ///   - interface: The interface's name of at most 15 bytes.
  ///   - queue: The number of the queue.
  ///   - flags: How to bind.
  ///   - sharedDescriptor: The descriptor of the socket whose memory is shared.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)``, or with
  ///   ``SocketError/AddressProblem/unknownInterface`` where if_nametoindex(3) knows no such name.
  public static func xdp(
    interface: String, queue: UInt32, flags: XDPAddress.Flags = [], sharedDescriptor: UInt32 = 0
  ) throws(SocketError) -> SocketAddress {
    SocketAddress(
      XDPAddress(
        interfaceIndex: try NetworkInterface.index(ofAddress: interface), queue: queue, flags: flags,
        sharedDescriptor: sharedDescriptor))
  }

  /// The parts of an `AF_XDP` address.
  public var xdp: XDPAddress? { XDPAddress(self) }
}

extension XDPAddress: AddressKind {
  static var family: AddressFamily { .xdp }
  static var scheme: String { "xdp" }

  var text: String {
    "\(NetworkInterface.label(interfaceIndex)) queue \(queue)"
      + (flags.isEmpty ? "" : " flags \(hexadecimal(flags.rawValue))") + optionalWords("shared", sharedDescriptor)
  }

  init(words: inout AddressWords) throws(SocketError) {
    self.init(
      interfaceIndex: try words.interface(), queue: try words.number(after: "queue"),
      flags: Flags(rawValue: try words.number(after: "flags", or: 0)),
      sharedDescriptor: try words.number(after: "shared", or: 0))
  }
}
