// Line client program: sends the lines that it reads, and prints the answers.
// Usage: line-client [HOST] [PORT]

import KernelSockets

let arguments = CommandLine.arguments.dropFirst()
let host = arguments.first ?? "localhost"  // the server's name
let port = arguments.dropFirst().first.flatMap { UInt16($0) } ?? 8080  // the same port as used by the server

let socket = try Socket.connect(to: host, port: port)
let reader = try socket.makeTextReader()
let writer = try socket.makeTextWriter(isLineBuffered: true)
while let line = readLine() {
  try writer.writeLine(line)
  guard let answer = try reader.readLine() else { break }
  print(answer)
}
