/// How an ISO-TP socket makes its frames, and what it asks of those that come: ``SocketOption/CAN_ISOTP_OPTS``.
///
/// ```swift
/// var options = Linux.can_isotp_options()
/// options.sentPadding = 0xCC
/// options.waitsUntilSent = true
/// try isotp.setOption(.CAN_ISOTP_OPTS, options)
/// try isotp.bind(to: .isotp(interface: "vcan0", rx: 0x701, tx: 0x702))
/// ```
///
/// Options are for sockets that are not bound yet: afterwards they are refused with `EISCONN`.
extension Linux.can_isotp_options {
  /// What fills up the frames that are sent; `nil` if they are as short as they can be. `CAN_ISOTP_TX_PADDING`.
  public var sentPadding: UInt8? {
    get { has(Linux.CAN_ISOTP_TX_PADDING) ? txpad_content : nil }
    set {
      set(Linux.CAN_ISOTP_TX_PADDING, newValue != nil)
      txpad_content = newValue ?? 0
    }
  }

  /// What the frames that come are filled up with, for ``checksPaddingLength`` and ``checksPaddingContent``; `nil` if they
  /// are as short as they can be. `CAN_ISOTP_RX_PADDING`.
  public var receivedPadding: UInt8? {
    get { has(Linux.CAN_ISOTP_RX_PADDING) ? rxpad_content : nil }
    set {
      set(Linux.CAN_ISOTP_RX_PADDING, newValue != nil)
      rxpad_content = newValue ?? 0
    }
  }

  /// Extended addressing: the first byte of each frame that is sent, and of each that is received unless
  /// ``receivedExtension`` says otherwise; `nil` for none. `CAN_ISOTP_EXTEND_ADDR`.
  public var sentExtension: UInt8? {
    get { has(Linux.CAN_ISOTP_EXTEND_ADDR) ? ext_address : nil }
    set {
      set(Linux.CAN_ISOTP_EXTEND_ADDR, newValue != nil)
      ext_address = newValue ?? 0
    }
  }

  /// The first byte of each frame that is received, where it is another than ``sentExtension``.
  /// `CAN_ISOTP_RX_EXT_ADDR`.
  public var receivedExtension: UInt8? {
    get { has(Linux.CAN_ISOTP_RX_EXT_ADDR) ? rx_ext_address : nil }
    set {
      set(Linux.CAN_ISOTP_RX_EXT_ADDR, newValue != nil)
      rx_ext_address = newValue ?? 0
    }
  }

  /// Only receives, and sends no flow control: for who looks on. `CAN_ISOTP_LISTEN_MODE`.
  public var isListenOnly: Bool {
    get { has(Linux.CAN_ISOTP_LISTEN_MODE) }
    set { set(Linux.CAN_ISOTP_LISTEN_MODE, newValue) }
  }

  /// Does not send and receive at once. `CAN_ISOTP_HALF_DUPLEX`.
  public var isHalfDuplex: Bool {
    get { has(Linux.CAN_ISOTP_HALF_DUPLEX) }
    set { set(Linux.CAN_ISOTP_HALF_DUPLEX, newValue) }
  }

  /// A send ends only when all frames are sent, and fails with what went wrong: `ECOMM` if no flow control comes.
  /// `CAN_ISOTP_WAIT_TX_DONE`.
  public var waitsUntilSent: Bool {
    get { has(Linux.CAN_ISOTP_WAIT_TX_DONE) }
    set { set(Linux.CAN_ISOTP_WAIT_TX_DONE, newValue) }
  }

  /// Refuses frames that are not filled up; without ``receivedPadding``, those that are: a receive fails with `EBADMSG`.
  /// `CAN_ISOTP_CHK_PAD_LEN`.
  public var checksPaddingLength: Bool {
    get { has(Linux.CAN_ISOTP_CHK_PAD_LEN) }
    set { set(Linux.CAN_ISOTP_CHK_PAD_LEN, newValue) }
  }

  /// Refuses frames that are filled up with something else than ``receivedPadding``. `CAN_ISOTP_CHK_PAD_DATA`.
  public var checksPaddingContent: Bool {
    get { has(Linux.CAN_ISOTP_CHK_PAD_DATA) }
    set { set(Linux.CAN_ISOTP_CHK_PAD_DATA, newValue) }
  }

  /// Sends frames as far apart as ``SocketOption/CAN_ISOTP_TX_STMIN`` says, whatever the receiver asks for.
  /// `CAN_ISOTP_FORCE_TXSTMIN`.
  public var forcesSentSeparation: Bool {
    get { has(Linux.CAN_ISOTP_FORCE_TXSTMIN) }
    set { set(Linux.CAN_ISOTP_FORCE_TXSTMIN, newValue) }
  }

  /// Ignores frames that come sooner after the one before than ``SocketOption/CAN_ISOTP_RX_STMIN`` says.
  /// `CAN_ISOTP_FORCE_RXSTMIN`.
  public var forcesReceivedSeparation: Bool {
    get { has(Linux.CAN_ISOTP_FORCE_RXSTMIN) }
    set { set(Linux.CAN_ISOTP_FORCE_RXSTMIN, newValue) }
  }

  /// Sends to everybody, without flow control, messages that fit into one frame. `CAN_ISOTP_SF_BROADCAST`.
  public var broadcastsSingleFrames: Bool {
    get { has(Linux.CAN_ISOTP_SF_BROADCAST) }
    set { set(Linux.CAN_ISOTP_SF_BROADCAST, newValue) }
  }

  /// Sends to everybody, without flow control, messages of any length. `CAN_ISOTP_CF_BROADCAST`, Linux ≥ 5.19.
  public var broadcastsSegments: Bool {
    get { has(Linux.CAN_ISOTP_CF_BROADCAST) }
    set { set(Linux.CAN_ISOTP_CF_BROADCAST, newValue) }
  }

  private func has(_ flag: Int32) -> Bool { flags & UInt32(flag) != 0 }

  private mutating func set(_ flag: Int32, _ isOn: Bool) {
    flags = flags & ~UInt32(flag) | (isOn ? UInt32(flag) : 0)
  }
}
