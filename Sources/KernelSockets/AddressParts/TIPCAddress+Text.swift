extension SocketAddress {
  /// An instance of a TIPC service, to send to. Python: `(TIPC_ADDR_NAME, service, instance, 0, scope)`.
  ///
  /// - Parameters:
  ///   - service: The service's type.
  ///   - instance: The instance.
  ///   - domain: The part of the network to look in, nearest first; 0 for all of it.
  ///   - scope: How far the name is known, when binding.
  public static func tipc(
    service: UInt32, instance: UInt32, domain: UInt32 = 0, scope: TIPCAddress.Scope = .cluster
  ) -> SocketAddress {
    SocketAddress(TIPCAddress(.service(service, instance: instance, domain: domain), scope: scope))
  }

  /// A range of instances of a TIPC service, to bind to. Python: `(TIPC_ADDR_NAMESEQ, service, lower, upper, scope)`.
  ///
  /// - Parameters:
  ///   - service: The service's type.
  ///   - instances: The instances, first and last.
  ///   - scope: How far the names are known.
  public static func tipc(
    service: UInt32, instances: ClosedRange<UInt32>, scope: TIPCAddress.Scope = .cluster
  ) -> SocketAddress {
    SocketAddress(
      TIPCAddress(.range(service, lower: instances.lowerBound, upper: instances.upperBound), scope: scope))
  }

  /// One TIPC socket. Python: `(TIPC_ADDR_ID, node, reference, 0, scope)`.
  ///
  /// - Parameters:
  ///   - node: The node's number.
  ///   - reference: The socket's number there.
  ///   - scope: Not used by the kernel.
  public static func tipc(
    node: UInt32, reference: UInt32, scope: TIPCAddress.Scope = .cluster
  ) -> SocketAddress {
    SocketAddress(TIPCAddress(.socket(node: node, reference: reference), scope: scope))
  }

  /// The parts of an `AF_TIPC` address.
  public var tipc: TIPCAddress? { TIPCAddress(self) }
}

extension TIPCAddress: AddressKind {
  static var family: AddressFamily { .tipc }
  static var scheme: String { "tipc" }

  var text: String {
    let name =
      switch target {
      case .service(let type, let instance, let domain):
        "service \(type):\(instance)" + (domain == 0 ? "" : " domain \(hexadecimal(domain))")
      case .range(let type, let lower, let upper): "range \(type):\(lower):\(upper)"
      case .socket(let node, let reference): "socket \(hexadecimal(node)):\(reference)"
      }
    return name + optionalWords("scope", scope.rawValue, unless: Scope.cluster.rawValue)
  }

  init(words: inout AddressWords) throws(SocketError) {
    let target: Target
    if words.skip("service") {
      let parts = try words.parts(2)
      target = .service(
        try AddressWords.number(parts[0], "service"), instance: try AddressWords.number(parts[1], "instance"),
        domain: try words.number(after: "domain", or: 0))
    } else if words.skip("range") {
      let parts = try words.parts(3)
      target = .range(
        try AddressWords.number(parts[0], "service"), lower: try AddressWords.number(parts[1], "lower instance"),
        upper: try AddressWords.number(parts[2], "upper instance"))
    } else if words.skip("socket") {
      let parts = try words.parts(2)
      target = .socket(
        node: try AddressWords.number(parts[0], "node"), reference: try AddressWords.number(parts[1], "reference"))
    } else {
      throw AddressWords.malformed
    }
    self.init(target, scope: Scope(rawValue: try words.number(after: "scope", or: Scope.cluster.rawValue)))
  }
}
