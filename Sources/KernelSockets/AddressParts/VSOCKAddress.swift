/// The address of a socket between a virtual machine and its host.
///
/// The C structure is `sockaddr_vm`, see vsock(7). Python: `(CID, port)`.
public struct VSOCKAddress: SocketAddressParts {
  /// The machine: 3 and above for guests, or ``hostCID``, ``localCID``, ``anyCID``.
  public var cid: UInt32
  /// The port of 32 bits; ``anyPort`` lets the kernel choose when binding.
  public var port: UInt32
  /// How to reach the machine. Since Linux 5.11; older kernels want 0.
  public var flags: Flags

  /// What stands in `svm_flags`.
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The number that the kernel takes.
    public let rawValue: UInt8

    /// Flags by number.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Through the host, to a sibling machine. The C constant is `VMADDR_FLAG_TO_HOST`.
    public static var toHost: Flags { Flags(rawValue: UInt8(Linux.VMADDR_FLAG_TO_HOST)) }
  }

  /// Any machine, when binding. The C constant is `VMADDR_CID_ANY`.
  public static var anyCID: UInt32 { Linux.VMADDR_CID_ANY }
  /// The hypervisor. The C constant is `VMADDR_CID_HYPERVISOR`.
  public static var hypervisorCID: UInt32 { UInt32(Linux.VMADDR_CID_HYPERVISOR) }
  /// This machine itself. The C constant is `VMADDR_CID_LOCAL`.
  public static var localCID: UInt32 { UInt32(Linux.VMADDR_CID_LOCAL) }
  /// The host, seen from a guest. The C constant is `VMADDR_CID_HOST`.
  public static var hostCID: UInt32 { UInt32(Linux.VMADDR_CID_HOST) }
  /// A port that the kernel chooses. The C constant is `VMADDR_PORT_ANY`.
  public static var anyPort: UInt32 { Linux.VMADDR_PORT_ANY }

  /// This machine's own number: what others reach it by. ioctl(2) with `IOCTL_VM_SOCKETS_GET_LOCAL_CID`.
  ///
  /// It is ``hostCID`` on a host, and ``anyCID`` on a machine that is neither guest nor host.
  ///
  /// - Throws: ``SocketError`` with the errno: `ENOENT` if the kernel has no `/dev/vsock`, `EACCES` if this process may
  ///   not open it. Python: `fcntl.ioctl` with `socket.IOCTL_VM_SOCKETS_GET_LOCAL_CID`.
  public static var ownCID: UInt32 {
    get throws(SocketError) {
      do throws(Errno) { return try systemOwnCID() } catch { throw SocketError("ioctl", "/dev/vsock", .errno(error)) }
    }
  }

  /// A port of a machine.
  public init(cid: UInt32, port: UInt32, flags: Flags = []) {
    self.cid = cid
    self.port = port
    self.flags = flags
  }

  /// Reads a `sockaddr_vm`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_vm = address.structure() else { return nil }
    self.init(cid: structure.svm_cid, port: structure.svm_port, flags: Flags(rawValue: structure.svm_flags))
  }

  /// A `sockaddr_vm`.
  public var socketAddress: SocketAddress {
    SocketAddress(Linux.sockaddr_vm(svm_port: port, svm_cid: cid, svm_flags: flags.rawValue))
  }
}

extension SocketAddress {
  /// The address of a socket between a virtual machine and its host. See ``VSOCKAddress``. Python: `(CID, port)`.
  ///
  /// - Parameters:
  ///   - cid: The machine, such as ``VSOCKAddress/hostCID``.
  ///   - port: The port, such as ``VSOCKAddress/anyPort``.
  ///   - flags: How to reach the machine.
  public static func vsock(cid: UInt32, port: UInt32, flags: VSOCKAddress.Flags = []) -> SocketAddress {
    SocketAddress(VSOCKAddress(cid: cid, port: port, flags: flags))
  }

  /// The parts of an `AF_VSOCK` address.
  public var vsock: VSOCKAddress? { VSOCKAddress(self) }
}

extension VSOCKAddress: AddressKind {
  static var family: AddressFamily { .vsock }
  static var scheme: String { "vsock" }

  var text: String {
    func number(_ number: UInt32) -> String { number == .max ? "any" : "\(number)" }
    return "\(number(cid)):\(number(port))" + optionalWords("flags", flags.rawValue)
  }

  init(words: inout AddressWords) throws(SocketError) {
    func number(_ text: Substring, _ part: String) throws(SocketError) -> UInt32 {
      text == "any" ? .max : try AddressWords.number(text, part)
    }
    let parts = try words.parts(2)
    self.init(
      cid: try number(parts[0], "cid"), port: try number(parts[1], "port"),
      flags: Flags(rawValue: try words.number(after: "flags", or: 0)))
  }
}
