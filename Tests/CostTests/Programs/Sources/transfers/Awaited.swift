import KernelSockets

func transferAwaited(_ count: Int) async throws {
  let (left, right) = try Socket.pair(mode: .nonBlocking)
  let bytes = [UInt8](repeating: 1, count: 64)
  var buffer = [UInt8](repeating: 0, count: 128)
  for _ in 0..<count {
    check(try await left.send(bytes) == 64)
    check(try await right.receive(into: &buffer) == 64)
  }
}

/// Prints the medians of the nanoseconds that it takes to receive what is there already, blocking and awaited, in turns.
func compareAwaited(_ count: Int) async throws {
  let (left, right) = try Socket.pair(mode: .nonBlocking)
  let bytes = [UInt8](repeating: 1, count: 64)
  var buffer = [UInt8](repeating: 0, count: 128)
  var blocking: [Duration] = []
  var awaited: [Duration] = []
  let clock = ContinuousClock()
  for _ in 0..<count {
    send(bytes, left)
    var start = clock.now
    receive(&buffer, right)
    blocking.append(start.duration(to: clock.now))
    send(bytes, left)
    start = clock.now
    check(try await right.receive(into: &buffer) == 64)
    awaited.append(start.duration(to: clock.now))
  }
  let medians = [blocking, awaited].map { $0.sorted()[count / 2].components.attoseconds / 1_000_000_000 }
  print("blocking \(medians[0]) ns, awaited \(medians[1]) ns, difference \(medians[1] - medians[0]) ns")
}

// In functions that are not asynchronous, calls are those that are not awaited.

private func send(_ bytes: [UInt8], _ socket: Socket) {
  do { check(try socket.send(bytes) == 64) } catch { fatalError("\(error)") }
}

private func receive(_ buffer: inout [UInt8], _ socket: Socket) {
  do { check(try socket.receive(into: &buffer) == 64) } catch { fatalError("\(error)") }
}
