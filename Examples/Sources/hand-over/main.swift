// Waits for a client, and hands the open connection to another process.
// Usage: hand-over SOCKET [PORT]

import KernelSockets

let arguments = CommandLine.arguments.dropFirst()
guard let path = arguments.first else { fatalError("usage: hand-over SOCKET [PORT]") }
let port = arguments.dropFirst().first.flatMap { UInt16($0) } ?? 50007  // 0: the kernel chooses

let worker = try Socket.connect(to: .unix(path))
let listener = try Socket.listen(port: port)
print("Listening at", try listener.localAddress)

let (client, address) = try listener.accept()
_ = try client.withFileDescriptor { try worker.sendDescriptors([$0], with: "\(address)".utf8) }
