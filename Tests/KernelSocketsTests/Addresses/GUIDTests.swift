import KernelSockets
import TestSupport
import Testing

@Suite("Identifiers of Windows' virtual machines")
struct GUIDTests {
  @Test("text and bytes are those of Python's uuid")
  func python() throws {
    var random = SplitMix(state: 7)
    for _ in 0..<200 {
      let bytes = (0..<16).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let identifier = Windows.GUID(bytes: bytes)
      let text = try Python.value("__import__('uuid').UUID(bytes_le=bytes.fromhex(a[0]))", bytes.hexadecimal)
      #expect(identifier.description == text)
      for spelling in [text, text.uppercased()] {
        #expect(Windows.GUID(spelling)?.bytes == bytes, "\(spelling)")
      }
    }
    #expect("\(Windows.HV_GUID_CHILDREN)" == "90db8b89-0d35-4f79-8ce9-49ea0ac8b7cd")
  }

  @Test(
    "anything else is none",
    arguments: [
      "", "90db8b890d354f798ce949ea0ac8b7cd", "{90db8b89-0d35-4f79-8ce9-49ea0ac8b7cd}",
      "90db8b89-0d35-4f79-8ce9-49ea0ac8b7c", "90db8b89-0d35-4f79-8ce9-49ea0ac8b7cg",
      "90db8b89-0d35-4f79-8ce9-49ea0ac8b7cd-", "90db8b8-90d35-4f79-8ce9-49ea0ac8b7cd",
      "+0db8b89-0d35-4f79-8ce9-49ea0ac8b7cd", "90db8b89-0d35-4f79-8ce9-49ea0ac8b7é",
    ])
  func malformed(text: String) {
    #expect(Windows.GUID(text) == nil)
  }
}
