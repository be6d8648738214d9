import Catalog
import Testing

/// A catalog in which names come and go, values differ by architecture and C library, and structures grow: the whole
/// format in one place.
private let files = [
  "platforms.txt": """
  # The platforms of this catalog, 7 lines. Written by socketgen, never by hand.
  # Each has its name, the compiler's target, a pointer's bits with the byte order, and what was read.
  linux-5.16-mips-gnu mips-linux-gnu 32be a source
  linux-5.16-x86_64-gnu x86_64-linux-gnu 64le a source
  linux-6.1-x86_64-gnu+debian x86_64-linux-gnu 64le another source
  linux-6.13-mips-gnu mips-linux-gnu 32be a source
  linux-6.13-mips-musl mips-linux-musl 32be a source
  linux-6.13-x86_64-gnu x86_64-linux-gnu 64le a source
  linux-6.13-x86_64-musl x86_64-linux-musl 64le a source

  """,
  "linux/sample.txt": """
  # sample: what the headers of linux say, 23 lines. Written by socketgen, never by hand.
  AF_CAN 29 s32 alias bits/socket.h int
  AF_CAN 29 s32 macro sys/socket.h int @ musl
  AF_MCTP 45 s32 alias bits/socket.h int @ 6.1+debian-
  BDADDR_ANY pointer p64 macro bluetooth/bluetooth.h bdaddr_t * @ 6.1+debian
  CAIF 1 s32 macro linux/caif.h int @ -6.1+debian
  HV_GUID_LOOPBACK {9761e1e056dd104a91955ee7a155a838} struct:_GUID variable hvsocket.h struct _GUID
  L2TP_GENL_NAME "l2tp" s8[5] macro linux/l2tp.h char[5]
  SOCK_STREAM 1 s32 enumerator bits/socket_type.h int
  SOCK_STREAM 2 s32 enumerator bits/socket_type.h int @ ilp32
  SOL_VSOCK 287 s32 macro bits/socket.h int @ gnu/6.1+debian-
  TIPC_CFG_INVALID "\\x80\\x20" s8[3] macro linux/tipc_config.h char[3] @ lp64-musl ilp32/-5.16
  struct sockaddr_ll 20 4 linux/if_packet.h struct sockaddr_ll
    sll_protocol 16 16 be u16 __be16
    sll_addr 96 64 - u8[8] unsigned char[8]
  struct tcp_info 16 4 linux/tcp.h struct tcp_info
  struct tcp_info 8 4 linux/tcp.h struct tcp_info @ -6.1+debian
    tcpi_snd_wscale 48 4 - :u8 __u8 @ lp64
    tcpi_snd_wscale 52 4 - :u8 __u8 @ ilp32
    tcpi_rto 64 32 - u32 __u32 @ 6.13-
    tcpi_ato 96 32 - u32 __u32 @ 6.13-
  union sockaddr_can.can_addr 16 8 linux/can.h -
    - 0 64 - struct:sockaddr_can.can_addr.1 struct
    tail 64 0 - u8[] __u8[]

  """,
]

@Suite("The catalog's text")
struct CatalogTextTests {
  private let catalog: PlatformCatalog
  private let text: CatalogText

  init() throws {
    text = try CatalogText(files: files)
    catalog = try PlatformCatalog(text)
  }

  @Test("writing is the inverse of reading, the whole format visible")
  func inverse() { #expect(catalog.files == files) }

  @Test("one platform's facts are the same whether the whole catalog is read or that platform alone")
  func snapshots() throws {
    for entry in catalog.entries {
      #expect(try text.snapshot(of: entry.platform.id) == catalog.snapshot(of: entry.platform.id))
    }
    #expect(catalog.entries.count == 7)
    #expect(catalog.snapshot(of: "linux-7.0-mips-gnu") == nil)
  }

  @Test("a line's platforms are those that its terms name, exceptions overrule")
  func facts() throws {
    func lines(_ platform: String) throws -> [String] {
      try #require(catalog.snapshot(of: platform)).constants.map { "\($0.name) \($0.value) \($0.header)" }
    }
    #expect(
      try lines("linux-6.13-mips-musl") == [
        "AF_CAN 29 sys/socket.h", "AF_MCTP 45 bits/socket.h",
        "HV_GUID_LOOPBACK {9761e1e056dd104a91955ee7a155a838} hvsocket.h", "L2TP_GENL_NAME \"l2tp\" linux/l2tp.h",
        "SOCK_STREAM 2 bits/socket_type.h",
      ])
    #expect(try lines("linux-5.16-mips-gnu").contains("CAIF 1 linux/caif.h"))
    let old = try #require(
      catalog.snapshot(of: "linux-6.1-x86_64-gnu+debian")?.structures.first { $0.name == "tcp_info" })
    #expect(old.size == 8)
    #expect(old.fields.map(\.offset) == [48])
  }

  @Test("what two platforms share is left out of a comparison, and nothing else")
  func differing() throws {
    let ids = catalog.entries.map(\.platform.id)
    for old in ids {
      for new in ids {
        let groups = try #require(try text.differing(old, new))
        let full = Difference.between(catalog.snapshot(of: old)!.groups, and: catalog.snapshot(of: new)!.groups)
        #expect(Difference.between(groups.old, and: groups.new) == full)
      }
    }
  }

  @Test("new facts of a platform replace the old ones; the others' stay; adding a release changes no line but its own")
  func merging() throws {
    let id = "linux-6.13-x86_64-gnu"
    var snapshot = try #require(catalog.snapshot(of: id))
    let entry = try #require(catalog.entries.first { $0.platform.id == id })
    #expect(catalog.merging([(entry, snapshot)]).files == files)

    snapshot.platform = "linux-7.2-x86_64-gnu"
    var newer = entry
    newer.platform = try Platform(snapshot.platform)
    let grown = catalog.merging([(newer, snapshot)])
    #expect(grown.files["linux/sample.txt"] == files["linux/sample.txt"])
    #expect(grown.entries.count == 8)
    #expect(grown.merging([], keeping: { $0.platform.id != snapshot.platform }).files == files)
  }

  @Test("a structure whose variants order their fields otherwise is written once for each")
  func orders() throws {
    let fields = ["  a 0 8 - u8 char\n", "  b 0 8 - u8 char\n"]
    let platforms = "linux-1.0-arm-gnu arm-linux-gnu 32le s\nlinux-1.0-mips-gnu mips-linux-gnu 32be s\n"
    func union(_ fields: [String]) -> String { "union u 1 1 h union u @ ARCH\n" + fields.joined() }
    let text =
      union(fields).replacing("ARCH", with: "be") + union(fields.reversed()).replacing("ARCH", with: "le")
    let catalog = try PlatformCatalog(CatalogText(files: ["platforms.txt": platforms, "linux/g.txt": text]))
    let orders = ["arm", "mips"].map { catalog.snapshot(of: "linux-1.0-\($0)-gnu")!.structures[0].fields.map(\.name) }
    #expect(orders == [["b", "a"], ["a", "b"]])
    let again = try PlatformCatalog(CatalogText(files: catalog.files))
    #expect(again.systems["linux"]?.groups == catalog.systems["linux"]?.groups)
  }

  @Test("variants without fields, of a structure whose variants order their fields otherwise, are all read again")
  func fieldless() throws {
    let text = """
      struct s 2 1 h - @ arm
        a 0 8 - u8 char
        b 8 8 - u8 char
      struct s 2 1 h - @ mips
        b 0 8 - u8 char
        a 8 8 - u8 char
      struct s 4 4 h - @ i386 m68k
      struct s 8 4 h - @ m68k

      """
    let platforms = ["arm", "i386", "m68k", "mips"].map { "linux-1.0-\($0)-gnu \($0)-linux-gnu 32le s\n" }
    let files = ["platforms.txt": platforms.joined(), "linux/g.txt": text]
    let catalog = try PlatformCatalog(CatalogText(files: files))
    let sizes = ["arm", "mips", "i386", "m68k"].map { catalog.snapshot(of: "linux-1.0-\($0)-gnu")!.structures[0].size }
    #expect(sizes == [2, 2, 4, 8])
    let again = try PlatformCatalog(CatalogText(files: catalog.files))
    #expect(again.systems["linux"]?.groups == catalog.systems["linux"]?.groups)
  }

  @Test(
    "a structure that a platform has already, and an exception that holds nowhere, are refused with their line",
    arguments: [
      "struct s 4 4 h - @ mips\n  a 0 8 - u8 char\nstruct s 8 4 h - @ mips x86_64",
      "A 1 s32 macro h int @ musl\nB 1 s32 macro h int\nA 2 s32 macro h int @ gnu",
      "struct s 4 4 h - @ musl\nstruct s 8 4 h - @ mips\nstruct s 8 4 h - @ gnu",
      "A 1 s32 macro h int\nstruct s 4 4 h - @ musl\n  a 0 8 - u8 char @ gnu",
    ])
  func contradictingLine(lines: String) {
    let text = files.merging(["linux/bad.txt": lines + "\n"]) { $1 }
    #expect { try PlatformCatalog(CatalogText(files: text)) } throws: { error in
      let last = lines.split(separator: "\n").last!
      return (error as? CatalogError)?.problem == "bad.txt:3: no fact of the catalog: \(last)"
    }
  }

  @Test(
    "a line of another form is refused with its number",
    arguments: [
      "AF_CAN 29", "struct x 1 2", "struct s 4 4 h struct s\n  f 0 8 - q8 x", "  f 0 8 - u8 x",
      "A 1 s32 nonsense h int",
      "A 1 s32 macro h int @ vax", "A 1 s32 macro h int @ !", "A 1 s32 macro h int @ 9.9-",
      "@", "@ musl", "A 1 s32 macro h int @ x @ musl", "A 1 s32 macro @h int",
    ])
  func malformedLine(line: String) {
    let text = files.merging(["linux/bad.txt": "# head\n\(line)\n"]) { $1 }
    let number = line.contains("\n") ? 3 : 2
    #expect { try PlatformCatalog(CatalogText(files: text)) } throws: { error in
      (error as? CatalogError)?.problem.hasPrefix("bad.txt:\(number): no fact of the catalog: ") == true
    }
  }

  @Test(
    "a platform that the list has already, or whose terms would name another's, is refused with its line",
    arguments: [
      "linux-6.13-mips-gnu mips-linux-gnu 32be twice", "linux-6.13-gnu-musl a 32be s", "linux-6.13-x-mips a 32be s",
      "linux-mingw-x86_64 a 64le s", "linux-6.13-x a 16le s", "linux-6.13-x a 64xe s", "linux-6.13-x a le s",
    ])
  func clashingPlatform(line: String) {
    let list = files["platforms.txt"]!.replacing("7 lines", with: "8 lines") + line + "\n"
    let text = files.merging(["platforms.txt": list]) { $1 }
    #expect { try CatalogText(files: text) } throws: { error in
      (error as? CatalogError)?.problem == "platforms.txt:10: no fact of the catalog: \(line)"
    }
  }

  @Test("a string may hold anything that the format is made of")
  func strings() throws {
    let entry = try #require(catalog.entries.first { $0.platform.id == "linux-6.13-x86_64-gnu" })
    let value = Constant.Value.string(Array(#"a @ musl"\ #"#.utf8))
    let constant = Constant(
      name: "S", value: value, type: CType(.array(.integer(signed: true, bits: 8), count: 13), spelling: "char[13]"),
      kind: .macro, header: "h")
    let group = Group(name: "strings", constants: [constant], structures: [])
    let grown = catalog.merging([(entry, Snapshot(platform: entry.platform.id, groups: [group]))])
    let again = try PlatformCatalog(CatalogText(files: grown.files))
    #expect(again.snapshot(of: entry.platform.id)?.constants == [constant])
    #expect(again.files == grown.files)
  }

  @Test("cut off anywhere, a catalog is refused, at the end of a line too")
  func cut() throws {
    for path in files.keys {
      let whole = files[path]!
      for count in 0..<whole.utf8.count {
        let text = String(decoding: whole.utf8.prefix(count), as: UTF8.self)
        let cut = files.merging([path: text]) { $1 }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard text.hasSuffix("\n") || count.isMultiple(of: 5) else { continue }
        let reason =
          text.hasSuffix("\n")
          ? "\(path): the file is cut off, or lines were added: it has "
          : "\(path):\(lines.count): the file is cut off: "
        #expect { try CatalogText(files: cut) } throws: { error in
          (error as? CatalogError)?.problem.hasPrefix(reason) == true
        }
      }
    }
  }

  @Test("lines that were added are refused; a head that does not count them, as of older revisions, is believed")
  func counted() throws {
    let path = "linux/sample.txt"
    #expect(throws: CatalogError.self) {
      try CatalogText(files: files.merging([path: files[path]! + "CAN 1 s32 macro a.h int\n"]) { $1 })
    }
    let old = files.mapValues { $0.replacing(/, \d+ lines/, with: "") }
    #expect(old != files)
    #expect(try PlatformCatalog(CatalogText(files: old)).files == files)
  }

  @Test("platforms are in the order of their releases, and a distribution's stands behind the one it was made from")
  func order() throws {
    let ids = ["linux-6.1-x-gnu+debian", "linux-6.13-x-gnu", "linux-5.16-x-gnu", "linux-6.3-x-gnu", "linux-6.1-x-gnu"]
    #expect(
      try ids.map(Platform.init).sorted().map(\.id) == [
        "linux-5.16-x-gnu", "linux-6.1-x-gnu", "linux-6.1-x-gnu+debian", "linux-6.3-x-gnu", "linux-6.13-x-gnu",
      ])
    for bad in [
      "", "linux", "linux-6.1", "linux--x86_64", "linux-6.1-x-gnu+", "linux-6.1-x-", "linux-%.1-x-gnu",
      "linux-6.1-mips*", "linux-6.1-lp64-gnu", "linux-6.1-be", "linux-6.1-x-x", "linux-6.1-386-gnu", "li/nux-6.1-x",
      "linux-6.1-x-gnu-y", "linux-6.1-x-gnu+a+b", "linux-6.1-x@y",
    ] {
      #expect(throws: PlatformError.self) { try Platform(bad) }
    }
  }
}
