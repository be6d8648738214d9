// swift-tools-version: 6.2
import PackageDescription

// What the tests of costs measure: a package that uses the library as any other does.
let package = Package(
  name: "costs",
  dependencies: [.package(name: "swift-kernel-sockets", path: "../../..")],
  targets: [
    .executableTarget(
      name: "transfers", dependencies: [.product(name: "KernelSockets", package: "swift-kernel-sockets")])
  ],
  swiftLanguageModes: [.v6]
)
