// swift-tools-version: 6.2
import PackageDescription

// The programs of the documentation of Python's socket module, in Swift; and programs that await.
let programs = [
  "echo-server", "echo-client", "echo-server-dual", "echo-client-dual", "line-server", "line-client", "restart",
  "lookup", "scatter", "hand-over", "take-over", "sniffer", "can-raw", "can-broadcast-manager",
  "many-echoes", "can-logger", "link-monitor", "chat-server",
]

let package = Package(
  name: "Examples",
  dependencies: [.package(name: "swift-kernel-sockets", path: "..")],
  targets: programs.map { name in
    .executableTarget(
      name: name,
      dependencies: [.product(name: "KernelSockets", package: "swift-kernel-sockets")],
      swiftSettings: [.strictMemorySafety()]
    )
  },
  swiftLanguageModes: [.v6]
)
