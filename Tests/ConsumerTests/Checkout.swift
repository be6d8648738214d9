import TestSupport

/// A copy of this package's sources in a git repository of its own, with a version tag: what another package depends on.
struct Checkout {
  let scratch: Scratch
  var package: String { scratch.path + "/swift-kernel-sockets" }

  init() throws {
    scratch = try Scratch()
    let script = """
      set -e
      mkdir '\(package)'
      git ls-files --cached --others --exclude-standard -z | xargs -0 cp --parents --no-dereference -t '\(package)'
      cd '\(package)'
      git init -q
      git add -A
      git -c user.name=test -c user.email=test@localhost commit -qm 'A version'
      git tag 1.0.0
      """
    let run = try Run(["bash", "-c", script])
    guard run.status == 0 else { throw Failure(description: run.output) }
  }

  /// Runs a command; `hidden` takes libclang out of its sight.
  func run(_ arguments: [String], in folder: String, hidden: Bool = false) throws -> Run {
    try Run((hidden ? ["LLVM_PREFIX=/nonexistent"] : []) + arguments, in: folder)
  }
}
