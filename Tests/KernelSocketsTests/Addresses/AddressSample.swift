import KernelSockets
import Testing

/// An address in Swift, as text, and in C.
struct AddressSample: Sendable, CustomTestStringConvertible {
  let address: SocketAddress
  /// What the address prints.
  let text: String
  /// The header that declares the structure, besides those that every program includes.
  let header: String
  /// An initialiser in C: the structure's name, then its fields.
  let structure: String
  let fields: String
  /// Statements that complete the address's `bytes`.
  let statements: String
  /// The length that the protocol asks for, in C.
  let length: String

  init(
    _ address: SocketAddress, _ text: String, _ header: String, _ structure: String, _ fields: String,
    then statements: String = "", length: String = "sizeof a"
  ) {
    self.address = address
    self.text = text
    self.header = header
    self.structure = structure
    self.fields = fields
    self.statements = statements
    self.length = length
  }

  var testDescription: String { text }
}

/// One or more for each kind of address.
func addressSamples() throws -> [AddressSample] {
  try linkSamples() + canSamples() + serviceSamples() + bluetoothSamples() + tunnelSamples() + radioSamples()
    + olderSamples()
}

private func linkSamples() throws -> [AddressSample] {
  let (packet, xdp, mctp) = ("linux/if_packet.h", "linux/if_xdp.h", "linux/mctp.h")
  let mac: [UInt8] = [1, 0x23, 0x45, 0x67, 0x89, 0xAB]
  let infiniband = (0..<20).map { UInt8($0 + 1) }
  return [
    AddressSample(
      .netlink(), "netlink:0", "linux/netlink.h", "sockaddr_nl", "AF_NETLINK"),
    AddressSample(
      .netlink(portID: 1234, groups: 0x8000_0001), "netlink:1234 groups 0x80000001",
      "linux/netlink.h", "sockaddr_nl", "AF_NETLINK, 0, 1234, 0x80000001"),
    AddressSample(
      try .packet(interface: "lo", protocol: .ETH_P_IP), "packet:lo 0x0800",
      packet, "sockaddr_ll", "AF_PACKET, htons(0x0800), LO"),
    AddressSample(
      try .packet(
        interface: "", protocol: .ETH_P_ALL, packetType: .PACKET_OUTGOING, hardwareType: .ARPHRD_LOOPBACK,
        hardwareAddress: mac), "packet:any 0x0003 type 4 hardware 772 address 01:23:45:67:89:ab",
      packet, "sockaddr_ll",
      "AF_PACKET, htons(ETH_P_ALL), 0, ARPHRD_LOOPBACK, PACKET_OUTGOING, 6, {1, 0x23, 0x45, 0x67, 0x89, 0xAB}"),
    AddressSample(
      try .packet(interface: "lo", hardwareType: .ARPHRD_INFINIBAND, hardwareAddress: infiniband),
      "packet:lo 0x0000 hardware 32 address 01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f:10:11:12:13:14",
      packet, "sockaddr_ll", "AF_PACKET, 0, LO, ARPHRD_INFINIBAND, 0, 20",
      then: "for (int i = 0; i < 20; i++) bytes[offsetof(struct sockaddr_ll, sll_addr) + i] = i + 1;",
      length: "offsetof(struct sockaddr_ll, sll_addr) + 20"),
    AddressSample(
      try .xdp(interface: "lo", queue: 7), "xdp:lo queue 7", xdp, "sockaddr_xdp",
      "AF_XDP, 0, LO, 7"),
    AddressSample(
      try .xdp(interface: "lo", queue: 0, flags: [.copying, .needWakeup, .sharedMemory], sharedDescriptor: 5),
      "xdp:lo queue 0 flags 0xb shared 5", xdp, "sockaddr_xdp",
      "AF_XDP, XDP_COPY | XDP_USE_NEED_WAKEUP | XDP_SHARED_UMEM, LO, 0, 5"),
    AddressSample(
      .mctp(type: 1), "mctp:0:255 type 1", mctp, "sockaddr_mctp",
      "AF_MCTP, .smctp_network = MCTP_NET_ANY, .smctp_addr.s_addr = MCTP_ADDR_ANY, .smctp_type = 1"),
    AddressSample(
      .mctp(network: 3, endpoint: 8, type: 0x7E, tag: MCTPAddress.tagOwner), "mctp:3:8 type 126 tag 0x8",
      mctp, "sockaddr_mctp",
      "AF_MCTP, .smctp_network = 3, .smctp_addr.s_addr = 8, .smctp_type = 0x7E, .smctp_tag = MCTP_TAG_OWNER"),
    AddressSample(
      try .mctp(MCTPAddress(network: 3, endpoint: 8, type: 1), interface: "lo", hardwareAddress: [0x2A, 1]),
      "mctp-ext:3:8 type 1 interface lo address 2a:01", mctp, "sockaddr_mctp_ext",
      """
      {AF_MCTP, .smctp_network = 3, .smctp_addr.s_addr = 8, .smctp_type = 1},
      LO, 2, .smctp_haddr = {0x2A, 1}
      """),
  ]
}

private func canSamples() throws -> [AddressSample] {
  let (header, structure) = ("linux/can.h", "sockaddr_can")
  let lo = "AF_CAN, LO"
  let (whole, raw) = ("sizeof a", "offsetof(struct sockaddr_can, can_addr)")
  let isotp = "offsetof(struct sockaddr_can, can_addr) + sizeof a.can_addr.tp"
  return [
    AddressSample(try .can(interface: "lo"), "can:lo", header, structure, lo, length: raw),
    AddressSample(try .can(interface: ""), "can:any", header, structure, "AF_CAN", length: raw),
    AddressSample(
      try .isotp(interface: "lo", rx: 0x123, tx: 0x7FF), "isotp:lo rx 0x123 tx 0x7ff", header, structure,
      "\(lo), {.tp = {0x123, 0x7FF}}", length: isotp),
    AddressSample(
      try .isotp(interface: "lo", rx: 0x800, tx: 0x18DA_10F1), "isotp:lo rx 0x800 tx 0x18da10f1", header, structure,
      "\(lo), {.tp = {0x800 | CAN_EFF_FLAG, 0x18DA10F1 | CAN_EFF_FLAG}}", length: isotp),
    AddressSample(
      try .isotp(interface: "lo", rx: 0x123 | Linux.CAN_EFF_FLAG, tx: 0x18DA_10F1 | Linux.CAN_EFF_FLAG),
      "isotp:lo rx 0x80000123 tx 0x18da10f1", header, structure,
      "\(lo), {.tp = {0x123 | CAN_EFF_FLAG, 0x18DA10F1 | CAN_EFF_FLAG}}", length: isotp),
    AddressSample(
      try .j1939(interface: "lo", name: 0x0123_4567_89AB_CDEF, pgn: 0xFEDC, address: 0x20),
      "j1939:lo name 0x123456789abcdef pgn 0xfedc address 0x20", header, structure,
      "\(lo), {.j1939 = {0x0123456789ABCDEF, 0xFEDC, 0x20}}", length: whole),
    AddressSample(
      try .j1939(interface: "lo"), "j1939:lo name 0x0 pgn 0x40000 address 0xff", "linux/can/j1939.h", structure,
      "\(lo), {.j1939 = {J1939_NO_NAME, J1939_NO_PGN, J1939_NO_ADDR}}", length: whole),
  ]
}

private func serviceSamples() throws -> [AddressSample] {
  let (vsock, alg, tipc) = ("linux/vm_sockets.h", "linux/if_alg.h", "linux/tipc.h")
  let long = String(repeating: "n", count: 64)
  return [
    AddressSample(
      .vsock(cid: VSOCKAddress.hostCID, port: 1024), "vsock:2:1024", vsock, "sockaddr_vm",
      "AF_VSOCK, 0, 1024, VMADDR_CID_HOST"),
    AddressSample(
      .vsock(cid: VSOCKAddress.anyCID, port: VSOCKAddress.anyPort, flags: .toHost), "vsock:any:any flags 1",
      vsock, "sockaddr_vm", "AF_VSOCK, 0, VMADDR_PORT_ANY, VMADDR_CID_ANY, VMADDR_FLAG_TO_HOST"),
    AddressSample(
      try .algorithm(type: "hash", name: "sha256"), "alg:hash:sha256", alg, "sockaddr_alg",
      "AF_ALG, \"hash\", 0, 0, \"sha256\""),
    AddressSample(
      try .algorithm(type: "skcipher67890", name: "a b:c\\", feature: 1, mask: 0xF),
      "alg:skcipher67890:a\\x20b\\x3ac\\x5c feature 0x1 mask 0xf", alg, "sockaddr_alg",
      "AF_ALG, \"skcipher67890\", 1, 0xF, \"a b:c\\\\\""),
    AddressSample(
      try .algorithm(type: "aead", name: long), "alg:aead:\(long)", alg, "sockaddr_alg_new", "AF_ALG, \"aead\"",
      then: "memset(bytes + sizeof a, 'n', 64);", length: "sizeof a + 65"),
    AddressSample(
      .tipc(service: 1000, instance: 5), "tipc:service 1000:5", tipc, "sockaddr_tipc",
      "AF_TIPC, TIPC_SERVICE_ADDR, TIPC_CLUSTER_SCOPE, .addr.name = {{1000, 5}}"),
    AddressSample(
      .tipc(service: 1000, instance: 5, domain: 0x100_1001, scope: .node),
      "tipc:service 1000:5 domain 0x1001001 scope 3", tipc, "sockaddr_tipc",
      "AF_TIPC, TIPC_SERVICE_ADDR, TIPC_NODE_SCOPE, .addr.name = {{1000, 5}, 0x1001001}"),
    AddressSample(
      .tipc(service: 1000, instances: 0...9, scope: .zone.withdrawing), "tipc:range 1000:0:9 scope -1",
      tipc, "sockaddr_tipc", "AF_TIPC, TIPC_SERVICE_RANGE, -TIPC_ZONE_SCOPE, .addr.nameseq = {1000, 0, 9}"),
    AddressSample(
      .tipc(node: 0x100_1001, reference: 42, scope: .none), "tipc:socket 0x1001001:42 scope 0",
      tipc, "sockaddr_tipc", "AF_TIPC, TIPC_SOCKET_ADDR, 0, .addr.id = {42, 0x1001001}"),
    AddressSample(
      .qrtr(node: 1, port: QRTRAddress.controlPort), "qrtr:1:4294967294", "linux/qrtr.h", "sockaddr_qrtr",
      "AF_QIPCRTR, 1, QRTR_PORT_CTRL"),
  ]
}

private func bluetoothSamples() throws -> [AddressSample] {
  let device = "{0xAB, 0x89, 0x67, 0x45, 0x23, 1}"
  let l2cap = "bluetooth/l2cap.h"
  return [
    AddressSample(
      try .l2cap("01:23:45:67:89:AB", psm: 0x1001), "l2cap:01:23:45:67:89:AB psm 0x1001", l2cap, "sockaddr_l2",
      "AF_BLUETOOTH, htole16(0x1001), {\(device)}"),
    AddressSample(
      .l2cap(.local, channel: 0x0405, kind: .lowEnergyRandom), "l2cap:FF:FF:FF:00:00:00 cid 0x405 type 2",
      l2cap, "sockaddr_l2", "AF_BLUETOOTH, 0, {}, htole16(0x0405), BDADDR_LE_RANDOM",
      then: "memcpy(bytes + offsetof(struct sockaddr_l2, l2_bdaddr), BDADDR_LOCAL, sizeof(bdaddr_t));"),
    AddressSample(
      try .rfcomm("01:23:45:67:89:ab", channel: 30), "rfcomm:01:23:45:67:89:AB channel 30",
      "bluetooth/rfcomm.h", "sockaddr_rc", "AF_BLUETOOTH, {\(device)}, 30"),
    AddressSample(.sco(.any), "sco:00:00:00:00:00:00", "bluetooth/sco.h", "sockaddr_sco", "AF_BLUETOOTH"),
    AddressSample(
      try .sco("01:23:45:67:89:AB"), "sco:01:23:45:67:89:AB", "bluetooth/sco.h", "sockaddr_sco",
      "AF_BLUETOOTH, {\(device)}"),
    AddressSample(
      SocketAddress(
        ISOAddress(
          device: .any, kind: .lowEnergyRandom,
          broadcast: try .init(device: BluetoothAddress("01:23:45:67:89:AB")!, set: 7, streams: [1, 2]))),
      "iso:00:00:00:00:00:00 type 2 broadcast 01:23:45:67:89:AB type 1 set 7 streams 1,2",
      "bluetooth/iso.h", "sockaddr_iso", "AF_BLUETOOTH, {}, BDADDR_LE_RANDOM",
      then: """
        struct sockaddr_iso_bc bc = {\(device), BDADDR_LE_PUBLIC, 7, 2, {1, 2}};
        memcpy(bytes + offsetof(struct sockaddr_iso, iso_bc), &bc, sizeof bc);
        """, length: "sizeof a + sizeof(struct sockaddr_iso_bc)"),
    AddressSample(
      SocketAddress(ISOAddress(device: .any, broadcast: try .init(device: .any, kind: .classic))),
      "iso:00:00:00:00:00:00 type 1 broadcast 00:00:00:00:00:00", "bluetooth/iso.h", "sockaddr_iso",
      "AF_BLUETOOTH, {}, BDADDR_LE_PUBLIC", length: "sizeof a + sizeof(struct sockaddr_iso_bc)"),
    AddressSample(.hci(device: 1), "hci:1", "bluetooth/hci.h", "sockaddr_hci", "AF_BLUETOOTH, 1"),
    AddressSample(
      .hci(device: HCIAddress.noDevice, channel: HCIAddress.controlChannel), "hci:65535 channel 3",
      "bluetooth/hci.h", "sockaddr_hci", "AF_BLUETOOTH, HCI_DEV_NONE, HCI_CHANNEL_CONTROL"),
  ]
}
