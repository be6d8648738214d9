extension AddressFamily {
  /// Since which kernel and where the family is known; `nil` for a number without a name.
  public var availability: Availability? { Availability(of: description) }

  /// The module and configuration option that provide the family, where they are known.
  public var kernelSupport: KernelSupport? { .named(description) }
}

extension SocketOption {
  /// The C name; `nil` for an option that no header has at its level.
  public var cName: String? { AvailabilityTable.current.optionName(level: level, number: name) }

  /// Since which kernel and where the option is known; `nil` for one without a name.
  public var availability: Availability? { cName.flatMap { Availability(of: $0) } }
}
