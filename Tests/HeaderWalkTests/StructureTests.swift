import Catalog
import Testing

@Suite("Structures")
struct StructureTests {
  @Test("fields have their place, width, byte order and type, bit-fields and inner structures too")
  func fields() async throws {
    let group = try await facts(
      of: """
        typedef unsigned short __be16;
        typedef unsigned int __le32;
        struct one {
          unsigned char kind : 3, : 2, flag : 1;
          __be16 port;
          __le32 number[2];
          unsigned short order;
          union { int whole; char part[4]; } value;
          struct { long a, b; };
          struct inner { char c; } in;
          enum { NONE } e;
          const char *text;
          char tail[];
        };
        """)
    #expect(
      group.text == """
        NONE 0 s32 enumerator facts.h int
        struct inner 1 1 facts.h struct inner
          c 0 8 - s8 char
        struct one 56 8 facts.h struct one
          kind 0 3 - :u8 unsigned char
          flag 5 1 - :u8 unsigned char
          port 16 16 be u16 __be16
          number 32 64 le u32[2] __le32[2]
          order 96 16 be u16 unsigned short
          value 128 32 - union:one.value union
          - 192 128 - struct:one.8 struct
          in 320 8 - struct:inner struct inner
          e 352 32 - u32 enum
          text 384 64 - p64 const char *
          tail 448 0 - s8[] char[]
        struct one.8 16 8 facts.h -
          a 0 64 - s64 long
          b 64 64 - s64 long
        union one.value 4 4 facts.h -
          whole 0 32 - s32 int
          part 0 32 - s8[4] char[4]

        """)
  }

  @Test("packing and alignment count")
  func packed() async throws {
    let group = try await facts(
      of: """
        struct tight { char a; int b; } __attribute__((packed));
        struct wide { char a; } __attribute__((aligned(16)));
        typedef struct { short a; } named;
        """)
    #expect(
      group.text == """
        struct named 2 2 facts.h named
          a 0 16 - s16 short
        struct tight 5 1 facts.h struct tight
          a 0 8 - s8 char
          b 8 32 - s32 int
        struct wide 16 16 facts.h struct wide
          a 0 8 - s8 char

        """)
  }

  @Test("where plain types are aligned to two bytes, as on m68k, what asks for more gets it, as gcc has it")
  func twoBytes() async throws {
    let group = try await facts(
      of: """
        #define __aligned_u64 unsigned long long __attribute__((aligned(8)))
        struct frame { unsigned id; char data[8] __attribute__((aligned(8))); };
        struct frames { int count; struct { long a; } time; struct frame frame[2]; struct frame more[]; };
        struct bits { char a; unsigned b : 5, c : 23; char d; };
        struct macro { char a; __aligned_u64 b; };
        struct plain { char a; long long b; void *c; union { int d; char e[6]; }; char f; };
        struct tight { char a; struct frame b; } __attribute__((packed));
        struct asked { char a; int b; } __attribute__((packed, aligned(4)));
        struct holder { char a; struct asked b; };
        """, triple: "m68k-linux-gnu", options: ["-fpack-struct=2"])
    let lines = group.structures.map { structure in
      ([structure.line] + structure.fields.map { "\($0.name) \($0.offset)" }).joined(separator: ", ")
    }
    // m68k-linux-gnu-gcc's sizeof, _Alignof and offsetof; the bit-fields by their bytes in its output.
    #expect(
      lines == [
        "struct asked 8 4 facts.h struct asked, a 0, b 8",
        "struct bits 6 1 facts.h struct bits, a 0, b 8, c 13, d 40",
        "struct frame 16 8 facts.h struct frame, id 0, data 64",
        "struct frames 40 8 facts.h struct frames, count 0, time 32, frame 64, more 320",
        "struct frames.time 4 2 facts.h -, a 0",
        "struct holder 12 4 facts.h struct holder, a 0, b 32",
        "struct macro 16 8 facts.h struct macro, a 0, b 64",
        "struct plain 22 2 facts.h struct plain, a 0, b 16, c 80,  112, f 160",
        "union plain.4 6 2 facts.h -, d 0, e 0",
        "struct tight 17 1 facts.h struct tight, a 0, b 8",
      ])
  }

  @Test("a structure that two units lay out differently is kept from the first, and the other set down")
  func differing() async throws {
    let tree = try SmallTree(["one.h": "struct s { int a; };", "two.h": "struct s { long a; };"])
    let outcome = try await tree.walk(units: [["one.h"], ["two.h"]])
    #expect(outcome.groups[0].structures.map(\.size) == [4])
    #expect(outcome.groups[1].rejectedText == "s two.h differs: 8 bytes here, 4 in one.h, kept\n")
  }
}
