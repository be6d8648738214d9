import Testing

@Suite("What transfers cost")
struct CostTests {
  @Test("no allocation, and as many system calls as in C", arguments: operations)
  func cost(operation: String) throws {
    let programs = try Programs.built.get()
    let (swift, c) = (try programs.cost(of: operation, in: .swift), try programs.cost(of: operation, in: .c))
    #expect(swift.allocations == 0)
    #expect(c.calls > 0)
    #expect(swift.calls == c.calls, "\(swift.callsByName) instead of \(c.callsByName)")
  }

  @Test("a new array for what is received is one allocation, as in C")
  func newArray() throws {
    let programs = try Programs.built.get()
    let (swift, c) = (try programs.cost(of: "new-array", in: .swift), try programs.cost(of: "new-array", in: .c))
    // It also shows that allocations are seen.
    #expect(swift.allocations == 1 && c.allocations == 1)
    #expect(swift.calls == 2 && c.calls == 2)
  }

  @Test("what is there already is received and sent by as many system calls when it is awaited")
  func awaited() throws {
    let programs = try Programs.built.get()
    // Every 64th call lets others run, which may wake a thread up.
    let swift = try programs.calls(of: "awaited", in: .swift, without: ["futex"]).filter { $0.value != 0 }
    let c = try programs.calls(of: "awaited", in: .c).filter { $0.value != 0 }
    #expect(swift == c && c == ["sendto": 1, "recvfrom": 1])
  }

  static let operations = [
    "array", "span", "raw-span", "text", "send-all", "time-out", "nothing", "datagram", "pieces", "credentials",
    "packet-info", "frames", "options", "wait", "batch", "batch-control", "segments", "joined-batch",
  ]
}
