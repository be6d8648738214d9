import SocketABI
import TestSupport
import Testing

/// The structures of each system, with their names in C.
private let foreign: [(system: String, tag: String, type: any ForeignAddressStruct.Type)] = [
  ("macos", "sockaddr_ctl", MacOS.sockaddr_ctl.self), ("macos", "sockaddr_dl", MacOS.sockaddr_dl.self),
  ("macos", "sockaddr_in", MacOS.sockaddr_in.self), ("freebsd", "sockaddr_dl", FreeBSD.sockaddr_dl.self),
  ("freebsd", "sockaddr_in", FreeBSD.sockaddr_in.self), ("netbsd", "sockaddr_dl", NetBSD.sockaddr_dl.self),
  ("openbsd", "sockaddr_dl", OpenBSD.sockaddr_dl.self), ("openbsd", "sockaddr_in", OpenBSD.sockaddr_in.self),
  ("windows", "_SOCKADDR_HV", Windows.SOCKADDR_HV.self),
]

private let constants: [(system: String, name: String, value: Int32)] = [
  ("macos", "AF_INET", MacOS.AF_INET), ("macos", "AF_LINK", MacOS.AF_LINK), ("macos", "AF_SYSTEM", MacOS.AF_SYSTEM),
  ("macos", "PF_SYSTEM", MacOS.PF_SYSTEM), ("macos", "IPPROTO_DIVERT", MacOS.IPPROTO_DIVERT),
  ("freebsd", "AF_INET", FreeBSD.AF_INET), ("freebsd", "AF_LINK", FreeBSD.AF_LINK),
  ("freebsd", "AF_DIVERT", FreeBSD.AF_DIVERT), ("freebsd", "PF_DIVERT", FreeBSD.PF_DIVERT),
  ("freebsd", "AF_HYPERV", FreeBSD.AF_HYPERV), ("freebsd", "IPPROTO_DIVERT", FreeBSD.IPPROTO_DIVERT),
  ("netbsd", "AF_LINK", NetBSD.AF_LINK), ("openbsd", "AF_INET", OpenBSD.AF_INET),
  ("openbsd", "AF_LINK", OpenBSD.AF_LINK), ("openbsd", "IPPROTO_DIVERT", OpenBSD.IPPROTO_DIVERT),
  ("windows", "HV_PROTOCOL_RAW", Windows.HV_PROTOCOL_RAW),
  ("windows", "HVSOCKET_CONNECT_TIMEOUT", Windows.HVSOCKET_CONNECT_TIMEOUT),
  ("windows", "HVSOCKET_CONNECT_TIMEOUT_MAX", Windows.HVSOCKET_CONNECT_TIMEOUT_MAX),
  ("windows", "HVSOCKET_CONTAINER_PASSTHRU", Windows.HVSOCKET_CONTAINER_PASSTHRU),
  ("windows", "HVSOCKET_CONNECTED_SUSPEND", Windows.HVSOCKET_CONNECTED_SUSPEND),
  ("windows", "HVSOCKET_ADDRESS_FLAG_PASSTHRU", Windows.HVSOCKET_ADDRESS_FLAG_PASSTHRU),
]

private let identifiers: [(name: String, value: Windows.GUID)] = [
  ("HV_GUID_ZERO", Windows.HV_GUID_ZERO), ("HV_GUID_WILDCARD", Windows.HV_GUID_WILDCARD),
  ("HV_GUID_BROADCAST", Windows.HV_GUID_BROADCAST), ("HV_GUID_CHILDREN", Windows.HV_GUID_CHILDREN),
  ("HV_GUID_LOOPBACK", Windows.HV_GUID_LOOPBACK), ("HV_GUID_PARENT", Windows.HV_GUID_PARENT),
  ("HV_GUID_SILOHOST", Windows.HV_GUID_SILOHOST), ("HV_GUID_VSOCK_TEMPLATE", Windows.HV_GUID_VSOCK_TEMPLATE),
]

@Suite(
  "Addresses of other systems, compared with those of their own headers",
  .enabled(if: ForeignProbe.isPossible, "needs clang, and the header sets of scripts/fetch-headers"))
struct ForeignTests {
  private static let headers = [
    "macos": ["sys/types.h", "sys/socket.h", "sys/kern_control.h", "net/if_dl.h", "netinet/in.h"],
    "freebsd": ["sys/types.h", "sys/socket.h", "net/if_dl.h", "netinet/in.h"],
    "netbsd": ["sys/types.h", "sys/socket.h", "net/if_dl.h"],
    "openbsd": ["sys/types.h", "sys/socket.h", "net/if_dl.h", "netinet/in.h"],
    "windows": ["winsock2.h", "ws2tcpip.h", "hvsocket.h"],
  ]

  let probe: ForeignProbe

  init() throws {
    let systems = Self.headers.keys.sorted().map { system in
      ForeignProbe.System(
        name: system, headers: Self.headers[system]!, structures: foreign.filter { $0.system == system }.map(\.tag),
        constants: constants.filter { $0.system == system }.map(\.name),
        identifiers: system == "windows" ? identifiers.map(\.name) : [])
    }
    probe = try ForeignProbe(systems)
  }

  @Test("every structure of every system is here")
  func complete() {
    let all = [MacOS.addressStructures, FreeBSD.addressStructures, NetBSD.addressStructures, OpenBSD.addressStructures]
    let count = all.joined().count + Windows.addressStructures.count
    #expect(foreign.count == count)
  }

  @Test("10,000 random addresses of each: Swift reads the numbers that C reads, and writes the bytes that C writes")
  func random() throws {
    var random = SplitMix(state: 3)
    var questions: [(name: String, bytes: [UInt8])] = []
    var ours: [String] = []
    for (system, tag, type) in foreign {
      let head = type.init().bytes.prefix(2)
      for _ in 0..<10_000 {
        let bytes = head + (2..<type.size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        questions.append(("\(system).\(tag)", Array(bytes)))
        let address = try type.init(decoding: unsafe Array(bytes).span.bytes)
        ours.append(([address.bytes.hexadecimal] + numbers(in: address).map(String.init)).joined(separator: " "))
        #expect(address.byteCount == type.size)
      }
    }
    let answers = try probe.answers(to: questions)
    #expect(answers.count == ours.count)
    for (number, answer) in answers.enumerated() where answer != ours[number] {
      Issue.record("\(questions[number].name): \(answer) in C, \(ours[number]) in Swift")
    }
  }

  @Test("every truncation is refused, or read as C reads it with zeroes behind; another family is refused")
  func truncated() throws {
    var random = SplitMix(state: 4)
    var questions: [(name: String, bytes: [UInt8])] = []
    var ours: [String] = []
    for (system, tag, type) in foreign {
      for count in 0...type.size {
        let whole = type.init().bytes.prefix(2) + (2..<type.size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let part = Array(whole.prefix(count))
        guard count >= type.minimumByteCount else {
          let error = AddressBytesError.tooShort(structure: type.cName, expected: type.minimumByteCount, actual: count)
          #expect(throws: error) { try type.init(decoding: unsafe part.span.bytes) }
          continue
        }
        let address = try type.init(decoding: unsafe part.span.bytes)
        questions.append(("\(system).\(tag)", part + [UInt8](repeating: 0, count: type.size - count)))
        ours.append(([address.bytes.hexadecimal] + numbers(in: address).map(String.init)).joined(separator: " "))
      }
      var other = type.init().bytes
      other[type.beginsWithLength ? 1 : 0] ^= 0x40
      #expect(throws: AddressBytesError.self) { try type.init(decoding: unsafe other.span.bytes) }
    }
    #expect(try probe.answers(to: questions) == ours)
  }

  @Test("the constants and Hyper-V's identifiers are those of the headers")
  func values() throws {
    for system in Self.headers.keys {
      let own = constants.filter { $0.system == system }
      let answers = try probe.answers(to: own.indices.map { ("\(system).constant", [UInt8($0)]) })
      #expect(answers == own.map { "\($0.value)" })
    }
    let answers = try probe.answers(to: identifiers.indices.map { ("windows.identifier", [UInt8($0)]) })
    #expect(answers == identifiers.map(\.value.bytes.hexadecimal))
  }

  @Test("a new address has its family, and its length where the system wants it")
  func initial() {
    for (system, _, type) in foreign {
      let bytes = type.init().bytes
      if system == "windows" {
        #expect(bytes.prefix(2) == [UInt8(type.family), 0])
      } else {
        #expect(bytes.prefix(2) == [UInt8(type.size), UInt8(type.family)])
      }
    }
  }

  /// The integers of a structure, in order.
  private func numbers(in structure: Any) -> [UInt64] {
    Mirror(reflecting: structure).children.flatMap { child -> [UInt64] in
      if let number = child.value as? any FixedWidthInteger { return [UInt64(truncatingIfNeeded: number)] }
      return child.value is any CStruct ? numbers(in: child.value) : []
    }
  }
}
