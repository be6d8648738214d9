// Echo client program, for IPv4 and IPv6.
// Usage: echo-client-dual [HOST] [PORT]

import KernelSockets

let arguments = CommandLine.arguments.dropFirst()
let host = arguments.first ?? "localhost"  // the server's name
let port = arguments.dropFirst().first.flatMap { UInt16($0) } ?? 50007  // the same port as used by the server

/// Connects to the first of the host's addresses that answers.
///
/// `Socket.connect(to: host, port: port)` does the same, and reports why each of them failed.
func connect() throws -> Socket? {
  for answer in try AddressInfo.lookup(host: host, port: port, type: .stream) {
    do {
      let socket = try Socket(answer.family, answer.type, answer.protocol)
      try socket.connect(to: answer.address)
      return socket
    } catch {
      continue
    }
  }
  return nil
}

guard let socket = try connect() else { fatalError("could not open socket") }
try socket.sendAll("Hello, world".utf8)
let data = try socket.receive(upTo: 1024)
print("Received", String(decoding: data, as: UTF8.self))
