import Foundation
import KernelSockets
import Testing

@Suite("Availability")
struct AvailabilityTests {
  @Test(
    "a constant knows since which kernel it is there",
    arguments: [
      // From the kernel's history: the release in which each was merged.
      ("AF_TIPC", "Linux ≥ 2.6.16"), ("AF_CAN", "Linux ≥ 2.6.25"), ("AF_VSOCK", "Linux > 3.6, at the latest 3.9"),
      ("TCP_FASTOPEN_CONNECT", "Linux ≥ 4.11"), ("UDP_SEGMENT", "Linux ≥ 4.18"), ("SO_REUSEPORT", "Linux ≥ 3.9"),
      ("AF_CAIF", "Linux ≥ 2.6.35, ≤ 6.19"), ("AF_DECnet", "Linux ≥ 2.1.43, ≤ 6.0"),
    ])
  func since(name: String, expected: String) throws {
    #expect(try #require(Availability(of: name)).description.hasPrefix(expected))
  }

  @Test("the tables are asked by name, by family, and by option")
  func asked() throws {
    #expect(AddressFamily.AF_TIPC.availability == Availability(of: "AF_TIPC"))
    #expect(SocketOption.TCP_FASTOPEN_CONNECT.cName == "TCP_FASTOPEN_CONNECT")
    #expect(SocketOption.TCP_FASTOPEN_CONNECT.availability?.since == .exactly(KernelVersion(4, 11)))
    #expect(AddressFamily(rawValue: 999).availability == nil)
    #expect(SocketOption<Bool>(level: 1, name: 60000).availability == nil)
    #expect(SocketOption<Bool>(level: -1, name: -1).availability == nil)
    for name in ["", "A", "NO_SUCH_NAME", "zzz", "AF_TIP", "AF_TIPCC"] { #expect(Availability(of: name) == nil) }
    #expect(Availability(of: "sockaddr_can") != nil)
    #expect(try #require(Availability(of: "SO_REUSEPORT")).otherSystems.contains("freebsd"))
    #expect(AddressFamily.AF_TIPC.kernelSupport?.module == "tipc")
  }

  @Test("whether a kernel should have a name follows from the dates")
  func expected() throws {
    let connect = try #require(Availability(of: "TCP_FASTOPEN_CONNECT"))
    #expect(connect.isExpected(on: KernelVersion(4, 10, 17)) == false)
    #expect(connect.isExpected(on: KernelVersion(4, 11)) == true)
    #expect(connect.isExpected(on: KernelVersion(7, 2)) == true)
    let caif = try #require(Availability(of: "AF_CAIF"))
    #expect(caif.isExpected(on: KernelVersion(2, 6, 34)) == false)
    #expect(caif.isExpected(on: KernelVersion(6, 19, 5)) == true)
    #expect(caif.isExpected(on: KernelVersion(7, 0)) == false)
  }

  @Test("a version is read from what uname says")
  func versions() {
    #expect(KernelVersion("6.1.0-37-amd64") == KernelVersion(6, 1))
    #expect(KernelVersion("2.6.38.8") == KernelVersion(2, 6, 38))
    #expect(KernelVersion("5.10.102.1-microsoft-standard-WSL2")?.description == "5.10.102")
    #expect(KernelVersion("none") == nil && KernelVersion("6") == nil)
    #expect(KernelVersion(4, 9) < KernelVersion(4, 11))
    let release = try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
    #expect(KernelVersion(release ?? "") == .current)
  }

  @Test("probe asks the kernel itself")
  func probe() throws {
    #expect(AddressFamily.AF_INET.probe())
    #expect(AddressFamily.AF_UNIX.probe())
    #expect(!AddressFamily(rawValue: 63).probe())
    let socket = try Socket(.inet, .stream)
    #expect(SocketOption.TCP_NODELAY.probe(on: socket))
    #expect(!SocketOption<Int32>(level: 6, name: 9999).probe(on: socket))
  }

  @Test("an error for a family tells since when it is there, and what provides it")
  func familyError() throws {
    let lacking = [AddressFamily.AF_CAIF, .AF_ROSE, .AF_ECONET, .AF_IRDA, .AF_DECnet].first { !$0.probe() }
    let family = try #require(lacking, "a kernel with all of these families is not known")
    do {
      _ = try Socket(family, .datagram)
      Issue.record("the kernel has \(family)")
    } catch {
      let text = "\(error)"
      #expect(text.contains("this kernel"), "\(text)")
      #expect(text.contains("\(KernelVersion.current)"), "\(text)")
    }
  }

  @Test("an error for an option names it, since when it is there, and this kernel")
  func optionError() throws {
    let socket = try Socket(.unix, .datagram)
    do {
      try socket.setOption(.TCP_FASTOPEN_CONNECT, true)
      Issue.record("a unix socket took an option of TCP")
    } catch {
      let text = "\(error)"
      #expect(text.hasPrefix("setsockopt TCP_FASTOPEN_CONNECT (level 6, option 30): EOPNOTSUPP"), "\(text)")
      #expect(text.contains("known to Linux ≥ 4.11, and this kernel is \(KernelVersion.current)"), "\(text)")
    }
  }
}
