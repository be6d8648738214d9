// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who uses or builds the library fetches and compiles swift-syntax.

// In CI a warning is an error.
let warnings: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]
let strict: [SwiftSetting] = [.strictMemorySafety()] + warnings

let package = Package(
  name: "Conditions",
  dependencies: [.package(url: "https://github.com/swiftlang/swift-syntax.git", from: "602.0.0")],
  targets: [
    // A link to Generator/Catalog.
    .target(name: "Catalog", swiftSettings: strict),
    .testTarget(
      name: "ConditionsTests",
      dependencies: [
        "Catalog",
        .product(name: "SwiftIfConfig", package: "swift-syntax"),
        .product(name: "SwiftParser", package: "swift-syntax"),
      ],
      path: "Tests", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
