/// A macro or structure that was seen and not kept, and why.
package struct Rejection: Hashable, Sendable {
  package var name: String
  package var header: String
  package var reason: String

  package init(name: String, header: String, reason: String) {
    self.name = name
    self.header = header
    self.reason = reason
  }
}
