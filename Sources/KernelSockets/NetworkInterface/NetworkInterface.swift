/// A network interface: its number and its name.
///
/// ```swift
/// for interface in try NetworkInterface.all { print(interface) }     // lo, eth0, …
/// let address = SocketAddress.inet6(host, port: 80, scope: try NetworkInterface(named: "eth0").index)
/// ```
public struct NetworkInterface: Hashable, Sendable {
  /// The number, from 1 on.
  public let index: UInt32
  /// The name, such as `"eth0"`.
  public let name: String

  /// An interface about which all is known.
  init(index: UInt32, name: String) {
    self.index = index
    self.name = name
  }

  /// All interfaces of the network namespace, in the kernel's order. if_nameindex(3); Python: `socket.if_nameindex`.
  ///
  /// - Throws: ``SocketError`` with the errno, such as `ENOBUFS`.
  public static var all: [NetworkInterface] {
    get throws(SocketError) {
      do {
        return try systemInterfaces()
      } catch {
        throw SocketError("if_nameindex", .errno(error))
      }
    }
  }

  /// The interface with this name. Python: `socket.if_nametoindex`.
  ///
  /// - Throws: ``SocketError`` of ``index(of:)``.
  public init(named name: String) throws(SocketError) {
    self.init(index: try Self.index(of: name), name: name)
  }

  /// The interface with this index. Python: `socket.if_indextoname`.
  ///
  /// - Throws: ``SocketError`` of ``name(of:)``.
  public init(index: UInt32) throws(SocketError) {
    self.init(index: index, name: try Self.name(of: index))
  }

  /// The index of the interface with this name, from 1 on. if_nametoindex(3); Python: `socket.if_nametoindex`.
  ///
  /// - Parameter name: Such as `"eth0"`: at most 15 bytes.
  /// - Throws: ``SocketError`` with `ENODEV` if there is no such interface, with
  ///   ``SocketError/AddressProblem/containsNUL`` or ``SocketError/AddressProblem/tooLong(limit:)``.
  public static func index(of name: String) throws(SocketError) -> UInt32 {
    do throws(SocketError.Cause) {
      guard !name.utf8.contains(0) else { throw .invalidAddress(.containsNUL) }
      guard name.utf8.count <= nameLimit else { throw .invalidAddress(.tooLong(limit: nameLimit)) }
      do {
        return try systemInterfaceIndex(name)
      } catch {
        throw .errno(error)
      }
    } catch {
      throw SocketError("if_nametoindex", name, error)
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
}

extension NetworkInterface: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}
