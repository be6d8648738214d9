/// The address of a socket for a permanent virtual circuit of ATM.
///
/// The C structure is `sockaddr_atmpvc`, see net/atm/pvc.c. Python has none.
public struct ATMPVCAddress: SocketAddressParts {
  /// The interface's number; -1 for any.
  public var interface: Int16
  /// The virtual path; -1 for any, -2 for one to be told later.
  public var path: Int16
  /// The virtual channel; -1 for any, -2 for one to be told later.
  public var channel: Int32

  /// A circuit of an interface.
  public init(interface: Int16, path: Int16, channel: Int32) {
    self.interface = interface
    self.path = path
    self.channel = channel
  }

  /// Reads a `sockaddr_atmpvc`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_atmpvc = address.structure() else { return nil }
    self.init(interface: structure.sap_addr.itf, path: structure.sap_addr.vpi, channel: structure.sap_addr.vci)
  }

  /// A `sockaddr_atmpvc`.
  public var socketAddress: SocketAddress {
    SocketAddress(Linux.sockaddr_atmpvc(sap_addr: .init(itf: interface, vpi: path, vci: channel)))
  }
}

/// The address of a socket for a switched virtual circuit of ATM.
///
/// The C structure is `sockaddr_atmsvc`, see net/atm/svc.c. Python has none.
public struct ATMSVCAddress: SocketAddressParts {
  /// The private address, of an end system; zeroes for none.
  public var endSystem: CArray<20, UInt8>
  /// The public address: at most 12 digits (E.164).
  public let number: String
  /// The role in a call that leaves join by themselves.
  public var joinType: UInt8
  /// The number of such a call.
  public var joinID: UInt32

  /// An end system.
  ///
  /// - Parameters:
  ///   - endSystem: The private address.
  ///   - number: The public address: at most 12 digits.
  ///   - joinType: The role in a call that leaves join by themselves.
  ///   - joinID: The number of such a call.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` or
  ///   ``SocketError/AddressProblem/malformed``.
  public init(
    endSystem: CArray<20, UInt8> = [], number: String = "", joinType: UInt8 = 0, joinID: UInt32 = 0
  ) throws(SocketError) {
    self.endSystem = endSystem
    self.number = try checkedDigits(number, "E.164 address", limit: Linux.sockaddr_atmsvc.SasAddr().pub.count - 1)
    self.joinType = joinType
    self.joinID = joinID
  }

  /// Reads a `sockaddr_atmsvc`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_atmsvc = address.structure(),
      let number = String(terminated: Array(structure.sas_addr.pub))
    else { return nil }
    try? self.init(
      endSystem: structure.sas_addr.prv, number: number, joinType: structure.sas_addr.lij_type,
      joinID: structure.sas_addr.lij_id)
  }

  /// A `sockaddr_atmsvc`.
  public var socketAddress: SocketAddress {
    SocketAddress(
      Linux.sockaddr_atmsvc(
        sas_addr: .init(prv: endSystem, pub: CArray(number.utf8), lij_type: joinType, lij_id: joinID)))
  }
}

extension SocketAddress {
  /// A permanent virtual circuit. See ``ATMPVCAddress``.
  public static func atm(interface: Int16, path: Int16, channel: Int32) -> SocketAddress {
    SocketAddress(ATMPVCAddress(interface: interface, path: path, channel: channel))
  }

  /// An end system, for switched virtual circuits. See ``ATMSVCAddress``.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` or
  ///   ``SocketError/AddressProblem/malformed`` for a number that is not at most 12 digits.
  public static func atm(endSystem: CArray<20, UInt8>, number: String = "") throws(SocketError) -> SocketAddress {
    SocketAddress(try ATMSVCAddress(endSystem: endSystem, number: number))
  }

  /// The parts of an `AF_ATMPVC` address.
  public var atmPVC: ATMPVCAddress? { ATMPVCAddress(self) }

  /// The parts of an `AF_ATMSVC` address.
  public var atmSVC: ATMSVCAddress? { ATMSVCAddress(self) }
}

extension ATMPVCAddress: AddressKind {
  static var family: AddressFamily { .AF_ATMPVC }
  static var scheme: String { "atmpvc" }

  var text: String { "\(interface).\(path).\(channel)" }

  init(words: inout AddressWords) throws(SocketError) {
    let parts = try words.parts(3, separator: ".")
    self.init(
      interface: try AddressWords.number(parts[0], "interface"), path: try AddressWords.number(parts[1], "path"),
      channel: try AddressWords.number(parts[2], "channel"))
  }
}

extension ATMSVCAddress: AddressKind {
  static var family: AddressFamily { .AF_ATMSVC }
  static var scheme: String { "atmsvc" }

  var text: String {
    colonSeparated(Array(endSystem)) + (number.isEmpty ? "" : " number \(number)")
      + optionalWords("join", joinType) + optionalWords("call", joinID)
  }

  init(words: inout AddressWords) throws(SocketError) {
    try self.init(
      endSystem: try words.bytes(), number: words.skip("number") ? String(try words.word()) : "",
      joinType: try words.number(after: "join", or: 0), joinID: try words.number(after: "call", or: 0))
  }
}
