import Benchmark
import Workloads

// Each workload as a benchmark, for comparisons with an earlier commit:
//   swift package --package-path Benchmarks/History benchmark baseline update before
//   swift package --package-path Benchmarks/History benchmark baseline compare before
let benchmarks: @Sendable () -> Void = {
  let batch = 256  // what the workloads that move many things at once need
  for (name, run) in workloads.sorted(by: { $0.key < $1.key }) {
    Benchmark(
      name,
      configuration: .init(metrics: [.wallClock, .cpuTotal, .throughput], warmupIterations: 1, scalingFactor: .one)
    ) { benchmark in
      for _ in benchmark.scaledIterations { _ = try run(batch) }
    }
  }
}
