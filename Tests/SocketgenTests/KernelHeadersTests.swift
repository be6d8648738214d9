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

  /// - Parameter tools: a folder of programs that come before the machine's.
  private func generate(_ arguments: [String], tools: String = "") throws -> Run {
    try socketgen(
      ["regenerate", "--output", "\(scratch.path)/Generated"] + arguments,
      shell: "export XDG_CACHE_HOME=\(scratch.path)/cache PATH=\(tools):$PATH")
  }

  private func shell(_ script: String) throws {
    let run = try Run(["bash", "-euc", script], in: scratch.path)
    guard run.status == 0 else { throw Failure(description: run.output) }
  }

  /// The CAN constants in the catalog that was written.
  private var can: String {
    get throws { try String(contentsOfFile: "\(scratch.path)/Generated/Catalog/linux/can.txt", encoding: .utf8) }
  }

  private let control =
    "Package: linux-libc-dev\nVersion: 1\nArchitecture: all\nMaintainer: t <t@example.org>\nDescription: t\n"

  @Test(
    "a source tree is installed apart and read with this machine's libc; the installed kernel's headers don't count")
  func sourceTree() throws {
    let before = scratch.files("kernel")
    let run = try generate(["--headers", "\(scratch.path)/kernel"])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains(/Reading the headers of linux-\d+\.\d+-\w+-gnu \.\.\./), "no distribution's")
    #expect(try can.contains("CAN_NEW_THING 4711 s32 macro linux/can.h int\n"))
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
    try scratch.write(control, to: "package/DEBIAN/control")
    try shell(
      """
      mkdir -p package/usr/include
      cp -rL /usr/include/linux /usr/include/asm-generic package/usr/include
      cp -rL /usr/include/*-linux-gnu*/asm package/usr/include
      dpkg-deb -b package headers.deb
      mkdir -p empty/DEBIAN && cp package/DEBIAN/control empty/DEBIAN && dpkg-deb -b empty empty.deb
      """)
    let run = try generate(["--headers", "\(scratch.path)/headers.deb"])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("-gnu+debian, read by libclang"))
    let empty = try generate(["--headers", "\(scratch.path)/empty.deb"])
    #expect(empty.status == 2)
    #expect(empty.output.contains("empty.deb has no headers of the kernel for "))

    // By its name; what stands for apt-get brings the same file.
    let script = "#!/bin/sh\n[ \"$*\" = '-qq download linux-libc-dev=1' ] && cp \(scratch.path)/headers.deb .\n"
    try scratch.write(script, to: "tools/apt-get")
    try shell("chmod +x tools/apt-get")
    let named = try generate(["--headers", "linux-libc-dev=1"], tools: "\(scratch.path)/tools")
    #expect(named.status == 0, "\(named.output)")
    #expect(named.output.contains("Changed: 0 facts"), "\(named.output)")
    let unknown = try generate(["--headers", "linux-libc-dev=2"], tools: "\(scratch.path)/tools")
    #expect(unknown.status == 2)
    #expect(unknown.output.contains("apt-get -qq download linux-libc-dev=2: "), "\(unknown.output)")
  }

  @Test("a package with the kernel's headers as its source has them, not yet installed, is read too")
  func rawPackage() throws {
    try scratch.write(control, to: "package/DEBIAN/control")
    try shell(
      """
      tree=package/usr/src/linux-headers-9.3-common
      mkdir -p $tree/include $tree/arch/{x86,arm64}/include/uapi
      mv kernel/include/uapi $tree/include
      cp -r /usr/include/asm-generic $tree/include/uapi
      for arch in x86 arm64; do cp -rL /usr/include/*-linux-gnu*/asm $tree/arch/$arch/include/uapi; done
      # Every architecture has asm/socket.h, here the generic one.
      rm $tree/include/uapi/linux/version.h $tree/arch/*/include/uapi/asm/socket.h
      printf 'mandatory-y += %s\n' socket.h types.h > $tree/include/uapi/asm-generic/Kbuild
      printf 'VERSION = 9\nPATCHLEVEL = 3\nSUBLEVEL = 300\n' > $tree/Makefile
      sed -i '/#define CAN_NEW_THING/r /dev/stdin' $tree/include/uapi/linux/can.h <<END
      #include <linux/compiler.h>
      struct can_thing { char first; void __user *second; } __packed;
      #define CAN_THING_SIZE sizeof(struct can_thing)
      END
      dpkg-deb -b package headers.deb
      """)
    let run = try generate(["--headers", "\(scratch.path)/headers.deb"])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains(/Reading the headers of linux-9\.3-\w+-gnu\+debian \.\.\./))
    #expect(try can.contains("CAN_NEW_THING 4711 s32 macro linux/can.h int\n"))
    #expect(try can.contains("CAN_THING_SIZE \(MemoryLayout<Int>.size + 1) "))
    let other = try generate(["--headers", "\(scratch.path)/headers.deb", "--target", "s390x-linux-gnu"])
    #expect(other.status == 2)
    #expect(other.output.contains(" has no headers of the architecture s390\n"), "\(other.output)")
  }

  @Test("a revision of a source tree in git is read, whatever lies in the working tree")
  func revision() throws {
    try shell(
      """
      cd kernel
      git init -q
      git add -A
      git -c user.name=test -c user.email=test@localhost commit -qm 'A kernel'
      git tag v9.3
      sed -i 's/4711/4712/' include/uapi/linux/can.h
      """)
    let run = try generate(["--headers", "\(scratch.path)/kernel@v9.3"])
    #expect(run.status == 0, "\(run.output)")
    #expect(try can.contains("CAN_NEW_THING 4711 "))
    let tree = try generate(["--headers", "\(scratch.path)/kernel", "--accept-missing"])
    #expect(tree.output.contains("CAN_NEW_THING 4711 (int) -> 4712 (int)"), "\(tree.output)")
    let unknown = try generate(["--headers", "\(scratch.path)/kernel@v9.4"])
    #expect(unknown.status == 2)
    #expect(unknown.output.contains("v9.4"))
    #expect(unknown.output.contains("What to do: name a revision that 'git -C "))
  }

  @Test("a wheel's headers are read as platforms.yml says where they lie, the C library's among them")
  func wheel() throws {
    try shell(
      """
      native=$(uname -m)
      root=ziglang/lib/libc/include
      mkdir -p $root/any-linux-any $root/${native%_64}-linux-any $root/$native-linux-gnu
      cp -rL /usr/include $root/generic-glibc
      rm -r $root/generic-glibc/{linux,asm-generic} $root/generic-glibc/*-linux-gnu*
      cp -r kernel/include/uapi/linux /usr/include/asm-generic $root/any-linux-any
      cp /usr/include/linux/ax25.h $root/any-linux-any/linux
      cp -rL /usr/include/*-linux-gnu*/asm $root/${native%_64}-linux-any
      for part in bits gnu sys; do cp -rL /usr/include/*-linux-gnu*/$part $root/$native-linux-gnu; done
      python3 -m zipfile -c ziglang-9.3.whl ziglang
      """)
    let run = try generate(["--headers", "\(scratch.path)/ziglang-9.3.whl"])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains(/Reading the headers of linux-\d+\.\d+-\w+-gnu \.\.\./), "no distribution's")
    #expect(try can.contains("CAN_NEW_THING 4711 "))
    let other = try generate(["--headers", "\(scratch.path)/ziglang-9.3.whl", "--target", "mips-linux-gnu"])
    #expect(other.status == 2)
    #expect(other.output.contains("ziglang-9.3.whl has no headers for mips-linux-gnu\n  What to do: name one of "))
  }
}
