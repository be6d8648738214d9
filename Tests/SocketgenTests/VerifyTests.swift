import Foundation
import TestSupport
import Testing

@Suite("socketgen verify")
struct VerifyTests {
  let scratch: Scratch
  let catalog: String

  init() throws {
    scratch = try Scratch()
    catalog = scratch.path + "/Generated"
    // The headers of the machine that runs the tests, which need not be those of the catalog in the repository.
    _ = try socketgen(["regenerate", "--output", catalog])
  }

  @Test("gcc agrees with every value, type, size and offset")
  func all() throws {
    let run = try socketgen(["verify", "--catalog", catalog])
    #expect(run.status == 0, "\(run.output)")
    let total = try #require(run.output.firstMatch(of: /(\d+) assertions about \d+ groups: all hold/))
    #expect(Int(total.1)! > 20_000)
  }

  @Test(
    "gcc refuses a wrong fact, and says which",
    arguments: [
      // A number, its sign, its type, and a text.
      ("can", "CAN_ISOTP 6 s32", "CAN_ISOTP 8 s32", "CAN_ISOTP"),
      ("tipc", "TIPC_WAIT_FOREVER -1 s32", "TIPC_WAIT_FOREVER 4294967295 u32", "TIPC_WAIT_FOREVER"),
      ("can", "CAN_MTU 16 u64 macro linux/can.h unsigned long", "CAN_MTU 16 u64 macro linux/can.h int", "int"),
      ("l2tp", "L2TP_GENL_NAME \"l2tp\"", "L2TP_GENL_NAME \"l2tpx\"", "L2TP_GENL_NAME"),
      // A structure's size, a field's place and type.
      ("packet", "struct sockaddr_ll 20", "struct sockaddr_ll 24", "struct sockaddr_ll"),
      ("packet", "sll_halen 88", "sll_halen 80", "sll_halen"),
      ("packet", "sll_halen 88 8 - u8 unsigned char", "sll_halen 88 8 - u8 signed char", "signed char"),
    ])
  func wrong(group: String, right: String, wrong: String, named: String) throws {
    try edit("\(catalog)/Catalog/linux/\(group).txt", right, wrong)
    let run = try socketgen(["verify", "--catalog", catalog])
    #expect(run.status == 1)
    #expect(run.output.contains("some FAILED"))
    #expect(run.output.contains(/error: static assertion failed: .*/))
    #expect(run.output.contains(named))
  }

  @Test("a folder without a catalog is refused")
  func noCatalog() throws {
    let run = try socketgen(["verify", "--catalog", scratch.path])
    #expect(run.status == 2)
    #expect(run.output.contains("\(scratch.path)/ was not written by socketgen"))
  }
}
