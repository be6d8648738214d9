import Catalog
import Testing

@Test("the catalog's text reads back as what was written, the whole format visible")
func catalogRoundTrip() throws {
  let text = """
    AF_CAN 29 s32 alias bits/socket.h int
    BDADDR_ANY pointer p64 macro bluetooth/bluetooth.h bdaddr_t *
    L2TP_GENL_NAME "l2tp" s8[5] macro linux/l2tp.h char[5]
    TIPC_CFG_INVALID "\\x80\\x20" s8[3] macro linux/tipc_config.h char[3]
    struct sockaddr_ll 20 4 linux/if_packet.h struct sockaddr_ll
      sll_protocol 16 16 be u16 __be16
      sll_addr 96 64 - u8[8] unsigned char[8]
    struct tcp_info 232 8 linux/tcp.h struct tcp_info
      tcpi_snd_wscale 48 4 - :u8 __u8
    union sockaddr_can.can_addr 16 8 linux/can.h -
      - 0 64 - struct:sockaddr_can.can_addr.1 struct
      tail 64 0 - u8[] __u8[]

    """
  let rejected = "sin_zero linux/in.h use of undeclared identifier '__pad': __pad\n"
  let group = try Group(name: "sample", text: text, rejectedText: rejected)
  #expect(group.text == text)
  #expect(group.rejectedText == rejected)
  #expect(group.constants.count == 4 && group.structures.count == 3)
  #expect(group.structures[0].fields[0].byteOrder == .big)
  #expect(group.constants[3].value == .string([0x80, 0x20]))
}

@Test(
  "a line of another form is refused with its number",
  arguments: ["AF_CAN 29", "struct x 1 2", "  f 0 8 - q8 x", "A 1 s32 nonsense h int"])
func malformedLine(line: String) {
  #expect(throws: CatalogError.self) { try Group(name: "sample", text: "# head\n" + line) }
}
