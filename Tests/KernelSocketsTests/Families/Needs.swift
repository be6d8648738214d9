import KernelSockets
import Testing

extension Trait where Self == ConditionTrait {
  /// Runs where the kernel has a family, and is reported as not run elsewhere.
  static func needs(_ family: AddressFamily) -> Self {
    .enabled(if: family.probe(), "this kernel has no \(family): scripts/test --vm has")
  }

  /// Runs where the kernel has a protocol.
  static func needs(_ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol) -> Self {
    .enabled(
      if: (try? Socket(family, type, `protocol`)) != nil,
      "this kernel has no \(`protocol`) in \(family): scripts/test --vm has")
  }

  /// Runs where there are network interfaces by these names.
  static func needs(interfaces names: String...) -> Self {
    .enabled(
      if: names.allSatisfy { (try? NetworkInterface.index(of: $0)) != nil },
      "there is no \(names.joined(separator: ", ")) here: scripts/test --vm has")
  }
}

/// A socket whose calls end after ten seconds, so that a test fails rather than hangs.
func impatientSocket(
  _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol = .automatic
) throws -> Socket {
  try Socket(family, type, `protocol`, mode: .timeout(.seconds(10)))
}

/// Whether a call succeeds that needs a name of a newer kernel. Where it does not, the kernel must be older than the name:
/// that is what the test checks there, so that on every kernel every test has run.
func isKnown(_ name: String, at place: SourceLocation = #_sourceLocation, _ attempt: () throws -> Void) -> Bool {
  guard let error = failure(attempt) else { return true }
  #expect(Availability(of: name)?.isExpected(on: .current) == false, "\(error)", sourceLocation: place)
  return false
}
