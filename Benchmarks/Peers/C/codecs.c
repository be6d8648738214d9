#include <bluetooth/bluetooth.h>
#include <bluetooth/hci.h>
#include <bluetooth/l2cap.h>
#include <bluetooth/rfcomm.h>
#include <bluetooth/sco.h>
#include <linux/atalk.h>
#include <linux/atm.h>
#include <linux/ax25.h>
#include <linux/caif/caif_socket.h>
#include <linux/can.h>
#include <linux/if_alg.h>
#include <linux/if_packet.h>
#include <linux/if_pppox.h>
#include <linux/if_xdp.h>
#include <linux/l2tp.h>
#include <linux/llc.h>
#include <linux/mctp.h>
#include <linux/netlink.h>
#include <linux/nfc.h>
#include <linux/phonet.h>
#include <linux/qrtr.h>
#include <linux/rose.h>
#include <linux/rxrpc.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <linux/x25.h>
#include <netipx/ipx.h>
#include <netiucv/iucv.h>
#include <stdbool.h>
#include <sys/un.h>

#include "bench.h"

#define DEVICE {{1, 2, 3, 4, 5, 6}}
#define HARDWARE {1, 2, 3, 4, 5, 6}
#define CALL {'N' << 1, '0' << 1, 'C' << 1, 'A' << 1, 'L' << 1, 'L' << 1}

// Parts to the bytes that the kernel gets: the structure of the family, filled.
#define ENCODE(family, structure, ...)                                                                                 \
  void workload_##family##_encode(long count) {                                                                        \
    begin();                                                                                                           \
    while (count--) {                                                                                                  \
      uint32_t number = count;                                                                                         \
      struct structure address = __VA_ARGS__;                                                                          \
      barrier(&address);                                                                                               \
      (void)number;                                                                                                    \
    }                                                                                                                  \
    end();                                                                                                             \
  }

ENCODE(inet, sockaddr_in, {.sin_family = AF_INET, .sin_port = htons(number), .sin_addr.s_addr = htonl(number)})
ENCODE(inet6, sockaddr_in6,
       {.sin6_family = AF_INET6, .sin6_port = htons(number), .sin6_addr.s6_addr32[3] = htonl(number),
        .sin6_scope_id = number})
ENCODE(netlink, sockaddr_nl, {.nl_family = AF_NETLINK, .nl_pid = number, .nl_groups = number})
ENCODE(packet, sockaddr_ll, {.sll_family = AF_PACKET, .sll_protocol = htons(number), .sll_ifindex = number})
ENCODE(can, sockaddr_can,
       {.can_family = AF_CAN, .can_ifindex = number, .can_addr.tp.rx_id = number, .can_addr.tp.tx_id = number})
ENCODE(vsock, sockaddr_vm, {.svm_family = AF_VSOCK, .svm_port = number, .svm_cid = number})
ENCODE(j1939, sockaddr_can,
       {.can_family = AF_CAN, .can_ifindex = number, .can_addr.j1939 = {.name = number, .pgn = number, .addr = number}})
ENCODE(tipc, sockaddr_tipc,
       {.family = AF_TIPC, .addrtype = TIPC_SERVICE_ADDR, .scope = TIPC_CLUSTER_SCOPE,
        .addr.name.name = {.type = number, .instance = number}})
ENCODE(qrtr, sockaddr_qrtr, {.sq_family = AF_QIPCRTR, .sq_node = number, .sq_port = number})
ENCODE(xdp, sockaddr_xdp, {.sxdp_family = AF_XDP, .sxdp_ifindex = number, .sxdp_queue_id = number})
ENCODE(mctp, sockaddr_mctp,
       {.smctp_family = AF_MCTP, .smctp_network = number, .smctp_addr.s_addr = number, .smctp_type = number})
ENCODE(alg, sockaddr_alg, {.salg_family = AF_ALG, .salg_type = "hash", .salg_feat = number, .salg_name = "sha256"})
ENCODE(l2cap, sockaddr_l2,
       {.l2_family = AF_BLUETOOTH, .l2_psm = htobs(number), .l2_bdaddr = DEVICE, .l2_cid = htobs(number)})
ENCODE(rfcomm, sockaddr_rc, {.rc_family = AF_BLUETOOTH, .rc_bdaddr = DEVICE, .rc_channel = number})
ENCODE(sco, sockaddr_sco, {.sco_family = AF_BLUETOOTH, .sco_bdaddr = DEVICE})
ENCODE(hci, sockaddr_hci, {.hci_family = AF_BLUETOOTH, .hci_dev = number, .hci_channel = number})
ENCODE(pppoe, sockaddr_pppox,
       {.sa_family = AF_PPPOX, .sa_protocol = PX_PROTO_OE,
        .sa_addr.pppoe = {.sid = htons(number), .remote = HARDWARE, .dev = "eth0"}})
ENCODE(l2tp, sockaddr_l2tpip, {.l2tp_family = AF_INET, .l2tp_addr.s_addr = htonl(number), .l2tp_conn_id = number})
ENCODE(l2tp6, sockaddr_l2tpip6,
       {.l2tp_family = AF_INET6, .l2tp_addr.s6_addr32[3] = htonl(number), .l2tp_conn_id = number})
ENCODE(rxrpc, sockaddr_rxrpc,
       {.srx_family = AF_RXRPC, .srx_service = number, .transport_type = SOCK_DGRAM,
        .transport_len = sizeof(struct sockaddr_in),
        .transport.sin = {.sin_family = AF_INET, .sin_port = htons(number), .sin_addr.s_addr = htonl(number)}})
ENCODE(llc, sockaddr_llc, {.sllc_family = AF_LLC, .sllc_arphrd = 1, .sllc_sap = number, .sllc_mac = HARDWARE})
ENCODE(x25, sockaddr_x25, {.sx25_family = AF_X25, .sx25_addr.x25_addr = "1234567"})
ENCODE(ax25, sockaddr_ax25, {.sax25_family = AF_AX25, .sax25_call.ax25_call = CALL})
ENCODE(rose, sockaddr_rose, {.srose_family = AF_ROSE, .srose_call.ax25_call = CALL, .srose_ndigis = number})
ENCODE(atmpvc, sockaddr_atmpvc,
       {.sap_family = AF_ATMPVC, .sap_addr = {.itf = number, .vpi = number, .vci = number}})
ENCODE(atmsvc, sockaddr_atmsvc, {.sas_family = AF_ATMSVC, .sas_addr = {.pub = "1234567", .lij_id = number}})
ENCODE(appletalk, sockaddr_at,
       {.sat_family = AF_APPLETALK, .sat_port = number, .sat_addr = {.s_net = htons(number), .s_node = number}})
ENCODE(ipx, sockaddr_ipx,
       {.sipx_family = AF_IPX, .sipx_port = htons(number), .sipx_network = htonl(number), .sipx_node = HARDWARE})
ENCODE(phonet, sockaddr_pn,
       {.spn_family = AF_PHONET, .spn_obj = number, .spn_dev = number, .spn_resource = number})
ENCODE(nfc, sockaddr_nfc,
       {.sa_family = AF_NFC, .dev_idx = number, .target_idx = number, .nfc_protocol = number})
ENCODE(llcp, sockaddr_nfc_llcp,
       {.sa_family = AF_NFC, .dev_idx = number, .nfc_protocol = number, .dsap = number, .service_name = "name",
        .service_name_len = 4})
ENCODE(caif, sockaddr_caif, {.family = AF_CAIF, .u.rfm = {.connection_id = number, .volume = "volume"}})
ENCODE(iucv, sockaddr_iucv, {.siucv_family = AF_IUCV, .siucv_user_id = "USER    ", .siucv_name = "NAME    "})

static const char path[] = "/run/service/control.socket";

void workload_unix_encode(long count) {
  begin();
  while (count--) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, path, sizeof path);
    barrier(&address);
  }
  end();
}

// Bytes that the kernel returned to parts, after a look at their number and their family.
#define DECODE(family, structure, field, number, ...)                                                                  \
  void workload_##family##_decode(long count) {                                                                        \
    struct structure address = {.field = number};                                                                      \
    socklen_t length = sizeof address;                                                                                 \
    begin();                                                                                                           \
    while (count--) {                                                                                                  \
      barrier(&address);                                                                                               \
      barrier(&length);                                                                                                \
      check(length >= sizeof address && address.field == number);                                                      \
      uint32_t parts[] = __VA_ARGS__;                                                                                  \
      barrier(parts);                                                                                                  \
    }                                                                                                                  \
    end();                                                                                                             \
  }

DECODE(inet, sockaddr_in, sin_family, AF_INET, {ntohs(address.sin_port), ntohl(address.sin_addr.s_addr)})
DECODE(inet6, sockaddr_in6, sin6_family, AF_INET6,
       {ntohs(address.sin6_port), ntohl(address.sin6_addr.s6_addr32[0]), ntohl(address.sin6_addr.s6_addr32[1]),
        ntohl(address.sin6_addr.s6_addr32[2]), ntohl(address.sin6_addr.s6_addr32[3]), address.sin6_scope_id})
DECODE(netlink, sockaddr_nl, nl_family, AF_NETLINK, {address.nl_pid, address.nl_groups})
DECODE(packet, sockaddr_ll, sll_family, AF_PACKET, {ntohs(address.sll_protocol), address.sll_ifindex})
DECODE(can, sockaddr_can, can_family, AF_CAN,
       {address.can_ifindex, address.can_addr.tp.rx_id, address.can_addr.tp.tx_id})
DECODE(vsock, sockaddr_vm, svm_family, AF_VSOCK, {address.svm_port, address.svm_cid})
DECODE(j1939, sockaddr_can, can_family, AF_CAN,
       {address.can_ifindex, address.can_addr.j1939.name >> 32, address.can_addr.j1939.name, address.can_addr.j1939.pgn,
        address.can_addr.j1939.addr})
DECODE(qrtr, sockaddr_qrtr, sq_family, AF_QIPCRTR, {address.sq_node, address.sq_port})
DECODE(xdp, sockaddr_xdp, sxdp_family, AF_XDP, {address.sxdp_ifindex, address.sxdp_queue_id})
DECODE(mctp, sockaddr_mctp, smctp_family, AF_MCTP,
       {address.smctp_network, address.smctp_addr.s_addr, address.smctp_type, address.smctp_tag})
DECODE(hci, sockaddr_hci, hci_family, AF_BLUETOOTH, {address.hci_dev, address.hci_channel})
DECODE(l2tp, sockaddr_l2tpip, l2tp_family, AF_INET, {ntohl(address.l2tp_addr.s_addr), address.l2tp_conn_id})
DECODE(l2tp6, sockaddr_l2tpip6, l2tp_family, AF_INET6,
       {ntohl(address.l2tp_addr.s6_addr32[0]), ntohl(address.l2tp_addr.s6_addr32[1]),
        ntohl(address.l2tp_addr.s6_addr32[2]), ntohl(address.l2tp_addr.s6_addr32[3]), address.l2tp_conn_id})
DECODE(atmpvc, sockaddr_atmpvc, sap_family, AF_ATMPVC,
       {address.sap_addr.itf, address.sap_addr.vpi, address.sap_addr.vci})
DECODE(appletalk, sockaddr_at, sat_family, AF_APPLETALK,
       {address.sat_port, ntohs(address.sat_addr.s_net), address.sat_addr.s_node})
DECODE(phonet, sockaddr_pn, spn_family, AF_PHONET, {address.spn_obj, address.spn_dev, address.spn_resource})
DECODE(nfc, sockaddr_nfc, sa_family, AF_NFC, {address.dev_idx, address.target_idx, address.nfc_protocol})

// The same where arrays of bytes are among the parts, or a field tells which member of a union counts.
#define DECODE_CHOSEN(family, structure, field, number, selector, kind, declarations, statements)                      \
  void workload_##family##_decode(long count) {                                                                        \
    struct structure address = {.field = number};                                                                      \
    address.selector = kind;                                                                                           \
    socklen_t length = sizeof address;                                                                                 \
    begin();                                                                                                           \
    while (count--) {                                                                                                  \
      barrier(&address);                                                                                               \
      barrier(&length);                                                                                                \
      check(length >= sizeof address && address.field == number && address.selector == kind);                          \
      struct {                                                                                                         \
        ALL declarations                                                                                               \
      } parts;                                                                                                         \
      ALL statements                                                                                                   \
      barrier(&parts);                                                                                                 \
    }                                                                                                                  \
    end();                                                                                                             \
  }
#define ALL(...) __VA_ARGS__
#define NUMBER(part, field) parts.part = address.field;
#define BYTES(part, field) memcpy(parts.part, address.field, sizeof parts.part);
#define DECODE_PARTS(family, structure, field, number, declarations, statements)                                       \
  DECODE_CHOSEN(family, structure, field, number, field, number, declarations, statements)

DECODE_CHOSEN(tipc, sockaddr_tipc, family, AF_TIPC, addrtype, TIPC_SERVICE_ADDR,
              (uint32_t type, instance, domain; int8_t scope;),
              (NUMBER(type, addr.name.name.type) NUMBER(instance, addr.name.name.instance)
               NUMBER(domain, addr.name.domain) NUMBER(scope, scope)))
DECODE_PARTS(alg, sockaddr_alg, salg_family, AF_ALG, (char type[14], name[64];),
             (BYTES(type, salg_type) BYTES(name, salg_name)))
DECODE_PARTS(l2cap, sockaddr_l2, l2_family, AF_BLUETOOTH, (uint8_t device[6], type; uint16_t psm, cid;),
             (BYTES(device, l2_bdaddr.b) NUMBER(type, l2_bdaddr_type) NUMBER(psm, l2_psm) NUMBER(cid, l2_cid)))
DECODE_PARTS(rfcomm, sockaddr_rc, rc_family, AF_BLUETOOTH, (uint8_t device[6], channel;),
             (BYTES(device, rc_bdaddr.b) NUMBER(channel, rc_channel)))
DECODE_PARTS(sco, sockaddr_sco, sco_family, AF_BLUETOOTH, (uint8_t device[6];),
             (BYTES(device, sco_bdaddr.b)))
DECODE_CHOSEN(pppoe, sockaddr_pppox, sa_family, AF_PPPOX, sa_protocol, PX_PROTO_OE,
              (uint8_t remote[6]; char device[16]; uint16_t session;),
              (BYTES(remote, sa_addr.pppoe.remote) BYTES(device, sa_addr.pppoe.dev)
               parts.session = ntohs(address.sa_addr.pppoe.sid);))
DECODE_CHOSEN(rxrpc, sockaddr_rxrpc, srx_family, AF_RXRPC, transport.family, AF_INET,
              (uint32_t address; uint16_t port, service;),
              (NUMBER(service, srx_service) parts.port = ntohs(address.transport.sin.sin_port);
               parts.address = ntohl(address.transport.sin.sin_addr.s_addr);))
DECODE_PARTS(llc, sockaddr_llc, sllc_family, AF_LLC, (uint8_t hardware[6], sap;),
             (BYTES(hardware, sllc_mac) NUMBER(sap, sllc_sap)))
DECODE_PARTS(x25, sockaddr_x25, sx25_family, AF_X25, (char digits[16];),
             (BYTES(digits, sx25_addr.x25_addr)))
DECODE_PARTS(ax25, sockaddr_ax25, sax25_family, AF_AX25, (char call[7];),
             (BYTES(call, sax25_call.ax25_call)))
DECODE_PARTS(rose, sockaddr_rose, srose_family, AF_ROSE, (char address[5], call[7], relay[7]; int relays;),
             (BYTES(address, srose_addr.rose_addr) BYTES(call, srose_call.ax25_call)
              BYTES(relay, srose_digi.ax25_call) NUMBER(relays, srose_ndigis)))
DECODE_PARTS(atmsvc, sockaddr_atmsvc, sas_family, AF_ATMSVC, (uint8_t private[20]; char digits[13];),
             (BYTES(private, sas_addr.prv) BYTES(digits, sas_addr.pub)))
DECODE_PARTS(ipx, sockaddr_ipx, sipx_family, AF_IPX, (uint32_t network; uint16_t port; uint8_t node[6];),
             (BYTES(node, sipx_node) parts.network = ntohl(address.sipx_network);
              parts.port = ntohs(address.sipx_port);))
DECODE_PARTS(llcp, sockaddr_nfc_llcp, sa_family, AF_NFC,
             (uint32_t device, target, protocol; uint8_t point; char name[63]; size_t length;),
             (NUMBER(device, dev_idx) NUMBER(target, target_idx) NUMBER(protocol, nfc_protocol) NUMBER(point, dsap)
              BYTES(name, service_name) NUMBER(length, service_name_len)))
DECODE_PARTS(caif, sockaddr_caif, family, AF_CAIF, (uint32_t connection; char volume[16];),
             (NUMBER(connection, u.rfm.connection_id) BYTES(volume, u.rfm.volume)))
DECODE_PARTS(iucv, sockaddr_iucv, siucv_family, AF_IUCV, (char user[8], name[8];),
             (BYTES(user, siucv_user_id) BYTES(name, siucv_name)))

// The path as a string of its own length.
void workload_unix_decode(long count) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  memcpy(address.sun_path, path, sizeof path);
  socklen_t length = 2 + sizeof path;
  begin();
  while (count--) {
    barrier(&address);
    barrier(&length);
    check(length > 2 && address.sun_family == AF_UNIX);
    char *copy = strndup(address.sun_path, length - 2);
    check(copy);
    barrier(copy);
    free(copy);
  }
  end();
}
