// CAN program: has the kernel's broadcast manager send a frame every 100 ms until the input ends.
// Usage: can-broadcast-manager [INTERFACE]

import KernelSockets

let interface = CommandLine.arguments.dropFirst().first ?? "vcan0"

let socket = try Socket(.can, .datagram, .CAN_BCM)
try socket.connect(to: .can(interface: interface))

let frame = Linux.can_frame(can_id: 0x01, len: 3, data: [1, 2, 3])
_ = try socket.send(frame.cyclicRequest(every: Linux.bcm_timeval(tv_usec: 100_000)))
print("Sending to", interface)
while readLine() != nil {}
