import KernelSockets

func parse<Address: LosslessStringConvertible>(
  _ text: String, as type: Address.Type, _ count: Int
) throws -> Duration {
  var text = text
  let watch = Stopwatch()
  for _ in 0..<count {
    barrier(&text)
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
