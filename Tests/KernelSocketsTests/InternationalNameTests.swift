import Foundation
import KernelSockets
import Testing

/// In processes of their own: the C library loads locales and libraries once.
@Suite("Names that are not ASCII, without what they need", .enabled(if: Namespace.isAllowed, Namespace.reason))
struct InternationalNameTests {
  @Test("no libidn2: the error says how to get it")
  func noLibrary() async {
    await #expect(processExitsWith: .success) {
      reportingErrors {
        try Namespace.files.enter()
        let folders = ["/usr/lib/\(machine)-linux-gnu", "/usr/lib64", "/usr/lib", "/lib/\(machine)-linux-gnu"]
        for folder in folders where FileManager.default.fileExists(atPath: folder + "/libidn2.so.0") {
          try Namespace.show("/dev/null", at: folder + "/libidn2.so.0")
        }
        let error = failure { _ = try AddressInfo.lookup(host: "ｌｏｃａｌｈｏｓｔ", port: 1) }
        #expect(error == SocketError("lookup", "of ｌｏｃａｌｈｏｓｔ, port 1", .internationalName(.noLibrary)))
        #expect(error?.description.contains("install libidn2 (Debian: libidn2-0)") == true)
        #expect(failure { _ = try HostInfo.lookup(name: "ｌｏｃａｌｈｏｓｔ") }?.cause == .internationalName(.noLibrary))
        // The name of 127.0.0.1 is ASCII anyway, yet glibc asks the library.
        let address = SocketAddress.inet(.loopback, port: 1)
        let cause = failure { _ = try NameInfo.lookup(address, flags: .NI_IDN) }?.cause
        #expect(cause == nil || cause == .internationalName(.noLibrary))
        #expect(try AddressInfo.lookup(host: "localhost", port: 1).isEmpty == false)
      }
    }
  }

  @Test("no locale with UTF-8: the error says which")
  func noLocale() async {
    await #expect(processExitsWith: .success) {
      reportingErrors {
        try Namespace.files.enter()
        let empty = try TemporaryDirectory()
        try Namespace.show(empty.path, at: "/usr/lib/locale")
        let error = failure { _ = try AddressInfo.lookup(host: "ｌｏｃａｌｈｏｓｔ", port: 1) }
        #expect(error == SocketError("lookup", "of ｌｏｃａｌｈｏｓｔ, port 1", .internationalName(.noLocale)))
        #expect(error?.description.contains("C.UTF-8") == true)
        let address = SocketAddress.inet(.loopback, port: 1)
        #expect(failure { _ = try NameInfo.lookup(address, flags: .NI_IDN) }?.cause == .internationalName(.noLocale))
        #expect(try AddressInfo.lookup(host: "localhost", port: 1).isEmpty == false)
      }
    }
  }
}

#if arch(x86_64)
  private let machine = "x86_64"
#elseif arch(arm64)
  private let machine = "aarch64"
#endif
