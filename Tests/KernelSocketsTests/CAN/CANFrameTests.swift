import KernelSockets
import TestSupport
import Testing

@Suite("CAN frames: fields, C's structures, text")
struct CANFrameTests {
  @Test("a frame has the bytes that C gives it, and is read from them")
  func structures() throws {
    let program = try CProgram([
      """
      #include <linux/can.h>
      #include <stdio.h>
      #include <string.h>
      static void print(const void *bytes, size_t count) {
        for (size_t i = 0; i < count; i++) printf("%02x", ((const unsigned char *)bytes)[i]);
        puts("");
      }
      int main(void) {
        struct can_frame classic = {.can_id = 0x123, .len = 4, .data = {0xde, 0xad, 0xbe, 0xef}};
        struct can_frame extended = {.can_id = 0x1F334455 | CAN_EFF_FLAG, .len = 8, .len8_dlc = 14, .data = "12345678"};
        struct can_frame request = {.can_id = 0x7ff | CAN_RTR_FLAG, .len = 3};
        struct canfd_frame fd = {.can_id = 0x1, .len = 12, .flags = CANFD_FDF | CANFD_BRS, .data = "abcdefghijkl"};
        print(&classic, sizeof classic);
        print(&extended, sizeof extended);
        print(&request, sizeof request);
        print(&fd, sizeof fd);
      }
      """
    ])
    var extended = try CANFrame(0x1F33_4455, isExtended: true, data: Array("12345678".utf8))
    extended.rawLengthCode = 14
    var fd = try CANFrame(1, data: Array("abcdefghijkl".utf8), isFD: true)
    fd.fdFlags = Linux.CANFD_BRS
    let frames = [
      try CANFrame(0x123, data: [0xde, 0xad, 0xbe, 0xef]), extended, try CANFrame(requesting: 0x7ff, count: 3), fd,
    ]
    #expect(try frames.map { $0.bytes.hexadecimal } == program.answers())
    for frame in frames { #expect(CANFrame(bytes: frame.bytes) == frame) }
  }

  // The texts are those that can-utils' lib.h gives as examples.
  @Test(
    "text is candump's and cansend's",
    arguments: [
      ("123#DEADBEEF", 0x123, false, [0xde, 0xad, 0xbe, 0xef]),
      ("00000123#DEADBEEF", 0x123, true, [0xde, 0xad, 0xbe, 0xef]), ("1F334455#11", 0x1F33_4455, true, [0x11]),
      ("5AA#", 0x5aa, false, []), ("5A1#1122334455667788_E", 0x5a1, false, [17, 34, 51, 68, 85, 102, 119, 136]),
    ] as [(String, UInt32, Bool, [UInt8])])
  func text(text: String, identifier: UInt32, isExtended: Bool, data: [UInt8]) throws {
    let frame = try CANFrame(parsing: text)
    #expect(frame.identifier == identifier)
    #expect(frame.isExtended == isExtended)
    #expect(frame.data == data)
    #expect(!frame.isRemoteRequest && !frame.isErrorMessage && !frame.isFD)
    #expect(frame.description == text)
  }

  @Test("remote requests, error messages and CAN FD have their own text; points and small letters are read")
  func otherText() throws {
    let request = try CANFrame(parsing: "123#R4")
    #expect(request.isRemoteRequest && request.count == 4 && request.data == [])
    #expect(request.description == "123#R4")
    #expect(try CANFrame(parsing: "123#r").description == "123#R")
    let error = try CANFrame(parsing: "20000088#00.00.0a.00.00.00.00.00")
    #expect(error.isErrorMessage && error.identifier == Linux.CAN_ERR_PROT | Linux.CAN_ERR_BUSERROR)
    #expect(error.description == "20000088#00000A0000000000")
    let fd = try CANFrame(parsing: "1f334455##1112233")
    #expect(fd.isFD && fd.isExtended && fd.fdFlags == Linux.CANFD_BRS && fd.data == [0x11, 0x22, 0x33])
    #expect(fd.description == "1F334455##1112233")
    #expect(try CANFrame(parsing: "213##0").count == 0)
  }

  @Test(
    "what is no frame is refused, and shown",
    arguments: [
      "", "123", "12#00", "1234#00", "xyz#00", "800#00", "+12#00", "FFFFFFFF1#00", "40000000#00", "123#0", "123#GG",
      "123#112233445566778899", "123#R9", "123#R1x", "123##", "123##G00", "123#1122_E", "123#1122334455667788_8",
      "123##1" + String(repeating: "00", count: 65),
    ])
  func badText(text: String) {
    let error = failure { _ = try CANFrame(parsing: text) }
    #expect(error?.kind == .invalidArgument)
    #expect(error?.description == "CAN frame: \"\(text)\" is none, as 123#DEADBEEF is")
  }

  @Test("what a frame can't hold is refused, with the limit")
  func limits() {
    #expect(
      failure { _ = try CANFrame(0x800, data: []) }?.description == "CAN frame: identifier 0x800 is above 0x7ff")
    #expect(
      failure { _ = try CANFrame(0x2000_0000, isExtended: true, data: []) }?.description
        == "CAN frame: identifier 0x20000000 is above 0x1fffffff")
    #expect(
      failure { _ = try CANFrame(1, data: [UInt8](repeating: 0, count: 9)) }?.description
        == "CAN frame: 9 bytes of data are more than 8")
    let zeroes = [UInt8](repeating: 0, count: 2049)
    #expect(failure { _ = try CANFrame(1, data: zeroes.prefix(65), isFD: true) }?.kind == .invalidArgument)
    #expect(failure { _ = try CANFrame(requesting: 1, count: -1) }?.kind == .invalidArgument)
    #expect(failure { _ = try CANXLFrame(priority: 0x800, data: [1]) }?.kind == .invalidArgument)
    #expect(failure { _ = try CANXLFrame(priority: 1, data: []) }?.kind == .invalidArgument)
    #expect(
      failure { _ = try CANXLFrame(priority: 1, data: zeroes) }?.description
        == "CAN frame: 2049 bytes of data, where 1...2048 can be")
  }

  @Test("bytes of any number are read as a frame or refused, and never beyond their end")
  func foreign() {
    var random = SplitMix(state: 7)
    for _ in 0..<20_000 {
      let count = [16, 72, .random(in: 0...100, using: &random)].randomElement(using: &random)!
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      guard let frame = CANFrame(bytes: bytes) else { continue }
      #expect(frame.count <= (frame.isFD ? 64 : 8))
      #expect(CANFrame(bytes: frame.bytes) == frame)
      #expect(frame.data.count == (frame.isRemoteRequest ? 0 : frame.count))
    }
    // The length of a frame is a byte that anyone can write.
    #expect(CANFrame(bytes: [1, 0, 0, 0, 9] + [UInt8](repeating: 0, count: 11)) == nil)
  }

  @Test("data of every length lie behind the header, and zeroes behind them", arguments: [false, true])
  func everyLength(isFD: Bool) throws {
    let limit = isFD ? 64 : 8
    let data = (0..<limit).map { UInt8(0x81 + $0) }
    for count in 0...limit {
      let frame = try CANFrame(0, data: data[..<count], isFD: isFD)
      let header = [0, 0, 0, 0, UInt8(count), isFD ? UInt8(Linux.CANFD_FDF) : 0, 0, 0]
      #expect(frame.bytes == header + data[..<count] + [UInt8](repeating: 0, count: limit - count))
      #expect(frame.data == Array(data[..<count]) && (0..<count).allSatisfy { frame[$0] == data[$0] })
      // What a sender left behind the data is not part of the frame.
      #expect(CANFrame(bytes: header + data)?.bytes == frame.bytes)
    }
  }

  @Test("frames whose data differ in one byte, whichever, are not equal")
  func everyByteCounts() throws {
    let data = [UInt8](repeating: 0, count: 64)
    for index in data.indices {
      var others = data
      others[index] = 1
      #expect(try CANFrame(1, data: others, isFD: true) != CANFrame(1, data: data, isFD: true))
    }
    let frames = try data.indices.map { try CANFrame(1, data: Array(repeating: 1, count: $0), isFD: true) }
    #expect(Set(frames + frames).count == frames.count)
  }

  @Test("random frames are printed and parsed to themselves")
  func textRoundTrip() throws {
    var random = SplitMix(state: 8)
    for _ in 0..<10_000 {
      let (isFD, isExtended) = (Bool.random(using: &random), Bool.random(using: &random))
      let data = (0..<Int.random(in: 0...(isFD ? 64 : 8), using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let identifier = UInt32.random(in: 0...(isExtended ? 0x1fff_ffff : 0x7ff), using: &random)
      var frame = try CANFrame(identifier, isExtended: isExtended, data: data, isFD: isFD)
      if isFD { frame.fdFlags = .random(in: 0...3, using: &random) }
      #expect(try CANFrame(parsing: frame.description) == frame)
    }
  }

  @Test("a frame of CAN XL has the bytes that C gives it, and is read from them")
  func xl() throws {
    let frame = try CANXLFrame(
      priority: 0x242, virtualNetwork: 0x81, flags: Linux.CANXL_SEC, dataType: 3, acceptance: 0x1234_5678,
      data: [0x11, 0x22, 0x33])
    let bytes = frame.bytes
    // struct canxl_frame as linux/can.h has it: prio, flags, sdt, len, af, data.
    #expect(bytes == [0x42, 0x02, 0x81, 0, 0x81, 3, 3, 0, 0x78, 0x56, 0x34, 0x12, 0x11, 0x22, 0x33])
    #expect(CANXLFrame(bytes: bytes) == frame)
    #expect(frame.description == "81242#81:03:12345678#112233")
    #expect(unsafe AnyCANFrame(reading: bytes.span.bytes)?.description == frame.description)
    let classic = try CANFrame(0x123, data: [0xde, 0xad])
    let classicBytes = classic.bytes
    #expect(unsafe AnyCANFrame(reading: classicBytes.span.bytes) == .frame(classic))
    #expect(AnyCANFrame.frame(classic).description == "123#DEAD")
    #expect(unsafe AnyCANFrame(reading: classicBytes.span.bytes.extracting(first: 7)) == nil)
    for length in 0..<bytes.count { #expect(CANXLFrame(bytes: Array(bytes.prefix(length))) == nil) }
    #expect(CANFrame(bytes: bytes) == nil)
  }

  @Test("filters pass what the kernel's rule passes")
  func filters() throws {
    let (plain, extended) = (try CANFrame(0x123, data: []), try CANFrame(0x123, isExtended: true, data: []))
    let request = try CANFrame(requesting: 0x123)
    #expect([plain, extended, request].map(Linux.can_filter.only(0x123).matches) == [true, false, false])
    #expect([plain, extended].map(Linux.can_filter.only(0x123, isExtended: true).matches) == [false, true])
    #expect([plain, extended].map(Linux.can_filter.only(0x123).inverted.matches) == [false, true])
    let range = Linux.can_filter.matching(0x120, mask: 0x7f0)
    let passed = try [0x11f, 0x120, 0x12f, 0x130].filter { range.matches(try CANFrame($0, data: [])) }
    #expect(passed == [0x120, 0x12f])
  }
}
