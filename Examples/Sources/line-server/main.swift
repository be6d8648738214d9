// Line server program: answers every line with the same in capitals. It serves one client, by IPv6 or IPv4.
// Usage: line-server [PORT]

import KernelSockets

let port = CommandLine.arguments.dropFirst().first.flatMap { UInt16($0) } ?? 8080  // 0: the kernel chooses

// `Socket.listen(port: port)` does the same.
let listener =
  if Socket.hasDualStack {
    try Socket.listen(at: .inet6(.any, port: port), acceptsIPv4: true)
  } else {
    try Socket.listen(at: .inet(.any, port: port))
  }
print("Listening at", try listener.localAddress)

let (connection, address) = try listener.accept()
print("Connected by", address)
let reader = try connection.makeTextReader()
let writer = try connection.makeTextWriter(isLineBuffered: true)
while let line = try reader.readLine() {
  try writer.writeLine(line.uppercased())
}
