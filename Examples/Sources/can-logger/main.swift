// Logs the frames of a CAN interface, or of all, as candump -L writes them.
// Usage: can-logger [INTERFACE]

import KernelSockets

let socket = try Socket(.can, .raw, .CAN_RAW, mode: .nonBlocking)
// Frames of CAN FD too, and when each arrived.
try socket.setOption(.CAN_RAW_FD_FRAMES, true)
try socket.setOption(.SO_TIMESTAMP_NEW, true)
let name = CommandLine.arguments.dropFirst().first
let interface = try name.map { try NetworkInterface(named: $0) }
try socket.bind(to: CANAddress(interfaceIndex: interface?.index ?? 0).socketAddress)
print("Listening at", name ?? "all interfaces")

let control = ControlBuffer(for: [.room(for: .newTimestamp)])
for try await (bytes, message) in socket.messages(upTo: 72, control: control) {
  guard let frame = CANFrame(bytes: bytes), let time = control.first(.newTimestamp) else { continue }
  let arrival = try message.address?.can.map { try NetworkInterface.name(of: $0.interfaceIndex) } ?? "?"
  let (seconds, attoseconds) = time.components
  let fraction = String(1_000_000 + attoseconds / 1_000_000_000_000).dropFirst()
  print("(\(seconds).\(fraction)) \(arrival) \(frame)")
}
