import Catalog
import TestSupport
import Testing

/// What the committed catalog must say: facts that manual pages and the kernel's history state.
@Suite("The committed catalog")
struct CommittedCatalogTests {
  private let catalog: CatalogText

  init() throws { catalog = try CatalogText(folder: "\(Repository.folder)/Generated") }

  private func value(_ name: String, on platform: String) throws -> Constant.Value? {
    let snapshot = try #require(try catalog.snapshot(of: platform), "\(platform) is not there")
    return snapshot.constants.first { $0.name == name }?.value
  }

  @Test("has at least 120 platforms, of all systems, and says what each was read from")
  func platforms() {
    #expect(catalog.entries.count >= 120)
    #expect(Set(catalog.platforms.keys) == ["linux", "macos", "freebsd", "netbsd", "openbsd", "windows"])
    for entry in catalog.entries where !entry.isPinned {
      // An installed one, with its packages' versions.
      #expect(entry.platform.release.distribution != "", "\(entry.platform.id)")
    }
    let linux = catalog.platforms["linux"]!.entries.map(\.platform)
    for version in ["5.16", "6.3", "6.13", "6.19", "7.2"] {
      let abis = linux.filter { $0.release == Platform.Release(version: version) }.map(\.libc)
      #expect(abis.contains("gnu") && abis.contains("musl") && abis.count > 25)
    }
    for architecture in ["alpha", "hppa", "sh4", "mips64r6el", "sparc64", "x32"] {
      #expect(linux.contains { $0.architecture == architecture && $0.release.distribution == "debian" })
    }
  }

  @Test(
    "values that differ by architecture and C library are those of the ABI",
    arguments: [
      ("SOCK_STREAM", "linux-7.2-x86_64-gnu", 1), ("SOCK_STREAM", "linux-7.2-mips-gnu", 2),
      ("SOCK_DGRAM", "linux-7.2-mips64el-musl", 1), ("SOL_SOCKET", "linux-7.2-mips-musl", 65535),
      ("SOL_SOCKET", "linux-7.2-sparc64-gnu", 65535), ("SOL_SOCKET", "linux-6.1-alpha-gnu+debian", 65535),
      ("SOL_SOCKET", "linux-6.1-hppa-gnu+debian", 65535), ("SOL_SOCKET", "linux-7.2-aarch64-gnu", 1),
      // socket(7) on these: asm/socket.h of each.
      ("SO_REUSEADDR", "linux-7.2-sparc64-gnu", 4), ("SO_REUSEADDR", "linux-6.12-alpha-gnu+debian", 4),
      ("SO_RCVBUF", "linux-6.12-hppa-gnu+debian", 0x1002), ("SO_PEERCRED", "linux-7.2-powerpc64le-gnu", 21),
      // 64-bit time: musl has changed over, glibc not by default.
      ("SO_TIMESTAMP", "linux-7.2-arm-gnu", 29), ("SO_TIMESTAMP", "linux-7.2-arm-musl", 63),
      ("SO_TIMESTAMP", "linux-7.2-x86_64-musl", 29),
      // _IOR('f', 127, int): the direction's bits are others on powerpc.
      ("FIOGETOWN", "linux-7.2-x86_64-gnu", 0x8903), ("SIOCGSTAMP_NEW", "linux-7.2-x86_64-gnu", 0x8010_8906),
      ("SIOCGSTAMP_NEW", "linux-7.2-powerpc64-gnu", 0x4010_8906), ("AF_INET6", "macos-27-aarch64", 30),
      ("AF_INET6", "windows-mingw-x86_64", 23), ("AF_INET6", "freebsd-15.1-x86_64", 28),
    ])
  func values(name: String, platform: String, expected: Int) throws {
    #expect(try value(name, on: platform) == .integer(Int128(expected)))
  }

  @Test("names come and go with the kernels")
  func releases() throws {
    for (name, releases) in [
      ("MPTCP_FULL_INFO", ["6.13", "6.19", "7.2"]), ("IP_LOCAL_PORT_RANGE", ["6.3", "6.13", "6.19", "7.2"]),
      ("NETROM_T1", ["5.16", "6.3", "6.13", "6.19"]), ("CAIFSO_LINK_SELECT", ["5.16", "6.3", "6.13", "6.19"]),
      ("CAN_RAW_FILTER", ["5.16", "6.3", "6.13", "6.19", "7.2"]),
    ] {
      let found = try ["5.16", "6.3", "6.13", "6.19", "7.2"].filter {
        try value(name, on: "linux-\($0)-x86_64-gnu") != nil
      }
      #expect(found == releases, "\(name)")
    }
  }

  @Test("a distribution's backports are told from the kernel's own: SOL_VSOCK in Debian's 6.1, not in 6.3")
  func backports() throws {
    #expect(try value("SOL_VSOCK", on: "linux-6.1-x86_64-gnu+debian") == .integer(287))
    #expect(try value("SOL_VSOCK", on: "linux-6.3-x86_64-gnu") == nil)
    #expect(try value("SOL_VSOCK", on: "linux-6.13-x86_64-gnu") == .integer(287))
  }

  @Test("is under three megabytes")
  func size() throws {
    let bytes = catalog.groups.values.flatMap(\.values).reduce(0) { $0 + $1.utf8.count }
    #expect((500_000..<3_000_000).contains(bytes))
  }
}
