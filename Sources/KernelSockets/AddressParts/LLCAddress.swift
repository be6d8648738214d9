/// The address of an LLC socket: a service access point of a station.
///
/// The C structure is `sockaddr_llc`, see net/llc/af_llc.c. Python has none.
public struct LLCAddress: SocketAddressParts {
  /// The station's hardware address.
  public var station: CArray<6, UInt8>
  /// The service access point; 0 lets the kernel choose when binding.
  public var sap: UInt8
  /// The kind of the device.
  public var hardwareType: HardwareType
  /// Which frame to send other than data: a test, an exchange of identification, an unnumbered acknowledgement.
  public var control: Control

  /// What stands in `sllc_test`, `sllc_xid` and `sllc_ua`.
  public struct Control: Hashable, Sendable {
    /// A TEST frame, if not zero.
    public var test: UInt8
    /// An XID frame, if not zero.
    public var xid: UInt8
    /// An unnumbered frame, if not zero.
    public var ua: UInt8

    /// Each as given; without any, data.
    public init(test: UInt8 = 0, xid: UInt8 = 0, ua: UInt8 = 0) {
      self.test = test
      self.xid = xid
      self.ua = ua
    }
  }

  /// A service access point of a station.
  public init(
    station: CArray<6, UInt8> = [], sap: UInt8, hardwareType: HardwareType = .ARPHRD_ETHER, control: Control = Control()
  ) {
    self.station = station
    self.sap = sap
    self.hardwareType = hardwareType
    self.control = control
  }

  /// Reads a `sockaddr_llc`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_llc = address.structure() else { return nil }
    self.init(
      station: structure.sllc_mac, sap: structure.sllc_sap, hardwareType: HardwareType(rawValue: structure.sllc_arphrd),
      control: Control(test: structure.sllc_test, xid: structure.sllc_xid, ua: structure.sllc_ua))
  }

  /// A `sockaddr_llc`.
  public var socketAddress: SocketAddress {
    SocketAddress(
      Linux.sockaddr_llc(
        sllc_arphrd: hardwareType.rawValue, sllc_test: control.test, sllc_xid: control.xid, sllc_ua: control.ua,
        sllc_sap: sap, sllc_mac: station))
  }
}

extension SocketAddress {
  /// A service access point of a station, on Ethernet. See ``LLCAddress``.
  public static func llc(station: CArray<6, UInt8> = [], sap: UInt8) -> SocketAddress {
    SocketAddress(LLCAddress(station: station, sap: sap))
  }

  /// The parts of an `AF_LLC` address.
  public var llc: LLCAddress? { LLCAddress(self) }
}

extension LLCAddress: AddressKind {
  static var family: AddressFamily { .AF_LLC }
  static var scheme: String { "llc" }

  var text: String {
    "\(colonSeparated(Array(station))) sap \(hexadecimal(sap, digits: 2))"
      + optionalWords("hardware", hardwareType.rawValue, unless: HardwareType.ARPHRD_ETHER.rawValue)
      + optionalWords("test", control.test) + optionalWords("xid", control.xid) + optionalWords("ua", control.ua)
  }

  init(words: inout AddressWords) throws(SocketError) {
    self.init(
      station: try words.bytes(), sap: try words.number(after: "sap"),
      hardwareType: HardwareType(rawValue: try words.number(after: "hardware", or: HardwareType.ARPHRD_ETHER.rawValue)),
      control: Control(
        test: try words.number(after: "test", or: 0), xid: try words.number(after: "xid", or: 0),
        ua: try words.number(after: "ua", or: 0)))
  }
}
