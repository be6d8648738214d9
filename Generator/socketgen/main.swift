import Catalog
import Emit
import Foundation
import HeaderWalk

let rulesAt = "Generator/Rules"
func rule(_ name: String) throws -> String { try String(contentsOfFile: "\(rulesAt)/\(name)", encoding: .utf8) }
let tree = try HeaderTree(root: "/usr/include", triple: "x86_64-linux-gnu")
let outcome = try await HeaderWalk(rules: HeaderRules(yaml: rule("headers.yml")), tree: tree).walk()
let rules = try Rules(read: rule)
let snapshot = Snapshot(platform: "linux-6.1-x86_64-gnu+debian", groups: try rules.completing(outcome.groups))
let emission = try Emission(snapshot, rules: rules, strangers: outcome.strangers)
try? FileManager.default.removeItem(atPath: "Generated")
for (path, text) in emission.files {
  let file = URL(fileURLWithPath: "Generated/\(path)")
  try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try text.write(to: file, atomically: true, encoding: .utf8)
}
print(emission.addressCount, emission.structureCount, emission.optionCount)
print(emission.remarks.joined(separator: "\n"))
