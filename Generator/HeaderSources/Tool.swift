import Foundation

/// Runs another program and returns what it prints.
///
/// - Throws: ``HeaderSourceError`` with the program's last words if it fails.
@discardableResult
func run(_ program: String, _ arguments: [String], in folder: String? = nil) throws -> String {
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
    let last = complaint.split(separator: "\n").last.map(String.init) ?? "exit status \(process.terminationStatus)"
    throw HeaderSourceError(
      "\(program) \(arguments.joined(separator: " ")): \(last)",
      advice: "is \(program) installed, and the network there? scripts/fetch-headers installs what it needs")
  }
  return text
}
