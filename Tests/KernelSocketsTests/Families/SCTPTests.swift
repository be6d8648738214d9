import KernelSockets
import Testing

@Suite("AF_INET: SCTP's control messages", .needs(.AF_INET, .SOCK_STREAM, .IPPROTO_SCTP))
struct SCTPTests {
  /// A socket that listens, and what comes when one connects to it.
  func listener() throws -> Socket {
    let listener = try impatientSocket(.AF_INET, .SOCK_STREAM, .IPPROTO_SCTP)
    try listener.bind(to: .inet(.loopback, port: 0))
    try listener.listen()
    return listener
  }

  @Test("stream and protocol identifier go out, and come in")
  func sendAndReceive() throws {
    let listener = try listener()
    let client = try impatientSocket(.AF_INET, .SOCK_STREAM, .IPPROTO_SCTP)
    let server = try accepted(by: listener) { try client.connect(to: listener.localAddress) }
    // The first of sctp_event_subscribe's switches, sctp_data_io_event
    try server.setOption(
      level: SocketOption.SCTP_EVENTS.level, name: SocketOption.SCTP_EVENTS.name, bytes: [1] as [UInt8])
    let sent = ControlBuffer()
    sent.append(.sctpSendInfo, Linux.sctp_sndinfo(snd_sid: 3, snd_ppid: 0x0102_0304))
    try client.sendMessage("on three".utf8, control: sent)
    let control = ControlBuffer(for: [.room(for: .sctpSendReceiveInfo)])
    let (bytes, message) = try server.receiveMessage(upTo: 100, control: control)
    let info = try #require(control.first(.sctpSendReceiveInfo))
    #expect(String(bytes) == "on three" && message.flags.contains(.MSG_EOR))
    #expect(info.sinfo_stream == 3 && info.sinfo_ppid == 0x0102_0304)

    // The older kind goes out as well.
    let older = ControlBuffer()
    var onTwo = Linux.sctp_sndrcvinfo()
    onTwo.sinfo_stream = 2
    older.append(.sctpSendReceiveInfo, onTwo)
    try client.sendMessage("on two".utf8, control: older)
    _ = try server.receiveMessage(upTo: 100, control: control)
    #expect(control.first(.sctpSendReceiveInfo)?.sinfo_stream == 2)
  }

  @Test("the first message may say how many streams the association has")
  func initialization() throws {
    let listener = try listener()
    let client = try impatientSocket(.AF_INET, .SOCK_SEQPACKET, .IPPROTO_SCTP)
    let sent = ControlBuffer()
    sent.append(.sctpInitialization, Linux.sctp_initmsg(sinit_num_ostreams: 5))
    let server = try accepted(by: listener) {
      try client.sendMessage("first".utf8, control: sent, to: listener.localAddress)
    }
    #expect(try String(server.receive(upTo: 100)) == "first")
    #expect(try server.option(.SCTP_STATUS).sstat_instrms == 5)
  }

  @Test("what a message is comes beside it, and what the next one is")
  func receiveAndNext() throws {
    let listener = try listener()
    let client = try impatientSocket(.AF_INET, .SOCK_STREAM, .IPPROTO_SCTP)
    let server = try accepted(by: listener) { try client.connect(to: listener.localAddress) }
    try server.setOption(.SCTP_RECVRCVINFO, true)
    try server.setOption(.SCTP_RECVNXTINFO, true)
    for (stream, text) in [(UInt16(3), "on three"), (4, "and four")] {
      let sent = ControlBuffer()
      sent.append(.sctpSendInfo, Linux.sctp_sndinfo(snd_sid: stream, snd_ppid: 7))
      // A minute is long enough.
      sent.append(
        .sctpPartialReliability, Linux.sctp_prinfo(pr_policy: UInt16(Linux.SCTP_PR_SCTP_TTL), pr_value: 60_000))
      try client.sendMessage(text.utf8, control: sent)
    }
    let control = ControlBuffer(for: [.room(for: .sctpReceiveInfo), .room(for: .sctpNextInfo)])
    // Until the second one is there too.
    repeat {
      _ = try server.receiveMessage(upTo: 100, control: control, flags: .MSG_PEEK)
    } while control.first(.sctpNextInfo) == nil
    let (first, _) = try server.receiveMessage(upTo: 100, control: control)
    let info = try #require(control.first(.sctpReceiveInfo))
    #expect(String(first) == "on three" && info.rcv_sid == 3 && info.rcv_ppid == 7)
    let next = try #require(control.first(.sctpNextInfo))
    #expect(next.nxt_sid == 4 && next.nxt_length == 8)
    let (second, _) = try server.receiveMessage(upTo: 100, control: control)
    #expect(String(second) == "and four" && control.first(.sctpReceiveInfo)?.rcv_sid == 4)
    #expect(control.first(.sctpNextInfo) == nil)
  }
}
