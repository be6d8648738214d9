// Serves a client whose connection another process hands over.
// Usage: take-over SOCKET

import KernelSockets

guard let path = CommandLine.arguments.dropFirst().first else { fatalError("usage: take-over SOCKET") }

let listener = try Socket.listen(at: .unix(path))
print("Listening at", path)

let (supervisor, _) = try listener.accept()
let (descriptors, message, _) = try supervisor.receiveDescriptors(upTo: 1, with: 1024)
guard let descriptor = descriptors.first else { fatalError("no connection was handed over") }
let client = try Socket(adopting: descriptor)
print("Connected by", String(decoding: message, as: UTF8.self))
try client.sendAll("Hello, world".utf8)
