// swift-tools-version: 6.2
import PackageDescription

// What reads bytes and text of others, under libFuzzer. scripts/fuzz builds it with -sanitize=fuzzer, and runs it.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "swift-kernel-sockets", path: "../..")],
  targets: [
    // The generator's catalog is no product; a link leads to its sources. Its own name would be taken.
    .target(name: "FuzzedCatalog", path: "Sources/Catalog"),
    .executableTarget(
      name: "fuzz",
      dependencies: ["FuzzedCatalog", .product(name: "KernelSockets", package: "swift-kernel-sockets")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
  ],
  swiftLanguageModes: [.v6]
)
