// swift-tools-version: 6.2
import Foundation
import PackageDescription

// In CI a warning is an error.
let warnings: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]
let strict: [SwiftSetting] = [.strictMemorySafety()] + warnings

// The library. It needs nothing but a Swift toolchain and the C library's headers.

let library: [Target] = [
  .target(name: "SocketABISupport", swiftSettings: strict),
  .target(name: "SocketABI", dependencies: ["SocketABISupport"], path: "Generated/SocketABI", swiftSettings: strict),
  .systemLibrary(name: "CKernelSockets", path: "Sources/CKernelSockets"),
  .target(
    name: "KernelSockets",
    dependencies: ["SocketABI", "CKernelSockets", .product(name: "SystemPackage", package: "swift-system")],
    // An awaited call runs where its caller does: no hop to another executor and back.
    swiftSettings: strict + [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]),
  .testTarget(name: "KernelSocketsTests", dependencies: ["KernelSockets", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "SocketABITests", dependencies: ["SocketABI", "Catalog", "HeaderSources", "TestSupport"],
    swiftSettings: strict),
  .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
  .testTarget(name: "ExamplesTests", dependencies: ["KernelSockets", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "DocumentationTests", dependencies: ["KernelSockets", "TestSupport"], exclude: ["python-names.txt"],
    swiftSettings: strict),
  .testTarget(name: "ConsumerTests", dependencies: ["TestSupport"], swiftSettings: strict),
  // The program that FaultTests run with system calls that fail.
  .executableTarget(
    name: "faults", dependencies: ["KernelSockets"], path: "Tests/FaultTests/Program", swiftSettings: strict),
  .testTarget(
    name: "FaultTests", dependencies: ["faults", "TestSupport"], exclude: ["Program", "faults.c"],
    swiftSettings: strict),
  .testTarget(name: "CostTests", dependencies: ["TestSupport"], exclude: ["Programs"], swiftSettings: strict),
]

// The generator. Only HeaderWalk, and socketgen on top of it, need libclang.

let generator: [Target] = [
  .target(name: "Catalog", path: "Generator/Catalog", swiftSettings: strict),
  .target(
    name: "HeaderSources", dependencies: ["Catalog", .product(name: "Yams", package: "Yams")],
    path: "Generator/HeaderSources", swiftSettings: strict),
  .target(
    name: "Emit", dependencies: ["Catalog", .product(name: "Yams", package: "Yams")], path: "Generator/Emit",
    swiftSettings: strict),
  .executableTarget(
    name: "socketdiff",
    dependencies: ["Catalog", .product(name: "ArgumentParser", package: "swift-argument-parser")],
    path: "Generator/socketdiff", swiftSettings: strict),
  .plugin(
    name: "diff-constants",
    capability: .command(
      intent: .custom(
        verb: "diff-constants", description: "Compares the socket constants and layouts of two platforms.")),
    dependencies: ["socketdiff"], path: "Generator/DiffConstants"),
  .testTarget(name: "CatalogTests", dependencies: ["Catalog", "socketdiff", "TestSupport"], swiftSettings: strict),
]

let libclang: [Target] =
  if let llvm = LLVM.find() {
    [
      .systemLibrary(name: "CClang", path: "Generator/CClang"),
      .target(
        name: "HeaderWalk", dependencies: ["Catalog", "CClang", .product(name: "Yams", package: "Yams")],
        path: "Generator/HeaderWalk", swiftSettings: strict + llvm.swiftSettings, linkerSettings: llvm.linkerSettings),
      .executableTarget(
        name: "socketgen",
        dependencies: [
          "HeaderWalk", "HeaderSources", "Catalog", "Emit",
          .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        path: "Generator/socketgen", swiftSettings: strict + llvm.swiftSettings),
      .testTarget(
        name: "SocketgenTests", dependencies: ["socketgen", "HeaderSources", "Catalog", "TestSupport"],
        swiftSettings: strict + llvm.swiftSettings),
      .testTarget(
        name: "HeaderWalkTests", dependencies: ["HeaderWalk", "Catalog", "TestSupport"],
        swiftSettings: strict + llvm.swiftSettings),
    ]
  } else {
    // In its place stands a program that says what is missing.
    [.executableTarget(name: "socketgen", path: "Generator/socketgen-without-libclang", swiftSettings: strict)]
  }

let package = Package(
  name: "swift-kernel-sockets",
  products: [
    .library(name: "KernelSockets", targets: ["KernelSockets"]),
    .executable(name: "socketgen", targets: ["socketgen"]),
    .executable(name: "socketdiff", targets: ["socketdiff"]),
    .plugin(name: "diff-constants", targets: ["diff-constants"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-system.git", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.0.0"),
  ],
  targets: library + generator + libclang,
  swiftLanguageModes: [.v6]
)

/// An LLVM installation with libclang's headers and library, as Debian lays it out.
struct LLVM {
  var prefix: String

  /// `LLVM_PREFIX` if it is set, else the newest under /usr/lib.
  static func find() -> LLVM? {
    if let chosen = Context.environment["LLVM_PREFIX"] {
      return LLVM(prefix: chosen).isComplete ? LLVM(prefix: chosen) : nil
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib")) ?? []
    let versions = names.compactMap { $0.hasPrefix("llvm-") ? Int($0.dropFirst(5)) : nil }
    return versions.sorted(by: >).map { LLVM(prefix: "/usr/lib/llvm-\($0)") }.first { $0.isComplete }
  }

  var isComplete: Bool {
    ["include/clang-c/Index.h", "lib/libclang.so"].allSatisfy {
      FileManager.default.fileExists(atPath: "\(prefix)/\($0)")
    }
  }

  var swiftSettings: [SwiftSetting] { [.unsafeFlags(["-Xcc", "-I\(prefix)/include"])] }
  var linkerSettings: [LinkerSetting] { [.unsafeFlags(["-L\(prefix)/lib"])] }
}
