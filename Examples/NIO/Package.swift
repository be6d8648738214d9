// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nothing else depends on SwiftNIO.
let package = Package(
  name: "NIOExamples",
  dependencies: [
    .package(name: "swift-kernel-sockets", path: "../.."),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.90.0"),
  ],
  targets: [
    .executableTarget(
      name: "nio-round-trip",
      dependencies: [
        .product(name: "KernelSockets", package: "swift-kernel-sockets"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
      ]
    )
  ],
  swiftLanguageModes: [.v6]
)
