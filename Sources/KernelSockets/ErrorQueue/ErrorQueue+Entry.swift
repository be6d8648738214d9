extension ErrorQueue {
  /// One entry of the queue.
  public struct Entry: Hashable, Sendable {
    /// What happened.
    public var event: Event
    /// What recvmsg(2) says besides: how many of the message's bytes came back, and whether they are all.
    public var message: Socket.Message

    /// Where the message was going that the entry is about; `nil` where the kernel doesn't say, as on a connected
    /// stream.
    public var destination: SocketAddress? { message.address }
  }

  /// What an entry tells.
  public enum Event: Hashable, Sendable {
    /// A router or the peer answered with an ICMP error (``SocketOption/IP_RECVERR``, ``SocketOption/IPV6_RECVERR``).
    case icmp(ICMPError)
    /// This machine did not send the message (``SocketOption/IP_RECVERR``, ``SocketOption/IPV6_RECVERR``).
    case local(LocalError)
    /// Buffers are free again that were sent with `MSG_ZEROCOPY` (``SocketOption/SO_ZEROCOPY``).
    case zeroCopy(ZeroCopyCompletion)
    /// A message went a stage further (``SocketOption/SO_TIMESTAMPING``).
    case transmitTimestamp(TransmitTimestamp)
    /// A message could not go out at its time (``SocketOption/SO_TXTIME``).
    case transmitTime(TransmitTimeError)
    /// Something else, in the kernel's own words; `nil` without any that are whole.
    case other(ExtendedError?)
  }

  /// An error from the network. `SO_EE_ORIGIN_ICMP` and `SO_EE_ORIGIN_ICMP6`; ip(7), ipv6(7).
  public struct ICMPError: Hashable, Sendable {
    /// Whether it is of ICMPv6. An IPv6 socket that talks to IPv4 hosts gets both.
    public var isVersion6: Bool
    /// What the kernel makes of it, such as `ECONNREFUSED`.
    public var errno: Errno
    /// ICMP's type, such as `Linux.ICMP_DEST_UNREACH`.
    public var type: UInt8
    /// ICMP's code, such as `Linux.ICMP_PORT_UNREACH`.
    public var code: UInt8
    /// What the type adds: the greatest size that fits, in bytes, if the message was too long.
    public var info: UInt32
    /// Who says so: a router, or the destination.
    public var offender: SocketAddress?

    /// An error by its parts.
    public init(isVersion6: Bool, errno: Errno, type: UInt8, code: UInt8, info: UInt32, offender: SocketAddress?) {
      self.isVersion6 = isVersion6
      self.errno = errno
      self.type = type
      self.code = code
      self.info = info
      self.offender = offender
    }
  }

  /// An error of this machine's. `SO_EE_ORIGIN_LOCAL`.
  public struct LocalError: Hashable, Sendable {
    /// What went wrong: `EMSGSIZE` for a message that is longer than the way takes, ``SocketOption/IP_MTU_DISCOVER``.
    public var errno: Errno
    /// The greatest size that fits, in bytes, for `EMSGSIZE`.
    public var info: UInt32

    /// An error by its parts.
    public init(errno: Errno, info: UInt32) {
      self.errno = errno
      self.info = info
    }
  }

  /// Which buffers are free again: all from the first to the last. `SO_EE_ORIGIN_ZEROCOPY`.
  ///
  /// The kernel counts the calls with `MSG_ZEROCOPY` on a socket from zero, in 32 bits. It may tell of several at once.
  public struct ZeroCopyCompletion: Hashable, Sendable {
    /// The number of the first call.
    public var first: UInt32
    /// The number of the last call: smaller than ``first`` if the count began anew between them.
    public var last: UInt32
    /// Whether the kernel copied the bytes after all, so that `MSG_ZEROCOPY` only cost.
    /// `SO_EE_CODE_ZEROCOPY_COPIED`.
    public var wasCopied: Bool

    /// The calls from one number to another.
    public init(first: UInt32, last: UInt32, wasCopied: Bool) {
      self.first = first
      self.last = last
      self.wasCopied = wasCopied
    }

    /// How many calls these are: at least 1.
    public var count: Int { Int(last &- first) + 1 }

    /// Whether the call with this number is among them.
    public func contains(_ number: UInt32) -> Bool { number &- first <= last &- first }
  }

  /// When a message passed a stage on its way out. `SO_EE_ORIGIN_TIMESTAMPING`.
  public struct TransmitTimestamp: Hashable, Sendable {
    /// Which stage.
    public var stage: Stage
    /// When, by the system's clock and by the network card's.
    public var timestamps: Timestamps
    /// Which message, with `SOF_TIMESTAMPING_OPT_ID`: for datagrams, their count from zero; for streams, the offset of
    /// the last byte. Zero without.
    public var key: UInt32

    /// A time stamp by its parts.
    public init(stage: Stage, timestamps: Timestamps, key: UInt32) {
      self.stage = stage
      self.timestamps = timestamps
      self.key = key
    }

    /// A stage on the way out. Others than those named may come.
    public struct Stage: RawRepresentable, Hashable, Sendable {
      /// The kernel's number.
      public var rawValue: UInt32
      /// A stage by the kernel's number.
      public init(rawValue: UInt32) { self.rawValue = rawValue }

      private init(_ type: ControlMessageType) { rawValue = UInt32(bitPattern: type.rawValue) }

      /// Given to the network card (``Timestamps/software``), or sent by it (``Timestamps/hardware``).
      /// `SCM_TSTAMP_SND`; `SOF_TIMESTAMPING_TX_SOFTWARE`, `SOF_TIMESTAMPING_TX_HARDWARE`.
      public static var sent: Self { Self(.SCM_TSTAMP_SND) }
      /// On its way into the queue of the network card. `SCM_TSTAMP_SCHED`; `SOF_TIMESTAMPING_TX_SCHED`.
      public static var scheduled: Self { Self(.SCM_TSTAMP_SCHED) }
      /// The peer has the bytes of a stream. `SCM_TSTAMP_ACK`; `SOF_TIMESTAMPING_TX_ACK`.
      public static var acknowledged: Self { Self(.SCM_TSTAMP_ACK) }
      /// The device reports that it is done. `SCM_TSTAMP_COMPLETION`; `SOF_TIMESTAMPING_TX_COMPLETION`.
      public static var completed: Self { Self(.SCM_TSTAMP_COMPLETION) }
    }
  }

  /// Why a message was dropped that should have gone out at a certain time. `SO_EE_ORIGIN_TXTIME`.
  public struct TransmitTimeError: Hashable, Sendable {
    /// Whether its time was over; else it could not be right. `SO_EE_CODE_TXTIME_MISSED`.
    public var isMissed: Bool
    /// The time, in nanoseconds of the clock that ``SocketOption/SO_TXTIME`` chose.
    public var time: UInt64

    /// An error by its parts.
    public init(isMissed: Bool, time: UInt64) {
      self.isMissed = isMissed
      self.time = time
    }
  }

  /// An error in the kernel's own words. `struct sock_extended_err`.
  public struct ExtendedError: Hashable, Sendable {
    /// The error number, or what the origin uses it for.
    public var errno: Errno
    /// What it is about, an `SO_EE_ORIGIN_` constant.
    public var origin: UInt8
    /// The type, which depends on the origin.
    public var type: UInt8
    /// The code, which depends on the type.
    public var code: UInt8
    /// Whatever else there is to say.
    public var info: UInt32
    /// And what else.
    public var data: UInt32

    /// An error by its parts.
    public init(errno: Errno, origin: UInt8, type: UInt8, code: UInt8, info: UInt32, data: UInt32) {
      self.errno = errno
      self.origin = origin
      self.type = type
      self.code = code
      self.info = info
      self.data = data
    }
  }
}
