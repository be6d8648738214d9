import Glibc

/// What is fuzzed, by name: each must neither trap nor read out of bounds, and what it checks must hold.
let targets: [String: @Sendable ([UInt8]) -> Void] = [
  "structures": readStructures, "addresses": readAddress, "control": readControl, "netlink": readNetlink,
  "text": readText, "catalog": readCatalog, "facts": readFacts, "overrun": overrun,
]

/// Reads the byte behind a copy of the input: the address sanitizer must see it, or it would see nothing elsewhere either.
@Sendable
private func overrun(_ bytes: [UInt8]) {
  let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 1)
  copy.initialize(repeating: 0, count: bytes.count + 1)
  print(copy[bytes.count + 1])
  copy.deallocate()
}

/// The target that the environment chooses.
let target: @Sendable ([UInt8]) -> Void = {
  let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = targets[name] else {
    fatalError("FUZZ_TARGET is one of \(targets.keys.sorted().joined(separator: ", "))")
  }
  return target
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // A copy of its own, so that reading past its end is seen by the address sanitizer.
  target(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// What holds for any input.
func require(_ condition: Bool, _ message: @autoclosure () -> String, line: Int = #line) {
  if !condition { fatalError("line \(line): \(message())") }
}
