// Interfaces in addresses: a name goes in, an index stands there, and a name is printed.

extension NetworkInterface {
  /// The most bytes of a name: the C constant `IFNAMSIZ`, without the byte that ends it.
  static var nameLimit: Int { Int(Linux.IFNAMSIZ) - 1 }

  /// The index for an address.
  ///
  /// - Parameters:
  ///   - name: The interface's name.
  ///   - allowsAll: Whether the empty name stands for all interfaces, index 0.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)``,
  ///   ``SocketError/AddressProblem/containsNUL`` or ``SocketError/AddressProblem/unknownInterface``, or with the
  ///   errno.
  static func index(ofAddress name: String, allowsAll: Bool = false) throws(SocketError) -> UInt32 {
    if name.isEmpty, allowsAll { return 0 }
    do {
      return try index(of: name)
    } catch {
      guard error.errno == nil || error.errno == .operationNotSupportedByDevice else { throw error }
      let cause = error.errno == nil ? error.cause : .invalidAddress(.unknownInterface)
      throw SocketError("address", "interface \"\(name)\"", cause)
    }
  }

  /// What is printed for an index: the interface's name, `any` for 0, and the index where there is no name, or where
  /// it could be taken for something else.
  static func label(_ index: UInt32) -> String {
    if index == 0 { return "any" }
    guard let name = try? name(of: index), name != "any", !isNumber(name), name.utf8.allSatisfy(isVisible) else {
      return "\(index)"
    }
    return name
  }

  /// The index that `label` was printed for.
  static func index(labelled label: Substring) throws(SocketError) -> UInt32 {
    if label == "any" { return 0 }
    if isNumber(label) { return try AddressWords.number(label, "interface") }
    return try index(ofAddress: String(label))
  }

  /// Whether a text can only be an index.
  static func isNumber(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } && !text.isEmpty
  }

  private static func isVisible(_ byte: UInt8) -> Bool { 0x21...0x7E ~= byte }
}
