import Foundation

/// Writes a line to standard error: progress and failures, so that standard output is the result alone.
func printError(_ line: String) {
  FileHandle.standardError.write(Data((line + "\n").utf8))
}

/// Runs one step of the work, and says what is done and how long it took.
func step<Result>(_ title: String, _ body: () async throws -> Result) async rethrows -> Result {
  FileHandle.standardError.write(Data("\(title) ... ".utf8))
  let clock = ContinuousClock()
  let start = clock.now
  do {
    let result = try await body()
    printError((clock.now - start).seconds)
    return result
  } catch {
    printError("failed")
    throw error
  }
}

extension Duration {
  /// As in "0.19 s".
  var seconds: String {
    let (seconds, attoseconds) = components
    return String(format: "%.2f s", Double(seconds) + Double(attoseconds) / 1e18)
  }
}
