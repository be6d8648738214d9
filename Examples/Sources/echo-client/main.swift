// Echo client program, IPv4 only.
// Usage: echo-client [HOST] [PORT]

import KernelSockets

let arguments = CommandLine.arguments.dropFirst()
let host = arguments.first ?? "localhost"  // the server's name
let port = arguments.dropFirst().first.flatMap { UInt16($0) } ?? 50007  // the same port as used by the server

let answers = try AddressInfo.lookup(host: host, port: port, family: .inet, type: .stream)

let socket = try Socket(.inet, .stream)
try socket.connect(to: answers[0].address)
try socket.sendAll("Hello, world".utf8)
let data = try socket.receive(upTo: 1024)
print("Received", String(decoding: data, as: UTF8.self))
