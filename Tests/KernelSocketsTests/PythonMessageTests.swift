import Foundation
import KernelSockets
import Testing

@Suite("Messages and descriptors, with Python's socket at the other end")
struct PythonMessageTests {
  @Test("CMSG_LEN and CMSG_SPACE are Python's")
  func sizes() throws {
    let expected = try Python.value("[(socket.CMSG_LEN(n), socket.CMSG_SPACE(n)) for n in range(64)]")
    let sizes = (0..<64).map { "(\(ControlBuffer.length(for: $0)), \(ControlBuffer.space(for: $0)))" }
    #expect(expected == "[\(sizes.joined(separator: ", "))]")
  }

  @Test("descriptors go to Python's recv_fds and come from its send_fds")
  func descriptors() throws {
    let directory = try TemporaryDirectory()
    let listener = try Socket.listen(at: .unix(directory.path + "/socket"))
    try listener.setMode(.timeout(.seconds(10)))
    let python = try Python(
      """
      import os
      s = socket.socket(socket.AF_UNIX)
      s.connect(sys.argv[1])
      data, fds, flags, address = socket.recv_fds(s, 10, 3)
      print(data, len(fds), os.read(fds[0], 10), flags)
      reader, writer = os.pipe()
      os.write(writer, b"through python's pipe")
      socket.send_fds(s, [b"a", b"b"], [reader, 0])
      """, directory.path + "/socket")
    let connection = try listener.accept(mode: .timeout(.seconds(10))).socket
    let (reader, writer) = try FileDescriptor.pipe()
    try writer.writeAll("ours".utf8)
    try connection.sendDescriptors([reader, writer], with: "two".utf8)
    #expect(try python.line() == "b'two' 2 b'ours' 0")
    let (received, bytes, message) = try connection.receiveDescriptors(upTo: 4, with: 10)
    #expect(String(bytes) == "ab" && received.count == 2 && message.flags.isDisjoint(with: .MSG_CTRUNC))
    let pipe = try #require(received.first?.fileDescriptor)
    var buffer = [UInt8](repeating: 0, count: 100)
    let count = unsafe try buffer.withUnsafeMutableBytes { unsafe try pipe.read(into: $0) }
    #expect(String(Array(buffer.prefix(count))) == "through python's pipe")
    try reader.close()
    try writer.close()
    python.expectSuccess()
  }

  @Test("gathered pieces and control messages are what Python's recvmsg sees, and the other way about")
  func controlMessages() throws {
    let python = try Python(
      """
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s.bind(("127.0.0.1", 0))
      s.setsockopt(socket.IPPROTO_IP, socket.IP_RECVTOS, 1)
      print(s.getsockname()[1])
      data, control, flags, address = s.recvmsg(100, 100)
      print(data, [(level, kind, bytes(part)) for level, kind, part in control], flags)
      s.sendmsg([b"x", b"", b"yz"], [(socket.IPPROTO_IP, socket.IP_TOS, bytes([16, 0, 0, 0]))], 0, address)
      """)
    let socket = try Socket(.inet, .datagram, mode: .timeout(.seconds(10)))
    try socket.bind(to: .inet(.loopback, port: 0))
    try socket.setOption(.IP_RECVTOS, true)
    let port = try #require(UInt16(try python.line()))
    let control = ControlBuffer()
    control.append(.SOL_IP, ControlMessageType(rawValue: 1), 8 as Int32)  // IP_TOS
    try socket.sendMessage([[1], [2, 3]], control: control, to: .inet(.loopback, port: port))
    #expect(try python.line() == #"b'\x01\x02\x03' [(0, 1, b'\x08')] 0"#)
    let received = ControlBuffer(capacity: 100)
    let (bytes, message) = try socket.receiveMessage(upTo: 100, control: received)
    #expect(String(bytes) == "xyz" && message.address == .inet(.loopback, port: port))
    #expect(received.map(\.bytes) == [[16]] && received.first { _ in true }?.type.rawValue == 1)
    python.expectSuccess()
  }

  @Test("a file sent by sendFile is what Python reads")
  func sendFile() throws {
    let directory = try TemporaryDirectory()
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * 13) }
    try Data(bytes).write(to: URL(fileURLWithPath: directory.path + "/file"))
    let listener = try Socket.listen(at: .inet(.loopback, port: 0))
    let port = try #require(try listener.localAddress.port)
    let python = try Python(
      """
      s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
      data = b""
      while part := s.recv(100000): data += part
      print(data == open(sys.argv[2], "rb").read()[100:])
      with open(sys.argv[2], "rb") as file: print(s.sendfile(file, 5, 7))
      s.close()
      """, "\(port)", directory.path + "/file")
    let connection = try listener.accept(mode: .timeout(.seconds(10))).socket
    let file = unsafe try FileDescriptor.open(directory.path + "/file", .readOnly)
    defer { try? file.close() }
    #expect(try connection.sendFile(file, from: 100) == bytes.count - 100)
    try connection.shutdown(.writing)
    #expect(try python.line() == "True")
    #expect(try python.line() == "7")
    #expect(try connection.receiveExactly(100) == Array(bytes[5..<12]))
    python.expectSuccess()
  }

  @Test("options have the values that Python reads from the same socket")
  func options() throws {
    let socket = try Socket(.inet, .stream)
    try socket.setOption(.SO_KEEPALIVE, true)
    try socket.setOption(.TCP_KEEPIDLE, .seconds(77))
    try socket.setOption(.SO_LINGER, Linux.linger(bytes: [1, 0, 0, 0, 5, 0, 0, 0]))
    try socket.setOption(.TCP_CONGESTION, "reno")
    try socket.setInheritable(true)
    let number = try #require(socket.fileDescriptor).rawValue
    // Of this process: Python opens it through /proc, as pidfd_getfd(2) would.
    let lines = try Python.lines(
      """
      import ctypes, os
      libc = ctypes.CDLL(None, use_errno=True)
      pid = libc.syscall(434, int(sys.argv[1]), 0)
      fd = libc.syscall(438, pid, int(sys.argv[2]), 0)
      assert fd >= 0, os.strerror(ctypes.get_errno())
      s = socket.socket(fileno=fd)
      print(s.family, s.type, s.proto)
      print(s.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE), s.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE))
      print(s.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8).hex())
      print(s.getsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, 16).rstrip(b"\\0").decode())
      s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 50000)
      """, "\(getpid())", "\(number)")
    #expect(lines == ["2 1 6", "1 77", "0100000005000000", "reno"])
    #expect(try socket.option(.SO_RCVBUF) == 100_000)
    let adopted = try Socket(duplicating: FileDescriptor(rawValue: number))
    #expect(adopted.family.rawValue == 2 && adopted.type.rawValue == 1 && adopted.protocol.rawValue == 6)
  }
}
