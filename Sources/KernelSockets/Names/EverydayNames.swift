// Swift names for the constants that every program needs. All others go by their C names.

extension AddressFamily {
  /// Any family: the answer of the resolver decides. The C constant is `AF_UNSPEC`.
  public static var unspecified: Self { .AF_UNSPEC }
  /// IPv4. The C constant is `AF_INET`.
  public static var inet: Self { .AF_INET }
  /// IPv6. The C constant is `AF_INET6`.
  public static var inet6: Self { .AF_INET6 }
  /// Sockets of this machine, named by paths or abstract names. The C constant is `AF_UNIX`.
  public static var unix: Self { .AF_UNIX }
  /// Messages to and from the kernel. The C constant is `AF_NETLINK`.
  public static var netlink: Self { .AF_NETLINK }
  /// Frames of a network interface. The C constant is `AF_PACKET`.
  public static var packet: Self { .AF_PACKET }
  /// The Controller Area Network. The C constant is `AF_CAN`.
  public static var can: Self { .AF_CAN }
  /// Virtual machines and their host. The C constant is `AF_VSOCK`.
  public static var vsock: Self { .AF_VSOCK }
  /// The kernel's cryptography. The C constant is `AF_ALG`.
  public static var algorithm: Self { .AF_ALG }
  /// Services of a cluster. The C constant is `AF_TIPC`.
  public static var tipc: Self { .AF_TIPC }
  /// Bluetooth. The C constant is `AF_BLUETOOTH`.
  public static var bluetooth: Self { .AF_BLUETOOTH }
  /// Co-processors of a Qualcomm system. The C constant is `AF_QIPCRTR`.
  public static var qrtr: Self { .AF_QIPCRTR }
  /// Frames in shared memory, past the kernel's network stack. The C constant is `AF_XDP`.
  public static var xdp: Self { .AF_XDP }
  /// The Management Component Transport Protocol. The C constant is `AF_MCTP`.
  public static var mctp: Self { .AF_MCTP }
}

extension SocketType {
  /// A connected stream of bytes. The C constant is `SOCK_STREAM`.
  public static var stream: Self { .SOCK_STREAM }
  /// Single messages, each with its address. The C constant is `SOCK_DGRAM`.
  public static var datagram: Self { .SOCK_DGRAM }
  /// Packets of a protocol below the usual ones. The C constant is `SOCK_RAW`.
  public static var raw: Self { .SOCK_RAW }
  /// A connection that keeps the bounds of its messages. The C constant is `SOCK_SEQPACKET`.
  public static var sequentialPacket: Self { .SOCK_SEQPACKET }
}

extension ShutdownMode {
  /// Nothing more is received. The C constant is `SHUT_RD`.
  public static var reading: Self { .SHUT_RD }
  /// Nothing more is sent: the peer reads to the end. The C constant is `SHUT_WR`.
  public static var writing: Self { .SHUT_WR }
  /// Nothing more is sent or received. The C constant is `SHUT_RDWR`.
  public static var both: Self { .SHUT_RDWR }
}

extension SocketProtocol {
  /// The protocol that fits family and type, such as TCP for an inet stream.
  public static var automatic: Self { Self(rawValue: 0) }
}
