// Receives one message into three buffers.

import KernelSockets

let (left, right) = try Socket.pair()
_ = try left.send("Mary had a little lamb".utf8)

var buffers = ["----", "-------", "--------------"].map { Array($0.utf8) }
let message = try right.receiveMessage(into: &buffers)
print(message?.byteCount ?? 0, buffers.map { String(decoding: $0, as: UTF8.self) })
