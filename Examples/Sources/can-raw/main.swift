// CAN program: prints every frame that comes, sends it back, and sends another one.
// Usage: can-raw [INTERFACE] [COUNT]
//
// A virtual CAN bus to try it on: ip link add vcan0 type vcan && ip link set vcan0 up

import KernelSockets

let arguments = CommandLine.arguments.dropFirst()
let interface = arguments.first ?? "vcan0"
let count = arguments.dropFirst().first.flatMap { Int($0) } ?? .max

let socket = try Socket(.can, .raw, .CAN_RAW)
try socket.bind(to: .can(interface: interface))
print("Listening at", interface)

for _ in 0..<count {
  let frame = Linux.can_frame(bytes: try socket.receive(upTo: Linux.can_frame.size))
  let data = frame.data.indices.prefix(Int(frame.len)).map { frame.data[$0] }
  print("Received: can_id=\(String(frame.can_id, radix: 16)), len=\(frame.len), data=\(data)")
  for answer in [frame, Linux.can_frame(can_id: 0x01, len: 3, data: [1, 2, 3])] {
    do {
      _ = try socket.send(answer.bytes)
    } catch {
      print("Error sending CAN frame:", error)
    }
  }
}
