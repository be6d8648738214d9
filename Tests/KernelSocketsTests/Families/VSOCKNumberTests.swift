import Foundation
import KernelSockets
import Testing

@Suite("AF_VSOCK: this machine's number", .needs(.AF_VSOCK))
struct VSOCKNumberTests {
  @Test("it is what Python gets")
  func own() throws {
    let python = try Python(
      """
      import fcntl, struct
      with open("/dev/vsock", "rb") as device:
          answer = fcntl.ioctl(device, socket.IOCTL_VM_SOCKETS_GET_LOCAL_CID, struct.pack("I", 0))
      print(*struct.unpack("I", answer))
      """)
    #expect(try python.line() == "\(VSOCKAddress.ownCID)")
    python.expectSuccess()
  }
}

@Suite("The number of a machine without AF_VSOCK")
struct MissingVSOCKTests {
  @Test("where there is no device to ask, the error says so")
  func missing() {
    let error = failure { _ = try VSOCKAddress.ownCID }
    if FileManager.default.fileExists(atPath: "/dev/vsock") { return #expect(error == nil) }
    #expect(error?.errno == .noSuchFileOrDirectory && error?.description.contains("/dev/vsock") == true)
  }
}
