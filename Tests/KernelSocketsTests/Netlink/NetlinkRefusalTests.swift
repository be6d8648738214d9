import KernelSockets
import Testing

@Suite("What the kernel answers, forged")
struct NetlinkRefusalTests {
  @Test("the least error number, and words that lie beyond the end", arguments: [Int32.min, -1, 1, .max])
  func forged(code: Int32) {
    for type in [Linux.NLMSG_ERROR, Linux.NLMSG_DONE] {
      for flags in [0, Linux.NLM_F_ACK_TLVS, Linux.NLM_F_ACK_TLVS | Linux.NLM_F_CAPPED] {
        for length in [0, 16, 20, 1000, UInt32.max] {
          let message = NetlinkMessage(
            type, flags: flags, body: Linux.nlmsgerr(error: code, msg: Linux.nlmsghdr(nlmsg_len: length)))
          #expect(message.refusal == .errno(Errno(rawValue: 0 &- code)))
        }
      }
    }
  }

  @Test("no other message is a refusal, whatever its body")
  func others() {
    for type in [Linux.NLMSG_NOOP, Linux.NLMSG_OVERRUN, Linux.RTM_NEWLINK] {
      #expect(NetlinkMessage(type, body: Linux.nlmsgerr(error: -1)).refusal == nil)
    }
  }
}
