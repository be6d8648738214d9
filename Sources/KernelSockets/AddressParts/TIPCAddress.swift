/// The address of a TIPC socket: a service, a range of services, or one socket.
///
/// The C structure is `sockaddr_tipc`, see Documentation/networking/tipc.rst. Python: `(addr_type, v1, v2, v3, scope)`.
public struct TIPCAddress: SocketAddressParts {
  /// What is addressed.
  public var target: Target
  /// How far the name is known, when binding.
  public var scope: Scope

  /// What a TIPC address can name.
  public enum Target: Hashable, Sendable {
    /// A service's instance, to send to; in `domain`, a part of the network, or anywhere. `TIPC_SERVICE_ADDR`; Python:
    /// `TIPC_ADDR_NAME`.
    case service(UInt32, instance: UInt32, domain: UInt32 = 0)
    /// All instances of a service from `lower` to `upper`, to bind to, or to send to all. `TIPC_SERVICE_RANGE`; Python:
    /// `TIPC_ADDR_NAMESEQ`.
    case range(UInt32, lower: UInt32, upper: UInt32)
    /// One socket of a node. `TIPC_SOCKET_ADDR`; Python: `TIPC_ADDR_ID`.
    case socket(node: UInt32, reference: UInt32)
  }

  /// How far a name is known.
  public struct Scope: RawRepresentable, Hashable, Sendable {
    /// The number that the kernel takes.
    public var rawValue: Int8

    /// A scope by number.
    public init(rawValue: Int8) { self.rawValue = rawValue }

    /// No scope: where names are not bound, as in what the kernel returns.
    public static var none: Scope { Scope(rawValue: 0) }
    /// The zone, today the same as the cluster. The C constant is `TIPC_ZONE_SCOPE`.
    public static var zone: Scope { Scope(rawValue: Int8(Linux.TIPC_ZONE_SCOPE)) }
    /// The cluster. The C constant is `TIPC_CLUSTER_SCOPE`.
    public static var cluster: Scope { Scope(rawValue: Int8(Linux.TIPC_CLUSTER_SCOPE)) }
    /// This node alone. The C constant is `TIPC_NODE_SCOPE`.
    public static var node: Scope { Scope(rawValue: Int8(Linux.TIPC_NODE_SCOPE)) }

    /// The negative scope: binding with it takes the name back.
    public var withdrawing: Scope { Scope(rawValue: rawValue > 0 ? -rawValue : rawValue) }
  }

  /// An address; known in the cluster, as in Python, unless said otherwise.
  public init(_ target: Target, scope: Scope = .cluster) {
    self.target = target
    self.scope = scope
  }

  /// Reads a `sockaddr_tipc`; `nil` for an unknown `addrtype`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_tipc = address.structure() else { return nil }
    let scope = Scope(rawValue: structure.scope)
    switch structure.addr {
    case .name(let arm):
      self.init(.service(arm.name.type, instance: arm.name.instance, domain: arm.domain), scope: scope)
    case .nameseq(let arm): self.init(.range(arm.type, lower: arm.lower, upper: arm.upper), scope: scope)
    case .id(let arm): self.init(.socket(node: arm.node, reference: arm.ref), scope: scope)
    case .bytes: return nil
    }
  }

  /// A `sockaddr_tipc`.
  public var socketAddress: SocketAddress {
    var structure = Linux.sockaddr_tipc(scope: scope.rawValue)
    switch target {
    case .service(let type, let instance, let domain):
      structure.addrtype = UInt8(Linux.TIPC_SERVICE_ADDR)
      structure.addr = .name(.init(name: .init(type: type, instance: instance), domain: domain))
    case .range(let type, let lower, let upper):
      structure.addrtype = UInt8(Linux.TIPC_SERVICE_RANGE)
      structure.addr = .nameseq(.init(type: type, lower: lower, upper: upper))
    case .socket(let node, let reference):
      structure.addrtype = UInt8(Linux.TIPC_SOCKET_ADDR)
      structure.addr = .id(.init(ref: reference, node: node))
    }
    return SocketAddress(structure)
  }
}
