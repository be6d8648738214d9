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
