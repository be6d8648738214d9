// What the availability tables know about something that the kernel refuses.

extension SocketError {
  /// Why the kernel may not have a family, and how to get it.
  static func explanation(ofFamily name: String, on kernel: KernelVersion) -> String? {
    guard let availability = Availability(of: name) else { return nil }
    if let text = contradiction(availability, on: kernel) { return text }
    guard let support = KernelSupport.named(name) else { return "\(name) is known to \(availability)" }
    let provider =
      support.module.map { "its module \($0) (\(support.configuration)) is" } ?? "\(support.configuration) is"
    return "this kernel (\(kernel)) can have it, but \(provider) not built in or loaded"
  }

  /// Why the kernel may not have an option.
  static func explanation(ofOption name: String, on kernel: KernelVersion) -> String? {
    guard let availability = Availability(of: name) else { return nil }
    if let text = contradiction(availability, on: kernel) { return text }
    return "\(name) is known to \(availability), and this kernel is \(kernel): perhaps not for this kind of socket"
  }

  /// What the dates say against it.
  private static func contradiction(_ availability: Availability, on kernel: KernelVersion) -> String? {
    guard availability.isExpected(on: kernel) == false else { return nil }
    if let last = availability.last, kernel > last {
      return "\(availability.name) was removed after Linux \(last), and this kernel is \(kernel)"
    }
    return "\(availability.name) needs \(availability), and this kernel is \(kernel)"
  }
}
