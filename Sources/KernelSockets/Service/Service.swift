/// A service as services(5) knows it: its name, port and protocol.
///
/// ```swift
/// try Service.lookup(name: "domain", protocol: "udp").port     // 53
/// ```
public struct Service: Hashable, Sendable {
  /// The official name.
  public var name: String
  /// Other names of the service.
  public var aliases: [String]
  /// The port.
  public var port: UInt16
  /// The protocol's name, such as `"tcp"`.
  public var `protocol`: String

  /// A service, made by hand.
  public init(name: String, aliases: [String] = [], port: UInt16, protocol: String) {
    self.name = name
    self.aliases = aliases
    self.port = port
    self.protocol = `protocol`
  }

  /// Looks up a service by name. getservbyname_r(3); Python: `socket.getservbyname`.
  ///
  /// - Parameters:
  ///   - name: The name or an alias, such as `"http"`.
  ///   - protocol: The protocol's name, such as `"tcp"`; `nil` for whichever comes first.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/notFound``, with ``SocketError/AddressProblem/containsNUL``, or with
  ///   the errno.
  public static func lookup(name: String, protocol: String? = nil) throws(SocketError) -> Service {
    do throws(SocketError.Cause) {
      guard !name.utf8.contains(0), `protocol`?.utf8.contains(0) != true else {
        throw .invalidAddress(.containsNUL)
      }
      return try systemService(named: name, protocol: `protocol`)
    } catch {
      throw SocketError("lookup", "of service \(name)\(suffix(`protocol`))", error)
    }
  }

  /// Looks up a service by port. getservbyport_r(3); Python: `socket.getservbyport`.
  ///
  /// - Parameters:
  ///   - port: The port.
  ///   - protocol: The protocol's name, such as `"tcp"`; `nil` for whichever comes first.
  /// - Throws: ``SocketError``, as above.
  public static func lookup(port: UInt16, protocol: String? = nil) throws(SocketError) -> Service {
    do throws(SocketError.Cause) {
      guard `protocol`?.utf8.contains(0) != true else { throw .invalidAddress(.containsNUL) }
      return try systemService(at: port, protocol: `protocol`)
    } catch {
      throw SocketError("lookup", "of port \(port)\(suffix(`protocol`))", error)
    }
  }

  private static func suffix(_ protocol: String?) -> String { `protocol`.map { "/\($0)" } ?? "" }
}
