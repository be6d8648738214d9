import TestSupport

/// Runs the socketgen that was built with the tests, in the package's folder.
///
/// - Parameter shell: what the shell does first, such as setting a limit.
func socketgen(_ arguments: [String], shell: String = "") throws -> Run {
  try Run(["bash", "-c", "\(shell)\nexec \"$@\"", "bash", Repository.program("socketgen")] + arguments)
}
