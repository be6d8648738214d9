import KernelSockets
import Testing

@Suite("Socket addresses")
struct SocketAddressTests {
  static let longest = String(repeating: "p", count: 107)

  static func roundTripped() throws -> [SocketAddress] {
    [
      .inet(.any, port: 0), .inet(.loopback, port: 80), try .inet("255.255.255.255", port: 65535),
      .inet6(.any, port: 0), .inet6(.loopback, port: 8080), try .inet6("fe80::1%lo", port: 1),
      try .inet6("fe80::1%77777", port: 2), .inet6(.loopback, port: 3, flowInfo: 0xFFFFF, scope: 1),
      .inet6(.loopback, port: 3, flowInfo: .max, scope: .max), .inet6(IPv6Address(mapping: .loopback), port: 9),
      try .unix("/run/x.sock"), try .unix("relative"), try .unix("127.0.0.1:80"), try .unix("@not abstract"),
      try .unix("unix:"), try .unix("AF_ 00"), try .unix(" "), try .unix("/ä\\x41\n"),
      try .unix(path: [0xFF, 0x80, 0x0A, 0x5C]), try .unix(longest),
      try .unix(abstract: ""), try .unix(abstract: "name"), try .unix(abstract: [0, 0, 1, 255, 64]),
      try .unix(abstract: longest),
      .unixUnnamed, try SocketAddress(bytes: [29, 0, 0, 0, 1, 2, 3, 255]), SocketAddress(),
    ]
  }

  @Test("what is printed parses to the same bytes")
  func roundTrip() throws {
    for address in try Self.roundTripped() {
      let text = address.description
      #expect(try SocketAddress(parsing: text) == address, "\(text)")
      #expect(SocketAddress(text)?.bytes == address.bytes)
      #expect(try SocketAddress(bytes: address.bytes) == address)
    }
  }

  @Test("any bytes of any family print and parse to the same")
  func randomBytes() throws {
    for _ in 0..<5_000 {
      var bytes = (0..<Int.random(in: 0...128)).map { _ in [0, 47, 97, UInt8.random(in: 0...255)].randomElement()! }
      if bytes.count > 1 { (bytes[0], bytes[1]) = ([0, 1, 1, 2, 10, 29].randomElement()!, 0) }
      let address = try SocketAddress(bytes: bytes)
      #expect(try SocketAddress(parsing: address.description) == address, "\(bytes)")
    }
  }

  @Test("addresses print as one expects")
  func printing() throws {
    #expect(SocketAddress.inet(.loopback, port: 80).description == "127.0.0.1:80")
    #expect(try SocketAddress.inet6("::1%lo", port: 80).description == "[::1%lo]:80")
    #expect(try SocketAddress.inet6("::1%1", port: 80).description == "[::1%lo]:80")
    #expect(SocketAddress.inet6(.loopback, port: 80, flowInfo: 5).description == "[::1]:80 flowinfo 0x5")
    #expect(try SocketAddress.unix("/run/x.sock").description == "/run/x.sock")
    #expect(try SocketAddress.unix("x").description == "unix:x")
    #expect(try SocketAddress.unix(abstract: "a\0b").description == "@a\\x00b")
    #expect(SocketAddress.unixUnnamed.description == "unix:")
    #expect(try SocketAddress(bytes: [2, 0, 0, 80, 127, 0, 0, 1]).description == "AF_INET 020000507f000001")
    #expect(try SocketAddress(bytes: [250, 0, 1, 171]).description == "AF_250 fa0001ab")
  }

  @Test(
    "texts that are no address are refused, with the reason",
    arguments: [
      ("", .malformed), ("127.0.0.1", .malformed), ("localhost:80", .malformed), ("127.0.0.1:", .port),
      ("127.0.0.1:65536", .port), ("127.0.0.1:-1", .port), ("127.0.0.1:+1", .port), ("127.0.0.1:１", .port),
      ("127.1:80", .malformed),
      ("[::1]", .malformed), ("[::1]80", .malformed), ("[::1:80", .malformed), ("::1:80", .malformed),
      ("[::1]:", .port), ("[::1%]:80", .malformed), ("[::1%nosuchif0]:80", .unknownInterface),
      ("[::1]:80 flow", .malformed),
      ("[::1%99999999999]:80", .unknownInterface), ("/a\\", .malformed), ("/a\\x4", .malformed),
      ("/a\\x+1", .malformed), ("/a\\x00b", .containsNUL), ("unix:\\x00", .containsNUL),
      ("AF_29", .malformed), ("AF_29 0", .malformed), ("AF_29 0g", .malformed),
      ("AF_29 " + String(repeating: "00", count: 129), .tooLong(limit: 128)),
      ("/" + longest, .tooLong(limit: 107)), ("@p" + longest, .tooLong(limit: 107)),
    ] as [(String, SocketError.AddressProblem)])
  func refused(text: String, problem: SocketError.AddressProblem) {
    let error = failure { _ = try SocketAddress(parsing: text) }
    #expect(error == SocketError("parse", "\"\(text)\"", .invalidAddress(problem)))
    #expect(SocketAddress(text) == nil)
  }

  @Test("an impossible path is refused")
  func paths() throws {
    #expect(failure { _ = try SocketAddress.unix("") }?.cause == .invalidAddress(.empty))
    #expect(failure { _ = try SocketAddress.unix("a\0b") }?.cause == .invalidAddress(.containsNUL))
    #expect(failure { _ = try SocketAddress.unix(Self.longest + "p") }?.cause == .invalidAddress(.tooLong(limit: 107)))
    #expect(failure { _ = try SocketAddress.inet("nohost", port: 1) }?.cause == .invalidAddress(.malformed))
    #expect(failure { _ = try SocketAddress.inet6("1.2.3.4", port: 1) }?.cause == .invalidAddress(.malformed))
  }

  @Test("the parts of an address")
  func parts() throws {
    let six = try SocketAddress.inet6("fe80::1%lo", port: 80)
    #expect(six.family == .inet6)
    #expect(six.port == 80)
    #expect(six.scope == 1)
    #expect(six.host == "fe80::1%lo")
    #expect(six.ipv4 == nil)
    #expect(six.path == nil)
    let path = try SocketAddress.unix("/x")
    #expect(path.path == "/x")
    #expect(path.abstractName == nil)
    #expect(path.port == nil)
    #expect(path.byteCount == 2 + 2 + 1)
    #expect(try SocketAddress.unix(path: [0xFF]).path == nil)
    #expect(try SocketAddress.unix(abstract: "n").abstractName == Array("n".utf8))
    #expect(try SocketAddress.unix(abstract: "n").byteCount == 2 + 1 + 1)
    #expect(SocketAddress.unixUnnamed.byteCount == 2)
  }

  @Test("a view shows the fields, and refuses other families and too few bytes")
  func views() throws {
    let four = SocketAddress.inet(.loopback, port: 80)
    let view: Linux.sockaddr_in = try four.view()
    #expect(view.sin_port == 80)
    #expect(view.sin_addr.s_addr == 0x7F00_0001)
    #expect(SocketAddress(view) == four)
    let other = AddressBytesError.otherFamily(structure: "sockaddr_in6", expected: 10, actual: 2)
    #expect(
      failure { _ = try SocketAddress(bytes: four.bytes + four.bytes).view(as: Linux.sockaddr_in6.self) }?.cause
        == .invalidAddress(.bytes(other)))
    let short = AddressBytesError.tooShort(structure: "sockaddr_in", expected: 8, actual: 3)
    #expect(
      failure { _ = try SocketAddress(bytes: [2, 0, 0]).view(as: Linux.sockaddr_in.self) }?.cause
        == .invalidAddress(.bytes(short)))
  }

  @Test("equal means the same bytes and as many")
  func equality() throws {
    let short = try SocketAddress(bytes: [1, 0, 65])
    let long = try SocketAddress(bytes: [1, 0, 65, 0])
    #expect(short != long)
    #expect(Set([short, long, short]).count == 2)
    #expect(
      failure { _ = try SocketAddress(bytes: [UInt8](repeating: 1, count: 129)) }?.cause
        == .invalidAddress(.tooLong(limit: 128)))
  }

  @Test("addresses that differ in one byte, whichever, are not equal")
  func everyByteCounts() throws {
    let bytes = [UInt8](repeating: 0, count: SocketAddress.capacity)
    for index in bytes.indices {
      var others = bytes
      others[index] = 1
      #expect(try SocketAddress(bytes: others) != SocketAddress(bytes: bytes))
    }
  }

  @Test("a C program writes the same bytes")
  func comparedWithC() throws {
    let directory = try TemporaryDirectory()
    let source = directory.path + "/probe.c"
    let program = directory.path + "/probe"
    try probe.write(toFile: source, atomically: true, encoding: .utf8)
    _ = try run(["gcc", "-o", program, source])
    let expected = try run([program]).split(separator: "\n").map(String.init)
    let addresses: [SocketAddress] = [
      try .inet("192.0.2.7", port: 0x1234), try .inet6("2001:db8::7", port: 0x1234),
      .inet6(IPv6Address("fe80::1")!, port: 1, flowInfo: 0x12345, scope: 7), try .unix("/run/x.sock"),
      try .unix(Self.longest), try .unix(abstract: "name"), try .unix(abstract: ""), .unixUnnamed,
    ]
    let hexadecimal = addresses.map { address in
      address.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    #expect(hexadecimal == expected)
  }
}

private let probe = #"""
  #include <arpa/inet.h>
  #include <stddef.h>
  #include <stdio.h>
  #include <string.h>
  #include <sys/un.h>

  static void print(const void *address, size_t length) {
    const unsigned char *bytes = address;
    for (size_t i = 0; i < length; i++) printf("%02x", bytes[i]);
    puts("");
  }

  static void print_unix(const char *path, size_t count) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, path, count);
    print(&address, offsetof(struct sockaddr_un, sun_path) + count);
  }

  int main(void) {
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(0x1234)};
    inet_pton(AF_INET, "192.0.2.7", &four.sin_addr);
    print(&four, sizeof four);

    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(0x1234)};
    inet_pton(AF_INET6, "2001:db8::7", &six.sin6_addr);
    print(&six, sizeof six);

    struct sockaddr_in6 scoped = {.sin6_family = AF_INET6, .sin6_port = htons(1)};
    scoped.sin6_flowinfo = htonl(0x12345);
    scoped.sin6_scope_id = 7;
    inet_pton(AF_INET6, "fe80::1", &scoped.sin6_addr);
    print(&scoped, sizeof scoped);

    char longest[108] = {0};
    memset(longest, 'p', 107);
    print_unix("/run/x.sock", 12);
    print_unix(longest, 108);
    print_unix("\0name", 5);
    print_unix("\0", 1);
    print_unix("", 0);
  }
  """#
