extension [String] {
  /// At most three that differ from `name` by few letters, the nearest first.
  func nearest(to name: String) -> [String] {
    let limit = Swift.max(2, name.count / 3)
    let distances = map { (name: $0, distance: $0.editDistance(to: name)) }.filter { $0.distance <= limit }
    return distances.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }
}

extension String {
  /// How many letters must be inserted, removed or replaced (Levenshtein).
  fileprivate func editDistance(to other: String) -> Int {
    let (left, right) = (Array(utf8), Array(other.utf8))
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, otherLetter) in right.enumerated() {
        let replaced = diagonal + (letter == otherLetter ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = Swift.min(replaced, diagonal + 1, row[j] + 1)
      }
    }
    return row[right.count]
  }
}
