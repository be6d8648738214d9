import KernelSockets
import TestSupport

/// The bytes of each sample, in hexadecimal digits, as a C program has them that is compiled with the system's headers.
///
/// `LO` is the index of the loopback interface.
func bytesInC(of samples: [AddressSample]) throws -> [String] {
  let loopback = try NetworkInterface.index(of: "lo")
  var sources: [String] = []
  // One translation unit for each header: some can't be read together.
  for (header, members) in Dictionary(grouping: samples.enumerated(), by: \.element.header) {
    let functions = members.map { number, sample in
      // Structures with an open end can't be cleared so; their padding is zero anyway.
      let clearing =
        ["sockaddr_alg_new", "sockaddr_iso"].contains(sample.structure) ? "" : "__builtin_clear_padding(&a);"
      return """
        void print_\(number)(void) {
          union { unsigned char bytes[128]; struct \(sample.structure) a; } u = {{0}};
          unsigned char *bytes = u.bytes;
          struct \(sample.structure) a = {\(sample.fields)};
          \(clearing)
          memcpy(bytes, &a, sizeof a);
          \(sample.statements)
          for (size_t i = 0; i < \(sample.length); i++) printf("%02x", bytes[i]);
          puts("");
        }

        """
    }
    sources.append(includes(for: header) + functions.joined())
  }
  let calls = samples.indices.map { "  { extern void print_\($0)(void); print_\($0)(); }\n" }.joined()
  sources.append("int main(void) {\n\(calls)}\n")

  return try CProgram(
    sources,
    options: ["-DLO=\(loopback)", "-idirafter", "\(Repository.folder)/Generator/Rules/unexported"]
  ).answers()
}

private func includes(for header: String) -> String {
  """
  #include <arpa/inet.h>
  #include <endian.h>
  #include <net/if.h>
  #include <stddef.h>
  #include <stdint.h>
  #include <stdio.h>
  #include <string.h>
  #include <sys/socket.h>
  \(header.hasPrefix("bluetooth/") ? "#include <bluetooth/bluetooth.h>" : "")
  \(header.hasPrefix("linux/if_packet") ? "#include <linux/if_arp.h>\n#include <linux/if_ether.h>" : "")
  \(header.hasPrefix("linux/can/") ? "#include <linux/can.h>" : "")
  #include <\(header)>

  """
}
