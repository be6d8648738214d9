/// An error that says what is wrong and what to do, as all of the command lines print it.
package protocol Explained: Error, CustomStringConvertible {
  /// What is wrong; with the file and line where there is one.
  var problem: String { get }
  /// What to do about it.
  var advice: String { get }
}

extension Explained {
  package var description: String { "\(problem)\n  What to do: \(advice)" }
}
