// swift-tools-version: 6.2
import PackageDescription

// Echo servers for the asynchronous part, apart from the other workloads, so that these do without SwiftNIO.
let package = Package(
  name: "echo",
  dependencies: [
    .package(name: "swift-kernel-sockets", path: "../.."),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.90.0"),
  ],
  targets: [
    .executableTarget(
      name: "at-once", dependencies: [.product(name: "KernelSockets", package: "swift-kernel-sockets")]),
    .executableTarget(name: "echo", dependencies: [.product(name: "KernelSockets", package: "swift-kernel-sockets")]),
    .executableTarget(
      name: "nio-echo",
      dependencies: [.product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio")]),
  ],
  swiftLanguageModes: [.v6]
)
