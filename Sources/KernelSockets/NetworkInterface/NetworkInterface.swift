/// The names and the numbers of network interfaces.
public enum NetworkInterface {
  /// The index of the interface with this name, from 1 on. if_nametoindex(3); Python: `socket.if_nametoindex`.
  ///
  /// - Parameter name: Such as `"eth0"`.
  /// - Throws: ``SocketError`` with `ENODEV` if there is no such interface.
  public static func index(of name: String) throws(SocketError) -> UInt32 {
    do throws(Errno) {
      guard !name.utf8.contains(0) else { throw Errno.operationNotSupportedByDevice }
      return try systemInterfaceIndex(name)
    } catch {
      throw SocketError("if_nametoindex", name, .errno(error))
    }
  }

  /// The name of the interface with this index. if_indextoname(3); Python: `socket.if_indextoname`.
  ///
  /// - Throws: ``SocketError`` with `ENXIO` if there is no such interface.
  public static func name(of index: UInt32) throws(SocketError) -> String {
    do {
      return try systemInterfaceName(index)
    } catch {
      throw SocketError("if_indextoname", "\(index)", .errno(error))
    }
  }

  /// The scope that a zone names: digits are an index, anything else is a name.
  static func scope(_ zone: String) -> UInt32? {
    zone.utf8.allSatisfy(isDigit) ? UInt32(zone) : try? index(of: zone)
  }

  /// What to write after the `%` so that `scope` reads it as the same number.
  static func zone(_ scope: UInt32) -> String {
    guard let name = try? name(of: scope), !name.utf8.allSatisfy(isDigit) else { return "\(scope)" }
    return name
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
