import Foundation
import TestSupport
import Testing

@Suite("Kernel headers from elsewhere")
struct KernelHeadersTests {
  let scratch: Scratch

  /// The installed kernel headers, laid out as a source tree, with a makefile that installs them.
  init() throws {
    scratch = try Scratch()
    try scratch.write("A kernel in small.\n", to: "kernel/include/uapi/README")
    try scratch.copy("/usr/include/linux", as: "kernel/include/uapi/linux")
    // What a newer kernel would have.
    try edit(
      "\(scratch.path)/kernel/include/uapi/linux/can.h", "#define CAN_MTU",
      "#define CAN_NEW_THING 4711\n#define CAN_MTU")
    try FileManager.default.removeItem(atPath: "\(scratch.path)/kernel/include/uapi/linux/ax25.h")
    try scratch.write(
      """
      headers_install:
      \ttest "$(ARCH)" = x86 -o "$(ARCH)" = arm64
      \tmkdir -p $(INSTALL_HDR_PATH)/include
      \tcp -r include/uapi/linux $(INSTALL_HDR_PATH)/include
      \tcp -rL /usr/include/*-linux-gnu*/asm $(INSTALL_HDR_PATH)/include
      \tcp -r /usr/include/asm-generic $(INSTALL_HDR_PATH)/include

      """, to: "kernel/Makefile")
  }

  private func generate(_ arguments: [String]) throws -> Run {
    try socketgen(
      ["regenerate", "--output", "\(scratch.path)/Generated"] + arguments,
      shell: "export XDG_CACHE_HOME=\(scratch.path)/cache")
  }

  @Test(
    "a source tree is installed apart and read with this machine's libc; the installed kernel's headers don't count")
  func sourceTree() throws {
    let before = scratch.files("kernel")
    let run = try generate(["--headers", "\(scratch.path)/kernel"])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains(/Reading the headers of linux-\d+\.\d+-\w+-gnu \.\.\./), "no distribution's")
    let can = try String(contentsOfFile: "\(scratch.path)/Generated/Catalog/linux/can.txt", encoding: .utf8)
    #expect(can.contains("CAN_NEW_THING 4711 s32 macro linux/can.h int\n"))
    #expect(run.output.contains("Headers that this platform does not have: ") && run.output.contains("linux/ax25.h"))
    #expect(scratch.files("kernel") == before)
  }

  @Test("a source tree that can't be installed is refused with make's reason")
  func brokenTree() throws {
    try scratch.write("headers_install:\n\t@echo 'no rule for it' >&2; exit 1\n", to: "kernel/Makefile")
    let run = try generate(["--headers", "\(scratch.path)/kernel"])
    #expect(run.status == 2)
    #expect(run.output.contains("headers_install: no rule for it\n  What to do: "))
  }

  @Test("a Debian package's headers are read like installed ones, and marked as the distribution's")
  func package() throws {
    let control =
      "Package: linux-libc-dev\nVersion: 1\nArchitecture: all\nMaintainer: t <t@example.org>\nDescription: t\n"
    try scratch.write(control, to: "package/DEBIAN/control")
    let build = try Run(
      [
        "bash", "-euc",
        """
        mkdir -p package/usr/include
        cp -rL /usr/include/linux /usr/include/asm-generic package/usr/include
        cp -rL /usr/include/*-linux-gnu*/asm package/usr/include
        dpkg-deb -b package headers.deb
        mkdir -p empty/DEBIAN && cp package/DEBIAN/control empty/DEBIAN && dpkg-deb -b empty empty.deb
        """,
      ], in: scratch.path)
    #expect(build.status == 0, "\(build.output)")
    let run = try generate(["--headers", "\(scratch.path)/headers.deb"])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("-gnu+debian, read by libclang"))
    let empty = try generate(["--headers", "\(scratch.path)/empty.deb"])
    #expect(empty.status == 2)
    #expect(empty.output.contains("empty.deb has no headers of the kernel for "))
  }
}
