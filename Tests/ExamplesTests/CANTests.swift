import KernelSockets
import TestSupport
import Testing

@Suite(
  "AF_CAN: the programs of the examples",
  .enabled(
    if: AddressFamily.can.probe() && (try? NetworkInterface(named: "vcan0")) != nil,
    "no CAN here: it takes a kernel that has it, and ip link add vcan0 type vcan && ip link set vcan0 up"),
  .serialized)
struct CANTests {
  @Test("a frame comes back, and another after it, as Python sees them")
  func raw() throws {
    let program = try Program(example: "can-raw", "vcan0", "1")
    #expect(try program.line() == "Listening at vcan0")
    let python = """
      s = socket.socket(socket.AF_CAN, socket.SOCK_RAW, socket.CAN_RAW)
      s.bind(('vcan0',))
      s.send(struct.pack('=IB3x8s', 0x123, 2, b'\\xde\\xad'))
      for _ in range(2):
          can_id, length, data = struct.unpack('=IB3x8s', s.recv(16))
          print('%x#%s' % (can_id, data[:length].hex()))
      """
    #expect(try Program(python: python).rest() == "123#dead\n1#010203\n")
    #expect(try program.rest() == "Received: can_id=123, len=2, data=[222, 173]\n")
    try RoundTrips.note("AF_CAN")
  }

  @Test("the broadcast manager sends a frame again and again, and stops with the program")
  func broadcastManager() throws {
    let python = """
      import time
      s = socket.socket(socket.AF_CAN, socket.SOCK_RAW, socket.CAN_RAW)
      s.bind(('vcan0',))
      s.settimeout(5)
      print('Listening')
      times = []
      for _ in range(4):
          can_id, length, data = struct.unpack('=IB3x8s', s.recv(16))
          times.append(time.monotonic())
          print('%x#%s' % (can_id, data[:length].hex()))
      print(0.05 < (times[3] - times[1]) / 2 < 1)
      sys.stdin.read()
      s.settimeout(0.5)
      try:
          while s.recv(16) and time.monotonic() < times[3] + 3: pass
          print('goes on')
      except TimeoutError:
          print('stopped')
      """
    let listener = try Program(python: python)
    #expect(try listener.line() == "Listening")
    let program = try Program(example: "can-broadcast-manager", "vcan0")
    #expect(try program.line() == "Sending to vcan0")
    for _ in 0..<4 { #expect(try listener.line() == "1#010203") }
    #expect(try listener.line() == "True")
    try program.write("")
    _ = try program.rest()
    try listener.write("")
    #expect(try listener.rest() == "stopped\n")
    try RoundTrips.note("AF_CAN")
  }
}
