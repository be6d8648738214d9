/// Headers that can't be walked: what is wrong, where, and what to do.
public struct WalkError: Error, CustomStringConvertible {
  /// What is wrong; with the file and line where there is one.
  public var problem: String
  /// What to do about it.
  public var advice: String

  public init(_ problem: String, advice: String) {
    self.problem = problem
    self.advice = advice
  }

  public var description: String { "\(problem)\n  What to do: \(advice)" }
}
