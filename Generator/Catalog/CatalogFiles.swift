// A catalog on disk: a folder with platform.txt, and a file for each group.

extension Snapshot {
  /// Reads the texts of a catalog's files.
  ///
  /// - Parameters:
  ///   - files: the texts by file name.
  ///   - rejected: those of the rejections, by the same names.
  /// - Throws: ``CatalogError`` for a line that is no fact.
  package init(files: [String: String], rejected: [String: String] = [:]) throws(CatalogError) {
    platform = String((files["platform.txt"] ?? "").prefix { $0 != "\n" })
    groups = []
    for file in files.keys.sorted() where file != "platform.txt" && file.hasSuffix(".txt") {
      groups.append(try Group(name: String(file.dropLast(4)), text: files[file]!, rejectedText: rejected[file] ?? ""))
    }
  }
}
