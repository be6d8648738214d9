// swift-tools-version: 6.2
import PackageDescription

// What is measured: a package that uses the library as any other does. scripts/bench runs `workloads` beside the same
// programs in other languages; History compares the library with its own past.
let package = Package(
  name: "benchmarks",
  products: [.library(name: "Workloads", targets: ["Workloads"])],
  dependencies: [
    .package(name: "swift-kernel-sockets", path: ".."),
    .package(url: "https://github.com/apple/swift-system.git", from: "1.6.0"),
  ],
  targets: [
    .systemLibrary(name: "Barrier", path: "Barrier"),
    .target(
      name: "Workloads", dependencies: ["Barrier", .product(name: "KernelSockets", package: "swift-kernel-sockets")]),
    .executableTarget(
      name: "workloads",
      dependencies: ["Workloads", .product(name: "KernelSockets", package: "swift-kernel-sockets")],
      path: "Sources/workloads-program"),
    .executableTarget(
      name: "system-workloads", dependencies: [.product(name: "SystemPackage", package: "swift-system")],
      path: "Peers/System"),
  ],
  swiftLanguageModes: [.v6]
)
