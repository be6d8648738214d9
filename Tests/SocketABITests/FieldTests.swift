import SocketABI
import TestSupport
import Testing

/// A field of a structure in both languages, its number as a person means it.
struct FieldSample: Sendable, CustomTestStringConvertible {
  /// The structure's name, its header, and a C expression over a pointer `in` to it.
  var structure: String
  var header: String
  var expression: String
  var size: Int
  /// What Swift reads from the same bytes.
  var value: @Sendable ([UInt8]) -> UInt64

  var testDescription: String { "\(structure): \(expression)" }

  init<S: CStruct>(
    _ header: String, _ expression: String, _ value: @escaping @Sendable (S) -> some FixedWidthInteger & Sendable
  ) {
    structure = S.cName
    self.header = header
    self.expression = expression
    size = S.size
    self.value = { UInt64(truncatingIfNeeded: value(S(bytes: $0))) }
  }
}

let fieldSamples: [FieldSample] = [
  FieldSample("netinet/in.h", "ntohs(in->sin_port)") { (s: Linux.sockaddr_in) in s.sin_port },
  FieldSample("netinet/in.h", "ntohl(in->sin_addr.s_addr)") { (s: Linux.sockaddr_in) in s.sin_addr.s_addr },
  FieldSample("netinet/in.h", "ntohs(in->sin6_port)") { (s: Linux.sockaddr_in6) in s.sin6_port },
  FieldSample("netinet/in.h", "ntohl(in->sin6_flowinfo)") { (s: Linux.sockaddr_in6) in s.sin6_flowinfo },
  FieldSample("netinet/in.h", "in->sin6_scope_id") { (s: Linux.sockaddr_in6) in s.sin6_scope_id },
  FieldSample("linux/if_packet.h", "ntohs(in->sll_protocol)") { (s: Linux.sockaddr_ll) in s.sll_protocol },
  FieldSample("linux/if_packet.h", "(unsigned long long)in->sll_ifindex") { (s: Linux.sockaddr_ll) in s.sll_ifindex },
  FieldSample("linux/netlink.h", "in->nl_groups") { (s: Linux.sockaddr_nl) in s.nl_groups },
  FieldSample("linux/vm_sockets.h", "in->svm_port") { (s: Linux.sockaddr_vm) in s.svm_port },
  FieldSample("bluetooth/l2cap.h", "le16toh(in->l2_psm)") { (s: Linux.sockaddr_l2) in s.l2_psm },
  FieldSample("bluetooth/l2cap.h", "le16toh(in->l2_cid)") { (s: Linux.sockaddr_l2) in s.l2_cid },
  FieldSample("linux/ip.h", "in->version") { (s: Linux.iphdr) in s.version },
  FieldSample("linux/ip.h", "ntohs(in->tot_len)") { (s: Linux.iphdr) in s.tot_len },
  FieldSample("linux/ip.h", "ntohl(in->daddr)") { (s: Linux.iphdr) in s.daddr },
  FieldSample("linux/tcp.h", "ntohs(in->dest)") { (s: Linux.tcphdr) in s.dest },
  FieldSample("linux/tcp.h", "ntohl(in->ack_seq)") { (s: Linux.tcphdr) in s.ack_seq },
  FieldSample("linux/tcp.h", "in->doff") { (s: Linux.tcphdr) in s.doff },
  FieldSample("linux/tcp.h", "in->tcpi_rcv_wscale") { (s: Linux.tcp_info) in s.tcpi_rcv_wscale },
  FieldSample("linux/tcp.h", "in->tcpi_delivery_rate") { (s: Linux.tcp_info) in s.tcpi_delivery_rate },
  FieldSample("linux/can.h", "in->can_id") { (s: Linux.can_frame) in s.can_id },
  FieldSample("linux/can.h", "in->can_dlc") { (s: Linux.can_frame) in s.len },
  FieldSample("linux/can/bcm.h", "in->nframes") { (s: Linux.bcm_msg_head) in s.nframes },
  FieldSample("linux/can/bcm.h", "in->ival2.tv_usec") { (s: Linux.bcm_msg_head) in s.ival2.tv_usec },
  // What the structure ends with begins where the structure ends.
  FieldSample("linux/can/bcm.h", "__builtin_offsetof(struct bcm_msg_head, frames)") { (s: Linux.bcm_msg_head) in
    Linux.bcm_msg_head.size
  },
  FieldSample("linux/if_packet.h", "in->hdr.bh1.offset_to_first_pkt") { (s: Linux.tpacket_block_desc) in
    s.hdr.offset_to_first_pkt
  },
  FieldSample("linux/if_packet.h", "in->hdr.bh1.ts_last_pkt.ts_nsec") { (s: Linux.tpacket_block_desc) in
    s.hdr.ts_last_pkt.ts_nsec
  },
  FieldSample("linux/rds.h", "in->m_cswp.swap_mask") { (s: Linux.rds_atomic_args) in s.m_cswp.swap_mask },
  FieldSample("linux/sctp.h", "in->rcv_cumtsn") { (s: Linux.sctp_rcvinfo) in s.rcv_cumtsn },
  FieldSample("linux/sctp.h", "in->ssf_info.sinfo_ppid") { (s: Linux.sctp_send_failed) in s.ssf_info.sinfo_ppid },
  FieldSample("linux/tls.h", "in->rec_seq[7]") { (s: Linux.tls12_crypto_info_aes_gcm_128) in s.rec_seq[7] },
  FieldSample("linux/x25.h", "(unsigned char)in->sx25_addr.x25_addr[15]") { (s: Linux.sockaddr_x25) in
    s.sx25_addr.x25_addr[15]
  },
]

@Suite("Fields, compared with gcc's")
struct FieldTests {
  @Test("a field read by Swift is the number that C reads, in the host's byte order")
  func fields() throws {
    var random = SplitMix(state: 2)
    let inputs = fieldSamples.map { sample in (0..<sample.size).map { _ in UInt8(truncatingIfNeeded: random.next()) } }
    var sources = fieldSamples.enumerated().map { number, sample in
      """
      #include <endian.h>
      #include <arpa/inet.h>
      #include <sys/socket.h>
      \(sample.header.hasPrefix("bluetooth/") ? "#include <bluetooth/bluetooth.h>" : "")
      #include <\(sample.header)>
      unsigned long long field_\(number)(const struct \(sample.structure) *in) { return \(sample.expression); }

      """
    }
    let calls = fieldSamples.indices.map { number in
      let bytes = inputs[number].map(String.init).joined(separator: ",")
      return """
          { extern unsigned long long field_\(number)(void *); static _Alignas(64) unsigned char in[] = {\(bytes)};
            printf("%llu\\n", field_\(number)(in)); }

        """
    }
    sources.append("#include <stdio.h>\nint main(void) {\n\(calls.joined())}\n")
    let answers = try CProgram(sources).answers(to: [])
    #expect(answers.count == fieldSamples.count)
    for (number, answer) in answers.enumerated() {
      #expect(String(fieldSamples[number].value(inputs[number])) == answer, "\(fieldSamples[number].testDescription)")
    }
  }
}
