import KernelSockets

// The structure of each family that a C compiler knows on Debian: parts to bytes, and back.

let encoders: [String: Workload] = [
  "inet_encode": { encode($0) { Linux.sockaddr_in(sin_port: low($0), sin_addr: Linux.in_addr(s_addr: $0)) } },
  "inet6_encode": {
    encode($0) {
      Linux.sockaddr_in6(sin6_port: low($0), sin6_addr: IPv6Address(bits: UInt128($0)).structure, sin6_scope_id: $0)
    }
  },
  "unix_encode": {
    let path = CArray<108, UInt8>(path.utf8)
    return encode($0) { _ in Linux.sockaddr_un(sun_path: path) }
  },
  "netlink_encode": { encode($0) { Linux.sockaddr_nl(nl_pid: $0, nl_groups: $0) } },
  "packet_encode": { encode($0) { Linux.sockaddr_ll(sll_protocol: low($0), sll_ifindex: Int32(bitPattern: $0)) } },
  "can_encode": {
    encode($0) {
      Linux.sockaddr_can(can_ifindex: Int32(bitPattern: $0), can_addr: .tp(.init(rx_id: $0, tx_id: $0)))
    }
  },
  "j1939_encode": {
    encode($0) {
      Linux.sockaddr_can(
        can_ifindex: Int32(bitPattern: $0), can_addr: .j1939(.init(name: UInt64($0), pgn: $0, addr: low($0))))
    }
  },
  "vsock_encode": { encode($0) { Linux.sockaddr_vm(svm_port: $0, svm_cid: $0) } },
  "tipc_encode": {
    encode($0) {
      Linux.sockaddr_tipc(
        addrtype: UInt8(Linux.TIPC_SERVICE_ADDR), scope: Int8(Linux.TIPC_CLUSTER_SCOPE),
        addr: .name(.init(name: .init(type: $0, instance: $0))))
    }
  },
  "alg_encode": {
    let (type, name) = (CArray<14, UInt8>("hash".utf8), CArray<64, UInt8>("sha256".utf8))
    return encode($0) { Linux.sockaddr_alg(salg_type: type, salg_feat: $0, salg_name: name) }
  },
  "l2cap_encode": {
    let device = device
    return encode($0) { Linux.sockaddr_l2(l2_psm: low($0), l2_bdaddr: device, l2_cid: low($0)) }
  },
  "rfcomm_encode": {
    let device = device
    return encode($0) { Linux.sockaddr_rc(rc_bdaddr: device, rc_channel: low($0)) }
  },
  "hci_encode": { encode($0) { Linux.sockaddr_hci(hci_dev: low($0), hci_channel: low($0)) } },
  "sco_encode": {
    let device = device
    return encode($0) { _ in Linux.sockaddr_sco(sco_bdaddr: device) }
  },
  "qrtr_encode": { encode($0) { Linux.sockaddr_qrtr(sq_node: $0, sq_port: $0) } },
  "xdp_encode": { encode($0) { Linux.sockaddr_xdp(sxdp_ifindex: $0, sxdp_queue_id: $0) } },
  "mctp_encode": {
    encode($0) { Linux.sockaddr_mctp(smctp_network: $0, smctp_addr: .init(s_addr: low($0)), smctp_type: low($0)) }
  },
  "pppoe_encode": {
    let (hardware, name) = (hardware, CArray<16, UInt8>("eth0".utf8))
    return encode($0) {
      Linux.sockaddr_pppox(sa_addr: .pppoe(.init(sid: low($0), remote: hardware, dev: name)))
    }
  },
  "l2tp_encode": { encode($0) { Linux.sockaddr_l2tpip(l2tp_addr: .init(s_addr: $0), l2tp_conn_id: $0) } },
  "l2tp6_encode": {
    encode($0) {
      Linux.sockaddr_l2tpip6(l2tp_addr: IPv6Address(bits: UInt128($0)).structure, l2tp_conn_id: $0)
    }
  },
  "rxrpc_encode": {
    encode($0) {
      Linux.sockaddr_rxrpc(
        srx_service: low($0), transport_type: UInt16(SocketType.datagram.rawValue), transport_len: 16,
        transport: .sin(.init(sin_port: low($0), sin_addr: .init(s_addr: $0))))
    }
  },
  "llc_encode": {
    let hardware = hardware
    return encode($0) { Linux.sockaddr_llc(sllc_arphrd: 1, sllc_sap: low($0), sllc_mac: hardware) }
  },
  "x25_encode": {
    let digits = CArray<16, UInt8>("1234567".utf8)
    return encode($0) { _ in Linux.sockaddr_x25(sx25_addr: .init(x25_addr: digits)) }
  },
  "ax25_encode": {
    let callSign = callSign
    return encode($0) { _ in Linux.sockaddr_ax25(sax25_call: callSign) }
  },
  "rose_encode": {
    let callSign = callSign
    return encode($0) { Linux.sockaddr_rose(srose_call: callSign, srose_ndigis: Int32(bitPattern: $0)) }
  },
  "atmpvc_encode": {
    encode($0) {
      Linux.sockaddr_atmpvc(
        sap_addr: .init(itf: low($0), vpi: low($0), vci: Int32(bitPattern: $0)))
    }
  },
  "atmsvc_encode": {
    let digits = CArray<13, UInt8>("1234567".utf8)
    return encode($0) { Linux.sockaddr_atmsvc(sas_addr: .init(pub: digits, lij_id: $0)) }
  },
  "appletalk_encode": {
    encode($0) { Linux.sockaddr_at(sat_port: low($0), sat_addr: .init(s_net: low($0), s_node: low($0))) }
  },
  "ipx_encode": {
    let hardware = hardware
    return encode($0) { Linux.sockaddr_ipx(sipx_port: low($0), sipx_network: $0, sipx_node: hardware) }
  },
  "phonet_encode": {
    encode($0) { Linux.sockaddr_pn(spn_obj: low($0), spn_dev: low($0), spn_resource: low($0)) }
  },
  "nfc_encode": { encode($0) { Linux.sockaddr_nfc(dev_idx: $0, target_idx: $0, nfc_protocol: $0) } },
  "llcp_encode": {
    let name = CArray<63, UInt8>("name".utf8)
    return encode($0) {
      Linux.sockaddr_nfc_llcp(
        dev_idx: $0, nfc_protocol: $0, dsap: low($0), service_name: name, service_name_len: 4)
    }
  },
  "caif_encode": {
    let volume = CArray<16, UInt8>("volume".utf8)
    return encode($0) { Linux.sockaddr_caif(u: .rfm(.init(connection_id: $0, volume: volume))) }
  },
  "iucv_encode": {
    let (user, name) = (CArray<8, UInt8>("USER    ".utf8), CArray<8, UInt8>("NAME    ".utf8))
    return encode($0) { _ in Linux.sockaddr_iucv(siucv_user_id: user, siucv_name: name) }
  },
]

let decoders: [String: Workload] = [
  "inet_decode": { try decode($0, Linux.sockaddr_in()) { ($0.sin_port, $0.sin_addr.s_addr) } },
  "inet6_decode": {
    try decode($0, Linux.sockaddr_in6()) { ($0.sin6_port, IPv6Address($0.sin6_addr).bits, $0.sin6_scope_id) }
  },
  "unix_decode": decodePath,
  "netlink_decode": { try decode($0, Linux.sockaddr_nl()) { ($0.nl_pid, $0.nl_groups) } },
  "packet_decode": { try decode($0, Linux.sockaddr_ll()) { ($0.sll_protocol, $0.sll_ifindex) } },
  "can_decode": {
    try decode($0, Linux.sockaddr_can(can_addr: .tp(.init())), by: { try .init(decoding: $0, protocol: .CAN_ISOTP) }) {
      guard case .tp(let numbers) = $0.can_addr else { fatalError("not of ISO-TP") }
      return ($0.can_ifindex, numbers.rx_id, numbers.tx_id)
    }
  },
  "j1939_decode": {
    try decode($0, Linux.sockaddr_can(can_addr: .j1939(.init())), by: { try .init(decoding: $0, protocol: .CAN_J1939) })
    {
      guard case .j1939(let numbers) = $0.can_addr else { fatalError("not of J1939") }
      return ($0.can_ifindex, numbers.name, numbers.pgn, numbers.addr)
    }
  },
  "vsock_decode": { try decode($0, Linux.sockaddr_vm()) { ($0.svm_port, $0.svm_cid) } },
  "tipc_decode": {
    try decode($0, Linux.sockaddr_tipc(addrtype: UInt8(Linux.TIPC_SERVICE_ADDR), addr: .name(.init()))) {
      guard case .name(let arm) = $0.addr else { fatalError("not of a service") }
      return (arm.name.type, arm.name.instance, arm.domain, $0.scope)
    }
  },
  "alg_decode": { try decode($0, Linux.sockaddr_alg()) { ($0.salg_type, $0.salg_name) } },
  "l2cap_decode": { try decode($0, Linux.sockaddr_l2()) { ($0.l2_bdaddr, $0.l2_bdaddr_type, $0.l2_psm, $0.l2_cid) } },
  "rfcomm_decode": { try decode($0, Linux.sockaddr_rc()) { ($0.rc_bdaddr, $0.rc_channel) } },
  "hci_decode": { try decode($0, Linux.sockaddr_hci()) { ($0.hci_dev, $0.hci_channel) } },
  "sco_decode": { try decode($0, Linux.sockaddr_sco()) { $0.sco_bdaddr } },
  "qrtr_decode": { try decode($0, Linux.sockaddr_qrtr()) { ($0.sq_node, $0.sq_port) } },
  "xdp_decode": { try decode($0, Linux.sockaddr_xdp()) { ($0.sxdp_ifindex, $0.sxdp_queue_id) } },
  "mctp_decode": {
    try decode($0, Linux.sockaddr_mctp()) { ($0.smctp_network, $0.smctp_addr.s_addr, $0.smctp_type, $0.smctp_tag) }
  },
  "pppoe_decode": {
    try decode($0, Linux.sockaddr_pppox(sa_addr: .pppoe(.init()))) {
      guard case .pppoe(let arm) = $0.sa_addr else { fatalError("not of PPPoE") }
      return (arm.remote, arm.dev, arm.sid)
    }
  },
  "l2tp_decode": { try decode($0, Linux.sockaddr_l2tpip()) { ($0.l2tp_addr.s_addr, $0.l2tp_conn_id) } },
  "l2tp6_decode": {
    try decode($0, Linux.sockaddr_l2tpip6()) { (IPv6Address($0.l2tp_addr).bits, $0.l2tp_conn_id) }
  },
  "rxrpc_decode": {
    try decode($0, Linux.sockaddr_rxrpc(transport: .sin(.init()))) {
      guard case .sin(let arm) = $0.transport else { fatalError("not over IPv4") }
      return (arm.sin_addr.s_addr, arm.sin_port, $0.srx_service)
    }
  },
  "llc_decode": { try decode($0, Linux.sockaddr_llc()) { ($0.sllc_mac, $0.sllc_sap) } },
  "x25_decode": { try decode($0, Linux.sockaddr_x25()) { $0.sx25_addr.x25_addr } },
  "ax25_decode": { try decode($0, Linux.sockaddr_ax25()) { $0.sax25_call } },
  "rose_decode": {
    try decode($0, Linux.sockaddr_rose()) { ($0.srose_addr, $0.srose_call, $0.srose_digi, $0.srose_ndigis) }
  },
  "atmpvc_decode": {
    try decode($0, Linux.sockaddr_atmpvc()) { ($0.sap_addr.itf, $0.sap_addr.vpi, $0.sap_addr.vci) }
  },
  "atmsvc_decode": { try decode($0, Linux.sockaddr_atmsvc()) { ($0.sas_addr.prv, $0.sas_addr.pub) } },
  "appletalk_decode": {
    try decode($0, Linux.sockaddr_at()) { ($0.sat_port, $0.sat_addr.s_net, $0.sat_addr.s_node) }
  },
  "ipx_decode": { try decode($0, Linux.sockaddr_ipx()) { ($0.sipx_network, $0.sipx_port, $0.sipx_node) } },
  "phonet_decode": { try decode($0, Linux.sockaddr_pn()) { ($0.spn_obj, $0.spn_dev, $0.spn_resource) } },
  "nfc_decode": { try decode($0, Linux.sockaddr_nfc()) { ($0.dev_idx, $0.target_idx, $0.nfc_protocol) } },
  "llcp_decode": {
    try decode($0, Linux.sockaddr_nfc_llcp()) {
      ($0.dev_idx, $0.target_idx, $0.nfc_protocol, $0.dsap, $0.service_name, $0.service_name_len)
    }
  },
  "caif_decode": {
    try decode($0, Linux.sockaddr_caif(u: .rfm(.init())), by: { try .init(decoding: $0, protocol: .CAIFPROTO_RFM) }) {
      guard case .rfm(let arm) = $0.u else { fatalError("not of RFM") }
      return (arm.connection_id, arm.volume)
    }
  },
  "iucv_decode": { try decode($0, Linux.sockaddr_iucv()) { ($0.siucv_user_id, $0.siucv_name) } },
]

private let device = Linux.bdaddr_t(b: hardware)
private let hardware = CArray<6, UInt8>([1, 2, 3, 4, 5, 6])
private let callSign = Linux.ax25_address(ax25_call: CArray("N0CALL".utf8.map { $0 << 1 }))

/// As much of the number as the field holds.
@inline(__always)
private func low<Number: FixedWidthInteger>(_ number: UInt32) -> Number { Number(truncatingIfNeeded: number) }

@inline(__always)
private func encode(_ count: Int, _ make: (UInt32) -> some SocketAddressStruct) -> Duration {
  let watch = Stopwatch()
  for number in 0..<count { make(UInt32(truncatingIfNeeded: number)).withBytes { barrier($0) } }
  return watch.time
}

@inline(__always)
private func decode<Structure: SocketAddressStruct, Parts>(
  _ count: Int, _ structure: Structure, _ parts: (Structure) -> Parts
) throws -> Duration {
  try decode(count, structure, by: { try Structure(decoding: $0) }, parts)
}

@inline(__always)
private func decode<Structure: SocketAddressStruct, Parts>(
  _ count: Int, _ structure: Structure, by read: (RawSpan) throws -> Structure, _ parts: (Structure) -> Parts
) throws -> Duration {
  let bytes = structure.bytes
  let watch = Stopwatch()
  for _ in 0..<count {
    barrier(bytes.span.bytes)
    var result = parts(try read(bytes.span.bytes))
    barrier(&result)
  }
  return watch.time
}

/// The path as a string. No barrier before: nothing of what reads it is visible here, and an address that might change
/// would be copied first.
private func decodePath(_ count: Int) throws -> Duration {
  let address = try SocketAddress.unix(path)
  let watch = Stopwatch()
  for _ in 0..<count {
    var result = address.path
    barrier(&result)
  }
  return watch.time
}
