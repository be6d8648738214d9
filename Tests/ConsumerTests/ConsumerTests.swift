import Foundation
import TestSupport
import Testing

@Suite("Without libclang", .serialized)
struct ConsumerTests {
  @Test(
    "the README's program, in a package that depends on a version of the library, builds and runs, and builds nothing of the generator"
  )
  func consumer() throws {
    let checkout = try Checkout()
    let consumer = checkout.scratch.path + "/consumer"
    let manifest = """
      // swift-tools-version: 6.2
      import PackageDescription

      let package = Package(
        name: "consumer",
        dependencies: [.package(url: "file://\(checkout.package)", from: "1.0.0")],
        targets: [
          .executableTarget(
            name: "hello", dependencies: [.product(name: "KernelSockets", package: "swift-kernel-sockets")])
        ])
      """
    let readme = try String(contentsOfFile: Repository.folder + "/README.md", encoding: .utf8)
    let program = try #require(readme.firstMatch(of: /## A program\n\n```swift\n((?s).*?)```/)).1
    try checkout.scratch.write(manifest, to: "consumer/Package.swift")
    try checkout.scratch.write(String(program), to: "consumer/Sources/hello/main.swift")

    let run = try checkout.run(["swift", "run", "--manifest-cache", "none", "hello"], in: consumer, hidden: true)
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains(/127\.0\.0\.1:\d+ Hello, world\n\d+ µs\n/))
    let files = checkout.scratch.files("consumer/.build/debug").keys
    let objects = files.filter { $0.contains(".build/") && $0.hasSuffix(".o") }
    #expect(
      Set(objects.map { $0.prefix { $0 != "/" } }) == [
        "hello.build", "KernelSockets.build", "SocketABI.build", "SocketABISupport.build", "SystemPackage.build",
        "CSystem.build",
      ])

    // Where libclang is, the generator's targets have flags that SwiftPM forbids to dependencies; the library has none.
    let again = try checkout.run(["swift", "build", "--manifest-cache", "none"], in: consumer)
    #expect(again.status == 0, "\(again.output)")

    // What CI jobs ask, from the consumer's own folder; the exit code passes through.
    let question = ["linux-6.19-x86_64-gnu", "linux-7.2-x86_64-gnu", "--only", "tcp", "--fail-on", "layout"]
    let diff = try checkout.run(
      ["swift", "package", "--manifest-cache", "none", "diff-constants"] + question, in: consumer, hidden: true)
    #expect(diff.status == 1, "\(diff.output)")
    #expect(diff.output.contains("+ TCPI_ECN_MODE_ACCECN"))
  }

  @Test("a checkout builds everything but socketgen, which says how to get it")
  func checkout() throws {
    let checkout = try Checkout()
    let build = try checkout.run(["swift", "build", "--manifest-cache", "none"], in: checkout.package, hidden: true)
    #expect(build.status == 0, "\(build.output)")
    let run = try checkout.run([".build/debug/socketgen", "regenerate"], in: checkout.package, hidden: true)
    #expect(run.status == 69)
    #expect(run.output.contains("sudo apt-get install libclang-dev"))
  }
}
