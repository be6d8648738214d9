// swift-tools-version: 6.2
import PackageDescription

// The four programs of the documentation of Python's socket module, in Swift.
let package = Package(
  name: "Examples",
  dependencies: [.package(name: "swift-kernel-sockets", path: "..")],
  targets: ["echo-server", "echo-client", "echo-server-dual", "echo-client-dual"].map { name in
    .executableTarget(
      name: name,
      dependencies: [.product(name: "KernelSockets", package: "swift-kernel-sockets")],
      swiftSettings: [.strictMemorySafety()]
    )
  },
  swiftLanguageModes: [.v6]
)
