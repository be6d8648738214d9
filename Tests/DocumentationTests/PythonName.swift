import Foundation
import TestSupport

/// A line of `python-names.txt`.
struct PythonName {
  /// The name as a row of the page has it: `socket.AF_CAN`, `sock.accept`.
  var name: String
  var isConstant: Bool
  /// Whether CPython has the constant on Linux.
  var isOnLinux: Bool

  static func all() throws -> [PythonName] {
    let text = try String(
      contentsOfFile: Repository.folder + "/Tests/DocumentationTests/python-names.txt", encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let words = line.split(separator: " ")
      let isConstant = words[0] == "constant"
      return PythonName(
        name: (isConstant ? "socket." : "") + words[1], isConstant: isConstant, isOnLinux: words.last == "linux")
    }
  }
}
