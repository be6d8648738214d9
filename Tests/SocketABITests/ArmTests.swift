import SocketABI
import TestSupport
import Testing

/// An address of a union's arm, in both languages.
struct ArmSample: Sendable, CustomTestStringConvertible {
  /// A C compound literal, and the header that it needs.
  var c: String
  var header: String
  /// The same address in Swift, as bytes.
  var bytes: [UInt8]
  /// Reads the C program's bytes: whether the same address comes back.
  var reads: @Sendable ([UInt8]) throws -> Bool

  var testDescription: String { c }

  init<Address: SocketAddressStruct>(
    _ header: String, _ c: String, _ address: Address,
    decode: @escaping @Sendable (RawSpan) throws -> Address = { try Address(decoding: $0) }
  ) {
    self.header = header
    self.c = c
    bytes = Array(address.bytes.prefix(address.byteCount))
    reads = { try decode(unsafe $0.span.bytes) == address }
  }
}

let armSamples: [ArmSample] = [
  ArmSample(
    "linux/can.h", "(struct sockaddr_can){.can_family = AF_CAN, .can_ifindex = 3}", Linux.sockaddr_can(can_ifindex: 3)),
  ArmSample(
    "linux/can.h",
    "(struct sockaddr_can){.can_family = AF_CAN, .can_ifindex = 3, .can_addr.tp = {0x123, 0x80000321}}",
    Linux.sockaddr_can(can_ifindex: 3, can_addr: .tp(.init(rx_id: 0x123, tx_id: 0x8000_0321))),
    decode: { try Linux.sockaddr_can(decoding: $0, protocol: .CAN_ISOTP) }),
  ArmSample(
    "linux/can.h",
    "(struct sockaddr_can){.can_family = AF_CAN, .can_addr.j1939 = {.name = 0x1122334455667788, .pgn = 0x3ffff, .addr = 7}}",
    Linux.sockaddr_can(can_addr: .j1939(.init(name: 0x1122_3344_5566_7788, pgn: 0x3ffff, addr: 7))),
    decode: { try Linux.sockaddr_can(decoding: $0, protocol: .CAN_J1939) }),
  ArmSample(
    "linux/tipc.h",
    "(struct sockaddr_tipc){.family = AF_TIPC, .addrtype = TIPC_SOCKET_ADDR, .scope = 2, .addr.id = {77, 0x1001001}}",
    Linux.sockaddr_tipc(addrtype: 3, scope: 2, addr: .id(.init(ref: 77, node: 0x1001001)))),
  ArmSample(
    "linux/tipc.h",
    "(struct sockaddr_tipc){.family = AF_TIPC, .addrtype = TIPC_SERVICE_ADDR, .scope = -1, .addr.name = {{1000, 5}, 9}}",
    Linux.sockaddr_tipc(
      addrtype: 2, scope: -1, addr: .name(.init(name: .init(type: 1000, instance: 5), domain: 9)))),
  ArmSample(
    "linux/tipc.h",
    "(struct sockaddr_tipc){.family = AF_TIPC, .addrtype = TIPC_SERVICE_RANGE, .addr.nameseq = {1000, 5, 9}}",
    Linux.sockaddr_tipc(addrtype: 1, addr: .nameseq(.init(type: 1000, lower: 5, upper: 9)))),
  ArmSample(
    "linux/if_pppox.h",
    "(struct sockaddr_pppox){.sa_family = AF_PPPOX, .sa_protocol = PX_PROTO_OE, .sa_addr.pppoe = {0x1234, {1, 2, 3, 4, 5, 6}, \"eth0\"}}",
    Linux.sockaddr_pppox(
      sa_protocol: 0,
      sa_addr: .pppoe(.init(sid: 0x3412, remote: [1, 2, 3, 4, 5, 6], dev: CArray("eth0".utf8))))),
  ArmSample(
    "linux/rxrpc.h",
    "(struct sockaddr_rxrpc){.srx_family = AF_RXRPC, .srx_service = 52, .transport_type = SOCK_DGRAM, .transport_len = 16, .transport.sin = {.sin_family = AF_INET, .sin_port = htons(7003), .sin_addr = {htonl(0x7f000001)}}}",
    Linux.sockaddr_rxrpc(
      srx_service: 52, transport_type: 2, transport_len: 16,
      transport: .sin(.init(sin_port: 7003, sin_addr: .init(s_addr: 0x7f00_0001))))),
  ArmSample(
    "linux/caif/caif_socket.h",
    "(struct sockaddr_caif){.family = AF_CAIF, .u.rfm = {9, \"disk\"}}",
    Linux.sockaddr_caif(u: .rfm(.init(connection_id: 9, volume: CArray("disk".utf8)))),
    decode: { try Linux.sockaddr_caif(decoding: $0, protocol: .CAIFPROTO_RFM) }),
  ArmSample(
    "linux/caif/caif_socket.h",
    "(struct sockaddr_caif){.family = AF_CAIF, .u.dgm = {.connection_id = 0x01020304}}",
    Linux.sockaddr_caif(u: .dgm(0x0102_0304)),
    decode: { try Linux.sockaddr_caif(decoding: $0, protocol: .CAIFPROTO_DATAGRAM) }),
]

@Suite("The arms of unions, compared with gcc's")
struct ArmTests {
  @Test("a control packet of QRTR has the arm that its command chooses")
  func qrtr() throws {
    let program = try CProgram([
      """
      #include <stdio.h>
      #include <endian.h>
      #include <linux/qrtr.h>
      static void print(struct qrtr_ctrl_pkt packet) {
        for (size_t i = 0; i < sizeof packet; i++) printf("%02hhx", ((unsigned char *)&packet)[i]);
        puts("");
      }
      int main(void) {
        print((struct qrtr_ctrl_pkt){htole32(QRTR_TYPE_NEW_SERVER), .server = {htole32(15), htole32(257), 1, 0x4001}});
        print((struct qrtr_ctrl_pkt){htole32(QRTR_TYPE_DEL_CLIENT), .client = {htole32(1), htole32(0x4001)}});
      }
      """
    ])
    let server = Linux.qrtr_ctrl_pkt.Server(service: 15, instance: 257, node: 1, port: 0x4001)
    let packets = [
      Linux.qrtr_ctrl_pkt(cmd: UInt32(Linux.QRTR_TYPE_NEW_SERVER), union4: .server(server)),
      Linux.qrtr_ctrl_pkt(cmd: UInt32(Linux.QRTR_TYPE_DEL_CLIENT), union4: .client(.init(node: 1, port: 0x4001))),
    ]
    #expect(try program.answers(to: []) == packets.map { $0.bytes.hexadecimal })
    guard case .server(let back) = Linux.qrtr_ctrl_pkt(bytes: packets[0].bytes).union4 else {
      Issue.record("read as another arm")
      return
    }
    #expect(back == server)
  }

  @Test(
    "an address has the bytes that C gives it, as many as the protocol asks for, and reads back", arguments: armSamples)
  func arm(sample: ArmSample) throws {
    let program = try CProgram([
      """
      #include <stdio.h>
      #include <arpa/inet.h>
      #include <sys/socket.h>
      #include <\(sample.header)>
      static char memory[4096];
      int main(void) {
        __typeof__(\(sample.c)) *address = (void *)memory, value = \(sample.c);
        *address = value;
        for (size_t i = 0; i < sizeof value; i++) printf("%02hhx", ((unsigned char *)&value)[i]);
        puts("");
      }
      """
    ])
    let c = try #require(try program.answers(to: []).first)
    #expect(c.hasPrefix(sample.bytes.hexadecimal))
    #expect(c.dropFirst(2 * sample.bytes.count).allSatisfy { $0 == "0" }, "what is left out holds nothing")
    #expect(try sample.reads(sample.bytes))
  }
}
