import KernelSockets
import TestSupport
import Testing

/// Reads what came from an error queue, one buffer in hexadecimal a line, as a C program does: with the macros, and with
/// the structures of the kernel's headers.
private let reader = #"""
  #include <stdio.h>
  #include <string.h>
  #include <time.h>
  #include <sys/socket.h>
  #include <netinet/in.h>
  #include <arpa/inet.h>
  #include <linux/errqueue.h>
  static char line[10000];
  static _Alignas(16) unsigned char data[4096];
  int main(void) {
    while (fgets(line, sizeof line, stdin)) {
      size_t count = strcspn(line, "\n") / 2;
      for (size_t i = 0; i < count; i++) { unsigned byte; sscanf(line + 2 * i, "%2x", &byte); data[i] = byte; }
      struct msghdr message = { .msg_control = data, .msg_controllen = count };
      struct scm_timestamping stamps = { 0 };
      struct sock_extended_err *error = 0;
      for (struct cmsghdr *h = CMSG_FIRSTHDR(&message); h; h = CMSG_NXTHDR(&message, h)) {
        if (h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_TIMESTAMPING) memcpy(&stamps, CMSG_DATA(h), sizeof stamps);
        if ((h->cmsg_level == SOL_IP && h->cmsg_type == IP_RECVERR)
          || (h->cmsg_level == SOL_IPV6 && h->cmsg_type == IPV6_RECVERR)) error = (void *)CMSG_DATA(h);
      }
      if (!error) { printf("none\n"); continue; }
      char text[100] = "nobody";
      struct sockaddr *offender = SO_EE_OFFENDER(error);
      if (offender->sa_family == AF_INET) inet_ntop(AF_INET, &((struct sockaddr_in *)offender)->sin_addr, text, 100);
      if (offender->sa_family == AF_INET6) inet_ntop(AF_INET6, &((struct sockaddr_in6 *)offender)->sin6_addr, text, 100);
      switch (error->ee_origin) {
        case SO_EE_ORIGIN_ICMP: case SO_EE_ORIGIN_ICMP6:
          printf("%d: %u %u %u %u %s\n", error->ee_origin, error->ee_errno, error->ee_type, error->ee_code, error->ee_info,
            text); break;
        case SO_EE_ORIGIN_LOCAL: printf("1: %u %u\n", error->ee_errno, error->ee_info); break;
        case SO_EE_ORIGIN_ZEROCOPY:
          printf("5: %u %u %d\n", error->ee_info, error->ee_data, !!(error->ee_code & SO_EE_CODE_ZEROCOPY_COPIED)); break;
        case SO_EE_ORIGIN_TIMESTAMPING:
          printf("4: %u %u %lld.%09ld %lld.%09ld\n", error->ee_info, error->ee_data, (long long)stamps.ts[0].tv_sec,
            stamps.ts[0].tv_nsec, (long long)stamps.ts[2].tv_sec, stamps.ts[2].tv_nsec); break;
        case SO_EE_ORIGIN_TXTIME:
          printf("6: %d %llu\n", error->ee_code == SO_EE_CODE_TXTIME_MISSED,
            (unsigned long long)error->ee_data << 32 | error->ee_info); break;
        default: printf("%d: %u %u %u %u %u\n", error->ee_origin, error->ee_errno, error->ee_type, error->ee_code,
          error->ee_info, error->ee_data);
      }
    }
  }
  """#

@Suite("The error queue, compared with C")
struct ErrorQueueInC {
  @Test("random errors and time stamps are read as C reads them")
  func random() throws {
    var generator = SystemRandomNumberGenerator()
    let buffers = (0..<5000).map { _ in Self.buffer(&generator) }
    let answers = try CProgram([reader]).answers(to: buffers.map(\.bytes.hexadecimal))
    #expect(answers == buffers.map { Self.text($0.errorQueueEvent) })
    #expect(Set(answers.map { $0.prefix(2) }).count == 10)
  }

  /// An error, often behind other messages or before them.
  private static func buffer(_ generator: inout SystemRandomNumberGenerator) -> ControlBuffer {
    let control = ControlBuffer()
    func number() -> UInt32 { .random(in: 0...UInt32.max, using: &generator) }
    func time() -> Duration {
      .seconds(Int64.random(in: 1...3_000_000_000, using: &generator))
        + .nanoseconds(Int64.random(in: 0...999_999_999, using: &generator))
    }
    if Bool.random(using: &generator) { control.append(.ttl, 64) }
    if Bool.random(using: &generator) {
      let hardware = Bool.random(using: &generator) ? time() : nil
      control.append(.timestamps, Timestamps(software: time(), hardware: hardware))
    }
    let error = Linux.sock_extended_err(
      ee_errno: number() % 134, ee_origin: UInt8(number() % 9), ee_type: UInt8(number() % 256),
      ee_code: UInt8(number() % 4), ee_info: number(), ee_data: number())
    let offenders: [SocketAddress] = [
      .inet(IPv4Address(10, 1, UInt8(number() % 256), 7), port: 0), .inet6(.loopback, port: 0),
    ]
    // Without an offender, the kernel leaves a zeroed address.
    let offender = offenders.randomElement(using: &generator)?.bytes ?? []
    let shown = Bool.random(using: &generator) ? offender : [UInt8](repeating: 0, count: 16)
    if number() % 20 > 0 {
      let kind: ControlMessageKind = Bool.random(using: &generator) ? .extendedError : .extendedError6
      control.append(kind.level, kind.type, error.bytes + shown)
    }
    if Bool.random(using: &generator) { control.append(.packetInfo, Linux.in_pktinfo()) }
    return control
  }

  /// What C prints for it.
  private static func text(_ event: ErrorQueue.Event) -> String {
    func time(_ time: Duration?) -> String {
      let (seconds, attoseconds) = time?.components ?? (0, 0)
      let digits = String(attoseconds / 1_000_000_000)
      return "\(seconds)." + String(repeating: "0", count: 9 - digits.count) + digits
    }
    switch event {
    case .icmp(let error):
      let offender = error.offender?.host ?? "nobody"
      let origin = error.isVersion6 ? 3 : 2
      return "\(origin): \(error.errno.rawValue) \(error.type) \(error.code) \(error.info) \(offender)"
    case .local(let error): return "1: \(error.errno.rawValue) \(error.info)"
    case .zeroCopy(let done): return "5: \(done.first) \(done.last) \(done.wasCopied ? 1 : 0)"
    case .transmitTimestamp(let stamp):
      let times = "\(time(stamp.timestamps.software)) \(time(stamp.timestamps.hardware))"
      return "4: \(stamp.stage.rawValue) \(stamp.key) \(times)"
    case .transmitTime(let error): return "6: \(error.isMissed ? 1 : 0) \(error.time)"
    case .other(let error?):
      return "\(error.origin): \(error.errno.rawValue) \(error.type) \(error.code) \(error.info) \(error.data)"
    case .other(nil): return "none"
    }
  }
}
