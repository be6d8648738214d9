import Catalog

/// Headers that can't be walked: what is wrong, where, and what to do.
package struct WalkError: Explained {
  /// What is wrong; with the file and line where there is one.
  package var problem: String
  /// What to do about it.
  package var advice: String

  package init(_ problem: String, advice: String) {
    self.problem = problem
    self.advice = advice
  }
}
