import KernelSockets
import TestSupport
import Testing

/// Walks over control data, one buffer in hexadecimal a line, with the C library's macros, which trust the lengths: like
/// any careful program, it ends before a header that is not whole, and cuts the data off at the buffer's end.
private let walk = #"""
  #include <stdio.h>
  #include <stdlib.h>
  #include <string.h>
  #include <sys/socket.h>
  static char line[10000];
  static _Alignas(16) unsigned char data[4096];
  int main(void) {
    while (fgets(line, sizeof line, stdin)) {
      size_t count = strcspn(line, "\n") / 2;
      for (size_t i = 0; i < count; i++) { unsigned byte; sscanf(line + 2 * i, "%2x", &byte); data[i] = byte; }
      struct msghdr message = { .msg_control = data, .msg_controllen = count };
      struct cmsghdr *header = CMSG_FIRSTHDR(&message);
      while (header) {
        size_t start = (unsigned char *)header - data, left = count - start;
        if (header->cmsg_len < CMSG_LEN(0)) break;
        size_t end = header->cmsg_len < left ? header->cmsg_len : left;
        printf("%d %d", header->cmsg_level, header->cmsg_type);
        for (size_t i = CMSG_DATA(header) - data; i < start + end; i++) printf(" %d", data[i]);
        printf(header->cmsg_len > left ? " cut;" : ";");
        // The macro of older C libraries goes beyond the end here.
        if (header->cmsg_len > left || CMSG_ALIGN(header->cmsg_len) > left) break;
        header = CMSG_NXTHDR(&message, header);
      }
      printf("\n");
    }
  }
  """#

/// Writes the message of a network card that stamps packets, for an interface and a length a line: its bytes in decimal.
private let stampSource = #"""
  #include <linux/net_tstamp.h>
  #include <stdio.h>
  #include <string.h>
  #include <sys/socket.h>
  int main(void) {
    struct scm_ts_pktinfo source = {0};
    while (scanf("%u %u", &source.if_index, &source.pkt_length) == 2) {
      static _Alignas(16) unsigned char data[CMSG_SPACE(sizeof source)];
      struct msghdr message = { .msg_control = data, .msg_controllen = sizeof data };
      struct cmsghdr *header = CMSG_FIRSTHDR(&message);
      header->cmsg_len = CMSG_LEN(sizeof source);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_TIMESTAMPING_PKTINFO;
      memcpy(CMSG_DATA(header), &source, sizeof source);
      for (size_t i = 0; i < sizeof data; i++) printf("%d ", data[i]);
      printf("\n");
    }
  }
  """#

@Suite("Control messages, compared with the macros of C")
struct ControlMessagesInC {
  @Test("random, cut and forged control data are read as C reads them, and never beyond their end")
  func random() throws {
    var generator = SystemRandomNumberGenerator()
    let buffers = (0..<20_000).map { _ in Self.buffer(&generator) } + [[]]
    let program = try CProgram([walk], options: ["-fsanitize=address"])
    let answers = try program.answers(to: buffers.map(\.hexadecimal))
    #expect(answers.count == buffers.count)
    for (buffer, expected) in zip(buffers, answers) {
      let control = ControlBuffer(bytes: buffer)
      let text = control.map { message in
        let numbers = [message.level.rawValue, message.type.rawValue] + message.bytes.map { Int32($0) }
        return numbers.map { "\($0)" }.joined(separator: " ") + (message.isTruncated ? " cut;" : ";")
      }.joined()
      #expect(text == expected, "\(buffer)")
      #expect(control.bytes == buffer)
    }
  }

  @Test("what is built is what C builds")
  func build() {
    // struct cmsghdr of a 64-bit machine that stores the low byte first: length, level, type, data, padding.
    let control = ControlBuffer()
    control.append(.SOL_SOCKET, .SCM_RIGHTS, [7, 8, 9] as [UInt8])
    control.append(.SOL_IP, ControlMessageType(rawValue: 2), 64 as Int32)
    let first: [UInt8] = [19, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 7, 8, 9, 0, 0, 0, 0, 0]
    let second: [UInt8] = [20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0]
    #expect(control.bytes == first + second)
    #expect(control.isWellFormed)
  }

  // No machine that runs the tests has a network card whose clock would make the kernel say this.
  @Test("which card took a hardware's time stamp is read as C writes it")
  func timestampSource() throws {
    let sources = [(0, 0), (1, 60), (77, 1514), (UInt32.max, 1 << 31)] as [(UInt32, UInt32)]
    let answers = try CProgram([stampSource]).answers(to: sources.map { "\($0.0) \($0.1)" })
    #expect(answers.count == sources.count)
    for ((index, length), answer) in zip(sources, answers) {
      let bytes = answer.split(separator: " ").map { UInt8($0)! }
      let source = ControlBuffer(bytes: bytes).first(.timestampSource)
      #expect(source?.if_index == index && source?.pkt_length == length)
      let control = ControlBuffer()
      control.append(.timestampSource, Linux.scm_ts_pktinfo(if_index: index, pkt_length: length))
      #expect(control.bytes == bytes)
    }
  }

  @Test("what is added to bytes that lack their last padding begins where C would look for it")
  func appendUnpadded() {
    let whole = ControlBuffer()
    whole.append(.SOL_SOCKET, .SCM_RIGHTS, [7, 8, 9] as [UInt8])
    whole.append(.SOL_IP, ControlMessageType(rawValue: 2), 64 as Int32)
    let control = ControlBuffer(bytes: whole.bytes.prefix(ControlBuffer.length(for: 3)))
    control.append(.SOL_IP, ControlMessageType(rawValue: 2), 64 as Int32)
    #expect(control.bytes == whole.bytes)
    #expect(control.map(\.type) == whole.map(\.type))
  }

  /// Some messages one after the other, then often damaged: another length somewhere, or an end that is missing.
  private static func buffer(_ generator: inout SystemRandomNumberGenerator) -> [UInt8] {
    let control = ControlBuffer()
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      let data = (0..<Int.random(in: 0...40, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator)
      }
      let type = ControlMessageType(rawValue: .random(in: -3...100, using: &generator))
      control.append(OptionLevel(rawValue: .random(in: -3...300, using: &generator)), type, data)
    }
    var bytes = control.bytes
    for _ in 0..<Int.random(in: 0...2, using: &generator) where !bytes.isEmpty {
      let word = Int.random(in: 0..<(bytes.count + 7) / 8, using: &generator) * 8
      let forged: UInt64 = [0, 1, 15, 16, 17, 24, 100, 1 << 31, 1 << 63, .max, .max - 7].randomElement(
        using: &generator)!
      for offset in 0..<min(8, bytes.count - word) {
        bytes[word + offset] = UInt8(truncatingIfNeeded: forged >> UInt64(8 * offset))
      }
    }
    return Array(bytes.prefix(Bool.random(using: &generator) ? .max : Int.random(in: 0...200, using: &generator)))
  }
}
