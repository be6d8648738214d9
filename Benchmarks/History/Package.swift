// swift-tools-version: 6.2
import PackageDescription

// The workloads as benchmarks of one language, for comparisons of the library with its own past. A package of its own,
// so that nobody else builds the harness.
let package = Package(
  name: "history",
  dependencies: [
    .package(name: "benchmarks", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark.git", from: "1.38.0", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "History",
      dependencies: [
        .product(name: "Workloads", package: "benchmarks"), .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/History", plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ],
  swiftLanguageModes: [.v6]
)
