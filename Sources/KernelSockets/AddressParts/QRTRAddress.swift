/// The address of a socket to the co-processors of a Qualcomm system.
///
/// The C structure is `sockaddr_qrtr`, see linux/qrtr.h. Python: `(node, port)`.
public struct QRTRAddress: SocketAddressParts {
  /// The processor.
  public var node: UInt32
  /// The port there; ``controlPort`` for the name service.
  public var port: UInt32

  /// All nodes. The C constant is `QRTR_NODE_BCAST`.
  public static var broadcastNode: UInt32 { Linux.QRTR_NODE_BCAST }
  /// The name service. The C constant is `QRTR_PORT_CTRL`.
  public static var controlPort: UInt32 { Linux.QRTR_PORT_CTRL }

  /// A port of a node.
  public init(node: UInt32, port: UInt32) {
    self.node = node
    self.port = port
  }

  /// Reads a `sockaddr_qrtr`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_qrtr = address.structure() else { return nil }
    self.init(node: structure.sq_node, port: structure.sq_port)
  }

  /// A `sockaddr_qrtr`.
  public var socketAddress: SocketAddress { SocketAddress(Linux.sockaddr_qrtr(sq_node: node, sq_port: port)) }
}

extension SocketAddress {
  /// The address of a socket to a co-processor. See ``QRTRAddress``. Python: `(node, port)`.
  ///
  /// - Parameters:
  ///   - node: The processor.
  ///   - port: The port there.
  public static func qrtr(node: UInt32, port: UInt32) -> SocketAddress {
    SocketAddress(QRTRAddress(node: node, port: port))
  }

  /// The parts of an `AF_QIPCRTR` address.
  public var qrtr: QRTRAddress? { QRTRAddress(self) }
}

extension QRTRAddress: AddressKind {
  static var family: AddressFamily { .qrtr }
  static var scheme: String { "qrtr" }

  var text: String { "\(node):\(port)" }

  init(words: inout AddressWords) throws(SocketError) {
    let parts = try words.parts(2)
    self.init(node: try AddressWords.number(parts[0], "node"), port: try AddressWords.number(parts[1], "port"))
  }
}
