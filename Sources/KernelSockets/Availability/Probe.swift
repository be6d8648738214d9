extension KernelVersion {
  /// The running kernel's version. uname(2); Python: `os.uname().release`.
  public static var current: KernelVersion { KernelVersion(systemKernelRelease()) ?? KernelVersion(0, 0) }
}

extension AddressFamily {
  /// Asks the running kernel whether it has the family: whether socket(2) refuses every type with `EAFNOSUPPORT`.
  ///
  /// The kernel loads the family's module if it can.
  public func probe() -> Bool {
    for type in [SocketType.SOCK_DGRAM, .SOCK_STREAM, .SOCK_SEQPACKET, .SOCK_RAW] {
      do {
        try systemClose(systemSocket(rawValue, type.rawValue | SocketFlags.SOCK_CLOEXEC.rawValue, 0))
        return true
      } catch {
        if error != .addressFamilyNotSupported { return true }
      }
    }
    return false
  }
}

extension SocketOption {
  /// Asks the running kernel whether a socket has the option: whether getsockopt(2) answers anything but `ENOPROTOOPT` or
  /// `EOPNOTSUPP`. Options that can only be set look as if they were not there.
  public func probe(on socket: borrowing Socket) -> Bool {
    do throws(SocketError) {
      _ = try socket.option(level: level, name: name, upTo: 4096)
      return true
    } catch {
      return error.errno != .protocolNotAvailable && error.errno != .notSupportedOnSocket
    }
  }
}
