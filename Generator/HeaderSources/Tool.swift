import Foundation

/// Runs another program and returns what it prints.
///
/// - Parameter advice: what to do if it fails.
/// - Throws: ``HeaderSourceError`` with the program's last words if it fails.
@discardableResult
package func run(
  _ program: String, _ arguments: [String], in folder: String? = nil,
  advice: String = "is the program installed, and the network there? scripts/fetch-headers installs what it needs"
) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
  let (output, errors) = (Pipe(), FileManager.default.temporaryDirectory.appending(path: UUID().uuidString))
  _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
  defer { try? FileManager.default.removeItem(at: errors) }
  process.standardOutput = output
  process.standardError = try FileHandle(forWritingTo: errors)
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    let complaint = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
    // make's own last words say only that something failed.
    let last = complaint.split(separator: "\n").last { !$0.hasPrefix("make") }.map(String.init)
    throw HeaderSourceError(
      "\(program) \(arguments.joined(separator: " ")): \(last ?? "exit status \(process.terminationStatus)")",
      advice: advice)
  }
  return text
}
