import KernelSockets

let (left, right) = try Socket.pair()
try left.sendAll("hello".utf8)
print(String(decoding: try right.receive(upTo: 5), as: UTF8.self))
