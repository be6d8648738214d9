import KernelSockets

func tunnelSamples() throws -> [AddressSample] {
  let (pppox, l2tp, rxrpc) = ("linux/if_pppox.h", "linux/l2tp.h", "linux/rxrpc.h")
  return [
    AddressSample(
      try .pppoe(session: 0x1234, remote: [1, 0x23, 0x45, 0x67, 0x89, 0xAB], device: "fifteen-bytes15"),
      "pppoe:4660 remote 01:23:45:67:89:ab device fifteen-bytes15", pppox, "sockaddr_pppox",
      """
      AF_PPPOX, PX_PROTO_OE,
      .sa_addr.pppoe = {htons(0x1234), {1, 0x23, 0x45, 0x67, 0x89, 0xAB}, "fifteen-bytes15"}
      """),
    AddressSample(
      .pptp(call: 7, host: IPv4Address(192, 0, 2, 7)), "pptp:192.0.2.7 call 7", pppox, "sockaddr_pppox",
      "AF_PPPOX, PX_PROTO_PPTP, .sa_addr.pptp = {7, {htonl(0xC0000207)}}"),
    AddressSample(
      try .pppol2tp(
        local: .init(tunnel: 1, session: 2), remote: .init(tunnel: 3, session: 0xFFFF), descriptor: 5),
      "pppol2tp:1/2 to 3/65535 descriptor 5", pppox, "sockaddr_pppol2tp",
      """
      AF_PPPOX, PX_PROTO_OL2TP,
      .pppol2tp = {.fd = 5, .addr = {AF_INET}, .s_tunnel = 1, .s_session = 2, .d_tunnel = 3, .d_session = 0xFFFF}
      """),
    AddressSample(
      SocketAddress(
        try PPPoL2TPAddress(
          local: .init(tunnel: 1), remote: .init(tunnel: 3), processID: 77,
          peer: .inet6(.loopback, port: 1701, flowInfo: 0x12345, scope: 1))),
      "pppol2tp:1/0 to 3/0 process 77 at [::1%lo]:1701 flowinfo 0x12345", pppox, "sockaddr_pppol2tpin6",
      """
      AF_PPPOX, PX_PROTO_OL2TP,
      .pppol2tp = {.pid = 77, .fd = -1, .s_tunnel = 1, .d_tunnel = 3,
        .addr = {AF_INET6, htons(1701), htonl(0x12345), {.s6_addr = {[15] = 1}}, 1}}
      """),
    AddressSample(
      SocketAddress(
        try PPPoL2TPAddress(
          version: .three, local: .init(tunnel: 0x10000, session: 2), remote: .init(tunnel: .max, session: 4),
          peer: .inet(IPv4Address(192, 0, 2, 7), port: 1701))),
      "pppol2tp:65536/2 to 4294967295/4 version 3 at 192.0.2.7:1701", pppox, "sockaddr_pppol2tpv3",
      """
      AF_PPPOX, PX_PROTO_OL2TP,
      .pppol2tp = {.fd = -1, .addr = {AF_INET, htons(1701), {htonl(0xC0000207)}}, .s_tunnel = 65536, .s_session = 2,
        .d_tunnel = -1, .d_session = 4}
      """),
    AddressSample(
      SocketAddress(
        try PPPoL2TPAddress(
          version: .three, local: .init(tunnel: 1, session: 2), remote: .init(tunnel: 3, session: 4), descriptor: 0,
          peer: .inet6(.loopback, port: 1701))),
      "pppol2tp:1/2 to 3/4 version 3 descriptor 0 at [::1]:1701", pppox, "sockaddr_pppol2tpv3in6",
      """
      AF_PPPOX, PX_PROTO_OL2TP,
      .pppol2tp = {.s_tunnel = 1, .s_session = 2, .d_tunnel = 3, .d_session = 4,
        .addr = {AF_INET6, htons(1701), 0, {.s6_addr = {[15] = 1}}}}
      """),
    AddressSample(
      .l2tp(IPv4Address(192, 0, 2, 7), connection: 5), "l2tp:192.0.2.7 connection 5", l2tp, "sockaddr_l2tpip",
      "AF_INET, .l2tp_addr = {htonl(0xC0000207)}, .l2tp_conn_id = 5"),
    AddressSample(
      .l2tp(.loopback, connection: 5, flowInfo: 0x12345, scope: 1),
      "l2tp6:::1 connection 5 flowinfo 0x12345 interface lo", l2tp, "sockaddr_l2tpip6",
      """
      AF_INET6, .l2tp_flowinfo = htonl(0x12345), .l2tp_addr = {.s6_addr = {[15] = 1}}, .l2tp_scope_id = 1,
      .l2tp_conn_id = 5
      """),
    AddressSample(
      .rxrpc(service: 52, host: IPv4Address(192, 0, 2, 7), port: 7000), "rxrpc:52 at 192.0.2.7:7000",
      rxrpc, "sockaddr_rxrpc",
      """
      AF_RXRPC, 52, SOCK_DGRAM, sizeof(struct sockaddr_in),
      .transport.sin = {AF_INET, htons(7000), {htonl(0xC0000207)}}
      """),
    AddressSample(
      .rxrpc(service: 52, host: .loopback, port: 7000, scope: 1), "rxrpc:52 at [::1]:7000 interface lo",
      rxrpc, "sockaddr_rxrpc",
      """
      AF_RXRPC, 52, SOCK_DGRAM, sizeof(struct sockaddr_in6),
      .transport.sin6 = {AF_INET6, htons(7000), 0, {.s6_addr = {[15] = 1}}, 1}
      """),
  ]
}

func radioSamples() throws -> [AddressSample] {
  let (ax25, rose) = ("linux/ax25.h", "linux/rose.h")
  // N0CALL-1 and AB1C-15, as AX.25 writes them into a frame: each character shifted by one bit.
  let (n0call, ab1c) = ("{{0x9c, 0x60, 0x86, 0x82, 0x98, 0x98, 0x02}}", "{{0x82, 0x84, 0x62, 0x86, 0x40, 0x40, 0x1e}}")
  let wpan = "net/af_ieee802154.h"
  let phone = NFCAddress(device: 1, target: 2, protocol: UInt32(Linux.NFC_PROTO_NFC_DEP))
  return [
    AddressSample(
      try .ax25("N0CALL-1"), "ax25:N0CALL-1", ax25, "sockaddr_ax25", "AF_AX25, \(n0call)"),
    AddressSample(
      try .ax25("*"), "ax25:*", ax25, "sockaddr_ax25", "AF_AX25, {{0x40, 0x40, 0x40, 0x40, 0x40, 0x40, 0}}"),
    AddressSample(
      try .ax25("n0call-1", via: ["AB1C-15", "N0CALL-01"]), "ax25:N0CALL-1 via AB1C-15,N0CALL-1",
      ax25, "full_sockaddr_ax25", "{AF_AX25, \(n0call), 2}, {\(ab1c), \(n0call)}"),
    AddressSample(
      try .netrom("AB1C-15"), "netrom:AB1C-15", ax25, "sockaddr_ax25", "AF_NETROM, \(ab1c)"),
    AddressSample(
      try .netrom("AB1C-15", via: ["N0CALL-1"]), "netrom:AB1C-15 via N0CALL-1",
      ax25, "full_sockaddr_ax25", "{AF_NETROM, \(ab1c), 1}, {\(n0call)}"),
    AddressSample(
      try .rose(node: "0123456789", "N0CALL-1", via: ["AB1C-15"]), "rose:0123456789:N0CALL-1 via AB1C-15",
      rose, "sockaddr_rose", "AF_ROSE, {{0x01, 0x23, 0x45, 0x67, 0x89}}, \(n0call), 1, \(ab1c)"),
    AddressSample(
      try .rose(node: "0123456789", "N0CALL-1", via: ["AB1C-15", "AB1C-15"]),
      "rose:0123456789:N0CALL-1 via AB1C-15,AB1C-15",
      rose, "full_sockaddr_rose",
      "AF_ROSE, {{0x01, 0x23, 0x45, 0x67, 0x89}}, \(n0call), 2, {\(ab1c), \(ab1c)}"),
    AddressSample(
      .nfc(device: 1, target: 2, protocol: 3), "nfc:1 target 2 protocol 3", "linux/nfc.h", "sockaddr_nfc",
      "AF_NFC, 1, 2, 3"),
    AddressSample(
      try .llcp(phone, dsap: 4, ssap: 32, service: "urn:nfc:sn:snep"),
      "llcp:1 target 2 protocol 5 dsap 4 ssap 32 service urn\\x3anfc\\x3asn\\x3asnep", "linux/nfc.h",
      "sockaddr_nfc_llcp", "AF_NFC, 1, 2, NFC_PROTO_NFC_DEP, 4, 32, \"urn:nfc:sn:snep\", 15"),
    AddressSample(
      .ieee802154(network: 0xABCD, short: 1), "ieee802154:0xabcd short 0x0001", wpan, "sockaddr_ieee802154",
      "AF_IEEE802154, {IEEE802154_ADDR_SHORT, 0xABCD, .short_addr = 1}"),
    AddressSample(
      .ieee802154(network: 1, extended: [1, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF]),
      "ieee802154:0x0001 extended 01:23:45:67:89:ab:cd:ef", wpan, "sockaddr_ieee802154",
      "AF_IEEE802154, {IEEE802154_ADDR_LONG, 1, .hwaddr = {1, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF}}"),
    AddressSample(
      SocketAddress(IEEE802154Address(network: 0xFFFF, station: .none)), "ieee802154:0xffff", wpan,
      "sockaddr_ieee802154", "AF_IEEE802154, {IEEE802154_ADDR_NONE, IEEE802154_PANID_BROADCAST}"),
    AddressSample(
      .phonet(device: 0x6C, object: 0x10, resource: 0xD9), "phonet:0x6c object 0x10 resource 0xd9",
      "linux/phonet.h", "sockaddr_pn", "AF_PHONET, .spn_dev = 0x6C, .spn_obj = 0x10, .spn_resource = 0xD9"),
  ]
}

func olderSamples() throws -> [AddressSample] {
  let atm = "linux/atm.h"
  return [
    AddressSample(
      .llc(station: [1, 0x23, 0x45, 0x67, 0x89, 0xAB], sap: 0x42), "llc:01:23:45:67:89:ab sap 0x42",
      "linux/llc.h", "sockaddr_llc",
      "AF_LLC, 1, .sllc_sap = 0x42, .sllc_mac = {1, 0x23, 0x45, 0x67, 0x89, 0xAB}"),
    AddressSample(
      SocketAddress(
        LLCAddress(sap: 2, hardwareType: .ARPHRD_LOOPBACK, control: LLCAddress.Control(test: 1, xid: 2, ua: 3))),
      "llc:00:00:00:00:00:00 sap 0x02 hardware 772 test 1 xid 2 ua 3", "linux/llc.h", "sockaddr_llc",
      "AF_LLC, 772, 1, 2, 3, 2"),
    AddressSample(
      try .x25("123456789012345"), "x25:123456789012345", "linux/x25.h", "sockaddr_x25",
      "AF_X25, {\"123456789012345\"}"),
    AddressSample(try .x25(""), "x25:", "linux/x25.h", "sockaddr_x25", "AF_X25"),
    AddressSample(
      .atm(interface: 0, path: 5, channel: 100), "atmpvc:0.5.100", atm, "sockaddr_atmpvc",
      "AF_ATMPVC, {0, 5, 100}"),
    AddressSample(
      .atm(interface: -1, path: -1, channel: -2), "atmpvc:-1.-1.-2", atm, "sockaddr_atmpvc",
      "AF_ATMPVC, {ATM_ITF_ANY, ATM_VPI_ANY, ATM_VCI_UNSPEC}"),
    AddressSample(
      try .atm(endSystem: [0x47, 0, 5, 0x80], number: "123456789012"),
      "atmsvc:47:00:05:80:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00 number 123456789012",
      atm, "sockaddr_atmsvc", "AF_ATMSVC, {{0x47, 0, 5, 0x80}, \"123456789012\"}"),
    AddressSample(
      SocketAddress(try ATMSVCAddress(joinType: 255, joinID: 9)),
      "atmsvc:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00 join 255 call 9",
      atm, "sockaddr_atmsvc", "AF_ATMSVC, {.lij_type = -1, .lij_id = 9}"),
    AddressSample(
      .appleTalk(network: 65280, node: 1, port: 4), "appletalk:65280.1:4", "linux/atalk.h", "sockaddr_at",
      "AF_APPLETALK, 4, {htons(65280), 1}"),
    AddressSample(
      try .iucv(user: "LNXGUEST", application: "APP 1"), "iucv:LNXGUEST:APP\\x201", "netiucv/iucv.h", "sockaddr_iucv",
      "AF_IUCV, .siucv_user_id = \"LNXGUEST\", .siucv_name = \"APP 1   \""),
    AddressSample(
      .ipx(network: 0xABCD, node: [1, 0x23, 0x45, 0x67, 0x89, 0xAB], port: 0x451, type: 17),
      "ipx:0xabcd node 01:23:45:67:89:ab port 0x451 type 17", "netipx/ipx.h", "sockaddr_ipx",
      "AF_IPX, htons(0x451), htonl(0xABCD), {1, 0x23, 0x45, 0x67, 0x89, 0xAB}, 17"),
  ]
}
