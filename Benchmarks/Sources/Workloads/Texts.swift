import KernelSockets

func parse<Address: LosslessStringConvertible>(
  _ text: String, as type: Address.Type, _ count: Int
) throws -> Duration {
  // No barrier before: nothing of what parses is visible here, and a text that might change would be counted.
  let watch = Stopwatch()
  for _ in 0..<count {
    var address = Address(text)
    check(address != nil)
    barrier(&address)
  }
  return watch.time
}

func format<Address: LosslessStringConvertible>(
  _ text: String, as type: Address.Type, _ count: Int
) throws -> Duration {
  guard var address = Address(text) else { fatalError(text) }
  let watch = Stopwatch()
  for _ in 0..<count {
    barrier(&address)
    var result = address.description
    barrier(&result)
  }
  let time = watch.time
  check(address.description == text)
  return time
}
