import Foundation
import TestSupport

/// Runs socketgen in the package's folder: that which the variable SOCKETGEN names, such as an optimized one, else the
/// one that was built with the tests.
///
/// - Parameter shell: what the shell does first, such as setting a limit.
func socketgen(_ arguments: [String], shell: String = "") throws -> Run {
  let program = try ProcessInfo.processInfo.environment["SOCKETGEN"] ?? Repository.program("socketgen")
  return try Run(["bash", "-c", "\(shell)\nexec \"$@\"", "bash", program] + arguments)
}
