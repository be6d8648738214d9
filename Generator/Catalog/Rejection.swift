/// A macro or structure that was seen and not kept, and why.
public struct Rejection: Hashable, Sendable {
  public var name: String
  public var header: String
  public var reason: String

  public init(name: String, header: String, reason: String) {
    self.name = name
    self.header = header
    self.reason = reason
  }
}
