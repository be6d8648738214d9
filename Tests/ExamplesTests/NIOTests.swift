import Foundation
import TestSupport
import Testing

@Suite("The package that uses SwiftNIO")
struct NIOTests {
  @Test("a connection is answered by a socket, by a channel, and by a socket again")
  func roundTrip() throws {
    let run = [
      "swift", "run", "--disable-build-manifest-caching", "--package-path", Repository.folder + "/Examples/NIO",
      "--scratch-path", Repository.folder + "/.build/nio", "nio-round-trip",
    ]
    #expect(try Program(run).rest() == "socket: one\nNIO: two\nsocket: three\n")
  }
}
