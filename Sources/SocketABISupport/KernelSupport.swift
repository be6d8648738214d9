/// The part of the kernel that provides a family or protocol.
public struct KernelSupport: Hashable, Sendable {
  /// The module, if it can be one.
  public let module: String?
  /// The option of the kernel's configuration.
  public let configuration: String

  package init(module: String?, configuration: String) {
    self.module = module
    self.configuration = configuration
  }
}
