import KernelSockets
import TestSupport
import Testing

/// Compares what the other end gave back with what it should be; where it is equal, a round trip is noted.
func expectBack<Value: Equatable>(
  _ family: AddressFamily, _ received: Value, _ expected: Value, at place: SourceLocation = #_sourceLocation
) throws {
  #expect(received == expected, sourceLocation: place)
  if received == expected { try RoundTrips.note("\(family)") }
}

/// Each of two connected ends gets what the other sends.
func expectRoundTrip(
  _ near: Socket, _ far: Socket, there: [UInt8] = Array("there".utf8), back: [UInt8] = Array("and back".utf8),
  at place: SourceLocation = #_sourceLocation
) throws {
  try near.sendAll(there)
  #expect(try far.receive(upTo: 1000) == there, sourceLocation: place)
  try far.sendAll(back)
  try expectBack(near.family, near.receive(upTo: 1000), back, at: place)
}

/// A message to an address is answered at the address that it comes from, which is returned.
@discardableResult
func expectRoundTrip(
  _ near: Socket, _ far: Socket, to address: SocketAddress, there: [UInt8] = Array("there".utf8),
  at place: SourceLocation = #_sourceLocation
) throws -> SocketAddress {
  try near.send(there, to: address)
  let (bytes, sender) = try far.receiveFrom(upTo: 1000)
  #expect(bytes == there, sourceLocation: place)
  let origin = try #require(sender, sourceLocation: place)
  let back = Array("and back".utf8)
  try far.send(back, to: origin)
  try expectBack(near.family, near.receive(upTo: 1000), back, at: place)
  return origin
}

/// The socket that a listener accepts while `connect` makes a client connect to it.
func accepted(by listener: Socket, while connect: () throws -> Void) throws -> Socket {
  let accepting = Running { try listener.accept(mode: .timeout(.seconds(10))).socket }
  try connect()
  return try accepting.value()
}

/// Connects a client to a listener; each gets what the other sends, and the client sees the end.
///
/// - Parameter end: Ends the connection from the server's side. In TIPC, to close is to break off.
func expectRoundTrip(
  listener: Socket, client: Socket, to address: SocketAddress, end: (Socket) throws -> Void = { try $0.shutdown(.both) }
) throws {
  let server = try accepted(by: listener) { try client.connect(to: address) }
  try expectRoundTrip(client, server)
  try end(server)
  #expect(try client.receive(upTo: 100) == [])
}
