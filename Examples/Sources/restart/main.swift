// A server that greets one client and can be started again at once.
// Usage: restart [PORT]
//
// Its end of the connection stays in the state TIME_WAIT for a minute, and the next start would fail with "Address
// already in use". `Socket.listen(at:)` sets the same option.

import KernelSockets

let port = CommandLine.arguments.dropFirst().first.flatMap { UInt16($0) } ?? 50007  // 0: the kernel chooses

let socket = try Socket(.inet, .stream)
try socket.setOption(.SO_REUSEADDR, true)
try socket.bind(to: .inet(.any, port: port))
try socket.listen()
print("Listening at", try socket.localAddress)

let (connection, _) = try socket.accept()
try connection.sendAll("Hello, world".utf8)
