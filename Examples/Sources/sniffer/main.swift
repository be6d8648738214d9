// Network sniffer: prints the packets that come and go through an interface. It needs the right to (CAP_NET_RAW).
// Usage: sniffer [INTERFACE] [COUNT]
//
// Python's documentation has it for Windows. On Linux it takes a packet socket, see packet(7).

import KernelSockets

let arguments = CommandLine.arguments.dropFirst()
let interface = try NetworkInterface(named: arguments.first ?? "lo")
let count = arguments.dropFirst().first.flatMap { Int($0) } ?? 1

// Every protocol, headers included.
let socket = try Socket(.packet, .raw)
try socket.bind(to: .packet(interface: interface.name, protocol: .ETH_P_ALL))

// Those packets too that are meant for other machines, until the socket closes.
let promiscuous = Linux.packet_mreq(mr_ifindex: Int32(interface.index), mr_type: UInt16(Linux.PACKET_MR_PROMISC))
try socket.setOption(.PACKET_ADD_MEMBERSHIP, promiscuous)
print("Listening at", interface)

for _ in 0..<count {
  let (bytes, address) = try socket.receiveFrom(upTo: 65_565)
  guard let packet = address?.packet else { continue }
  let digits = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  print(packet.packetType, packet.protocol, digits)
}
