// swift-tools-version: 6.2
import PackageDescription

// Small programs, to measure what depending on the library costs: they say the same with and without it.
let package = Package(
  name: "dependents",
  dependencies: [
    .package(name: "swift-kernel-sockets", path: "../.."),
    .package(url: "https://github.com/apple/swift-system.git", from: "1.6.0"),
  ],
  targets: [
    .executableTarget(
      name: "hello-socket", dependencies: [.product(name: "KernelSockets", package: "swift-kernel-sockets")]),
    .executableTarget(name: "hello-system", dependencies: [.product(name: "SystemPackage", package: "swift-system")]),
    .executableTarget(name: "hello-nothing"),
  ],
  swiftLanguageModes: [.v6]
)
