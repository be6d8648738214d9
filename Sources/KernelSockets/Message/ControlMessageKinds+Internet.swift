// The control messages of the Internet protocols; ip(7), ipv6(7), udp(7).

extension ControlMessageKind<Linux.in_pktinfo> {
  /// The interface and the addresses of an IPv4 datagram: received with ``SocketOption/IP_PKTINFO``; sent to choose the
  /// interface and the source.
  @inlinable public static var packetInfo: Self { Self(SocketOption.IP_PKTINFO) }
}

extension ControlMessageKind<Linux.in6_pktinfo> {
  /// The interface and the destination of an IPv6 datagram: received with ``SocketOption/IPV6_RECVPKTINFO``; sent to
  /// choose the interface and the source.
  @inlinable public static var packetInfo6: Self { Self(SocketOption.IPV6_PKTINFO) }
}

extension ControlMessageKind<Int32> {
  /// An IPv4 datagram's time to live: received with ``SocketOption/IP_RECVTTL``; sent for one datagram.
  @inlinable public static var ttl: Self { Self(SocketOption.IP_TTL) }
  /// An IPv6 datagram's hop limit: received with ``SocketOption/IPV6_RECVHOPLIMIT``; sent for one datagram.
  @inlinable public static var hopLimit: Self {
    Self(level: .SOL_IPV6, type: ControlMessageType(rawValue: Linux.IPV6_HOPLIMIT))
  }
  /// An IPv6 datagram's traffic class: received with ``SocketOption/IPV6_RECVTCLASS``; sent for one datagram.
  @inlinable public static var trafficClass: Self { Self(SocketOption.IPV6_TCLASS) }
  /// The size of the largest fragment that an IPv4 datagram came in: received with ``SocketOption/IP_RECVFRAGSIZE``.
  @inlinable public static var fragmentSize: Self { Self(SocketOption.IP_RECVFRAGSIZE) }
  /// The size of the largest fragment that an IPv6 datagram came in: received with ``SocketOption/IPV6_RECVFRAGSIZE``.
  @inlinable public static var fragmentSize6: Self { Self(SocketOption.IPV6_RECVFRAGSIZE) }
  /// How many bytes are there to be received next, on a TCP connection (`TCP_CM_INQ`): received with
  /// ``SocketOption/TCP_INQ``.
  @inlinable public static var unreadByteCountOfTCP: Self {
    Self(level: .SOL_TCP, type: ControlMessageType(rawValue: Linux.TCP_CM_INQ))
  }
  /// The size of the datagrams that were joined to what was received, but for the last: received with
  /// ``SocketOption/UDP_GRO``.
  @inlinable public static var joinedDatagramSize: Self { Self(SocketOption.UDP_GRO) }
}

extension ControlMessageKind<UInt8> {
  /// An IPv4 datagram's type of service: received with ``SocketOption/IP_RECVTOS``; sent for one datagram.
  @inlinable public static var typeOfService: Self { Self(SocketOption.IP_TOS) }
}

extension ControlMessageKind<UInt16> {
  /// The size of the datagrams that the bytes are cut into, the last of which may be shorter: sent. See
  /// ``SocketOption/UDP_SEGMENT``.
  @inlinable public static var segmentSize: Self { Self(SocketOption.UDP_SEGMENT) }
}

extension ControlMessageKind<Linux.sockaddr_in> {
  /// Where an IPv4 datagram was going before it was redirected: received with ``SocketOption/IP_RECVORIGDSTADDR``.
  @inlinable public static var originalDestination: Self { Self(SocketOption.IP_ORIGDSTADDR) }
}

extension ControlMessageKind<Linux.sockaddr_in6> {
  /// Where an IPv6 datagram was going before it was redirected: received with ``SocketOption/IPV6_RECVORIGDSTADDR``.
  @inlinable public static var originalDestination6: Self { Self(SocketOption.IPV6_ORIGDSTADDR) }
}

extension ControlMessageKind<Linux.sock_extended_err> {
  /// An error about something that an IPv4 socket sent, and who says so behind it: from the ``ErrorQueue``, which reads
  /// it, with ``SocketOption/IP_RECVERR``; without any option, time stamps and buffers that are free again.
  @inlinable public static var extendedError: Self { Self(SocketOption.IP_RECVERR) }
  /// The same of an IPv6 socket: ``SocketOption/IPV6_RECVERR``.
  @inlinable public static var extendedError6: Self { Self(SocketOption.IPV6_RECVERR) }
}
