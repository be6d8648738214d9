import Foundation
import TestSupport
import Testing

/// What a C program says of a header's structures and constants.
private struct Unexported: Sendable, CustomTestStringConvertible {
  /// Below Generator/Rules/unexported, and in the kernel's source below include.
  var header: String
  var kernelHeader: String
  /// C expressions that both headers have to agree on.
  var facts: [String]

  var testDescription: String { header }

  func lines(_ header: String, _ options: [String]) throws -> [String] {
    let prints = facts.map { "printf(\"%lld\\n\", (long long)(\($0)));\n" }.joined()
    return try CProgram(
      [
        """
        #include <stddef.h>
        #include <stdio.h>
        #include <sys/socket.h>
        #include <linux/types.h>
        #include <bluetooth/bluetooth.h>
        typedef __u8 u8;
        typedef __u16 u16;
        #include <\(header)>
        int main(void) {
        \(prints)}
        """
      ], options: options
    ).answers()
  }
}

private let unexported = [
  Unexported(
    header: "net/af_ieee802154.h", kernelHeader: "net/af_ieee802154.h",
    facts: [
      "sizeof(struct sockaddr_ieee802154)", "_Alignof(struct sockaddr_ieee802154)",
      "offsetof(struct sockaddr_ieee802154, family)", "offsetof(struct sockaddr_ieee802154, addr)",
      "sizeof(struct ieee802154_addr_sa)", "offsetof(struct ieee802154_addr_sa, addr_type)",
      "offsetof(struct ieee802154_addr_sa, pan_id)", "offsetof(struct ieee802154_addr_sa, hwaddr)",
      "offsetof(struct ieee802154_addr_sa, short_addr)", "(typeof(((struct ieee802154_addr_sa *)0)->addr_type))-1",
      "(typeof(((struct ieee802154_addr_sa *)0)->pan_id))-1",
      "(typeof(((struct ieee802154_addr_sa *)0)->short_addr))-1",
      "sizeof(((struct ieee802154_addr_sa *)0)->hwaddr)", "IEEE802154_ADDR_NONE", "IEEE802154_ADDR_SHORT",
      "IEEE802154_ADDR_LONG", "IEEE802154_ADDR_LEN", "IEEE802154_PANID_BROADCAST", "IEEE802154_ADDR_BROADCAST",
      "IEEE802154_ADDR_UNDEF", "SOL_IEEE802154", "WPAN_WANTACK", "WPAN_SECURITY", "WPAN_SECURITY_LEVEL", "WPAN_WANTLQI",
      "WPAN_SECURITY_DEFAULT", "WPAN_SECURITY_OFF", "WPAN_SECURITY_ON", "WPAN_SECURITY_LEVEL_DEFAULT",
    ]),
  Unexported(
    header: "bluetooth/iso.h", kernelHeader: "net/bluetooth/iso.h",
    facts: [
      "sizeof(struct sockaddr_iso)", "_Alignof(struct sockaddr_iso)", "offsetof(struct sockaddr_iso, iso_family)",
      "offsetof(struct sockaddr_iso, iso_bdaddr)", "offsetof(struct sockaddr_iso, iso_bdaddr_type)",
      "offsetof(struct sockaddr_iso, iso_bc)", "sizeof(struct sockaddr_iso_bc)",
      "offsetof(struct sockaddr_iso_bc, bc_bdaddr)", "offsetof(struct sockaddr_iso_bc, bc_bdaddr_type)",
      "offsetof(struct sockaddr_iso_bc, bc_sid)", "offsetof(struct sockaddr_iso_bc, bc_num_bis)",
      "offsetof(struct sockaddr_iso_bc, bc_bis)", "sizeof(((struct sockaddr_iso_bc *)0)->bc_bis)", "ISO_DEFAULT_MTU",
      "ISO_MAX_NUM_BIS",
    ]),
]

/// Where scripts/machine/kernel-headers has put the kernel's own headers.
private let kernelHeaders: String = {
  let environment = ProcessInfo.processInfo.environment
  let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "") + "/.cache"
  return "\(cache)/swift-kernel-sockets/kernel-headers/trixie/include"
}()

@Suite("Headers of Rules/unexported")
struct UnexportedHeaderTests {
  @Test(
    "each says what the kernel's own header says",
    .enabled(
      if: FileManager.default.fileExists(atPath: kernelHeaders),
      "the kernel's own headers are not there: run scripts/machine/kernel-headers trixie"),
    arguments: unexported)
  fileprivate func same(header: Unexported) throws {
    let ours = try header.lines(header.header, StructureProbe.unexported)
    let kernels = try header.lines(header.kernelHeader, ["-idirafter", kernelHeaders])
    #expect(ours.count == header.facts.count)
    for (fact, (ours, kernels)) in zip(header.facts, zip(ours, kernels)) { #expect(ours == kernels, "\(fact)") }
  }
}
