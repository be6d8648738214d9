import Foundation
import KernelSockets
import Testing

@Suite("Requests of ioctl(2)")
struct ControlRequestTests {
  @Test("queues are counted")
  func queues() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    try client.sendAll([1, 2, 3])
    _ = try server.wait(for: .readable, timeout: .seconds(5))
    #expect(try server.availableByteCount == 3)
    while try client.unsentByteCount > 0 {}
    #expect(try server.isAtMark == false)
    let (left, right) = try Socket.pair(.unix, .datagram)
    try left.sendAll([1, 2])
    try left.sendAll([1, 2, 3])
    #expect(try right.availableByteCount == 2)
    #expect(try left.unsentByteCount > 0)
  }

  @Test("the mark is where urgent data were")
  func mark() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    try client.sendAll([1, 2])
    #expect(try client.send([3], flags: .MSG_OOB) == 1)
    #expect(try server.wait(for: .urgent, timeout: .seconds(5)).contains(.urgent))
    #expect(try server.isAtMark == false)
    #expect(try server.receiveExactly(2) == [1, 2])
    #expect(try server.isAtMark)
    #expect(try server.receive(upTo: 1, flags: .MSG_OOB) == [3])
  }

  @Test("an interface is what /sys/class/net says")
  func interface() throws {
    let socket = try Socket(.inet, .datagram)
    let folder = "/sys/class/net/lo/"
    func system(_ name: String) throws -> String {
      try String(contentsOfFile: folder + name, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }
    #expect(try "\(socket.interfaceIndex("lo"))" == system("ifindex"))
    #expect(try "\(socket.interfaceMTU("lo"))" == system("mtu"))
    // The file has bits that the request leaves out: IFF_UP and IFF_LOOPBACK are in both.
    let flags = try #require(UInt32(try system("flags").dropFirst(2), radix: 16))
    #expect(try UInt32(socket.interfaceFlags("lo")) & 9 == flags & 9)
    #expect(try socket.interfaceAddress("lo") == .inet(.loopback, port: 0))
    let hardware = try socket.interfaceHardwareAddress("lo")
    #expect(try "\(hardware.type.rawValue)" == system("type"))
    #expect(hardware.type == .ARPHRD_LOOPBACK && hardware.address == [0, 0, 0, 0, 0, 0])
    try socket.setInterfaceFlags("lo", try socket.interfaceFlags("lo"))
    try socket.setInterfaceMTU("lo", try socket.interfaceMTU("lo"))
  }

  @Test("names that no interface can have, or none has, are errors")
  func badNames() throws {
    let socket = try Socket(.inet, .datagram)
    #expect(failure { _ = try socket.interfaceIndex("no-such-one") }?.errno == .operationNotSupportedByDevice)
    #expect(failure { _ = try socket.interfaceIndex("0123456789abcdef") }?.kind == .invalidArgument)
    #expect(failure { _ = try socket.interfaceIndex("l\0o") }?.kind == .invalidArgument)
  }

  @Test("any request can be made with bytes")
  func bytes() throws {
    let socket = try Socket(.inet, .datagram)
    var request = Array("lo".utf8) + [UInt8](repeating: 0, count: 38)
    #expect(unsafe try socket.control(.SIOCGIFINDEX, &request) == 0)
    #expect(try UInt32(request[16]) == NetworkInterface.index(of: "lo"))
    var none: [UInt8] = []
    #expect(failure { _ = unsafe try socket.control(IOControlRequest(rawValue: 0x1234), &none) } != nil)
  }

  @Test("any request can be made with a number")
  func number() throws {
    let socket = try Socket(.inet, .datagram)
    #expect(failure { _ = unsafe try socket.control(IOControlRequest(rawValue: 0x1234), number: 1) }?.errno != nil)
    #expect(failure { _ = unsafe try socket.control(.SIOCGIFINDEX) }?.errno == .badAddress)
  }
}
