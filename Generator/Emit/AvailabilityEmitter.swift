import Catalog

/// Emits since when, until when and where each name is known: one sorted table of text, which costs nothing until it is
/// asked. `AvailabilityTable` in the library reads it, and describes its form.
struct AvailabilityEmitter {
  let dating: Dating
  private let names: [String]
  private let places: [String: String]
  private let support: [(name: String, support: AvailabilityRules.Support)]

  /// - Throws: ``RuleError`` if a rule contradicts the headers.
  init(_ catalog: PlatformCatalog, rules: AvailabilityRules) throws(RuleError) {
    guard let linux = catalog.systems["linux"] else { throw RuleError("the catalog has no platform of Linux") }
    dating = try Dating(linux, rules: rules)
    let presence = linux.presence()
    names = presence.keys.sorted()
    let length = names.reduce(0) { $0 + $1.utf8.count }
    guard length < 1 << 18 else {
      throw RuleError(
        "headers.yml: the names of all its headers take \(length) bytes; the table of availability has room for \(1 << 18)"
      )
    }
    support = rules.support.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    var naming = PlatformNaming(linux.platforms)
    var places: [String: String] = [:]
    let others = catalog.systems.filter { $0.key != "linux" }.sorted { $0.key < $1.key }
    let foreign = others.map { (system: $0.key, names: $0.value.presence()) }
    for name in names {
      let systems = foreign.filter { $0.names[name] != nil }.map(\.system).joined(separator: " ")
      let abis = linux.abis(presence[name]!, naming: &naming)
      places[name] = "\(abis)|\(systems)"
    }
    self.places = places
  }

  /// `Linux ≥ 4.11`, for a name's documentation; empty if nothing is known.
  func note(on name: String) -> String {
    guard let since = dating.since[name], !since.hasPrefix("..") else { return "" }
    let parts = since.split(separator: ".." as String)
    return parts.count == 1 ? "Linux ≥ \(since)" : "Linux > \(parts[0]), ≤ \(parts[1])"
  }

  /// The Swift file's text.
  ///
  /// - Parameter options: level, number and name of each option.
  func text(options: [(level: Int128, number: Int128, name: String)]) -> String {
    let dates = Set(dating.since.values).union(dating.last.values).union([""]).sorted()
    let dateNumbers = Dictionary(uniqueKeysWithValues: zip(dates, 0...))
    let placeList = Set(places.values).sorted()
    let placeNumbers = Dictionary(uniqueKeysWithValues: zip(placeList, 0...))
    var offset = 0
    var records = ""
    for name in names {
      records += digits(offset, 3) + digits(dateNumbers[dating.since[name] ?? ""]!, 2)
      records += digits(dateNumbers[dating.last[name] ?? ""]!, 2) + digits(placeNumbers[places[name]!]!, 2)
      offset += name.utf8.count
    }
    let numbers = Dictionary(uniqueKeysWithValues: zip(names, 0...))
    let optionRecords = unambiguous(options).sorted { ($0.level, $0.number, $0.name) < ($1.level, $1.number, $1.name) }
      .map {
        digits(Int($0.level), 3) + digits(Int($0.number), 6) + digits(numbers[$0.name]!, 3)
      }
    let cases = support.map { name, support in
      let module = support.module.map { "\"\($0)\"" } ?? "nil"
      return
        "    case \"\(name)\": KernelSupport(module: \(module), configuration: \"\(support.config)\")  // \(support.source)\n"
    }
    return """
      extension AvailabilityTable {
        /// The table of the catalog that these bindings were emitted from.
        package static var current: AvailabilityTable {
          AvailabilityTable(
            names: #"\(names.joined())"#,
            records: #"\(records)"#,
            dates: #"\(dates.map(release).joined())"#,
            places: "\(placeList.joined(separator: "\\n"))",
            options: #"\(optionRecords.joined())"#)
        }
      }

      extension KernelSupport {
        /// What provides a family or protocol, by the name of its constant.
        package static func named(_ name: String) -> KernelSupport? {
          switch name {
      \(cases.joined())    default: nil
          }
        }
      }

      """
  }

  /// One name for each level and number: the Internet's where others share it, then the first in the alphabet.
  private func unambiguous(
    _ options: [(level: Int128, number: Int128, name: String)]
  ) -> [(level: Int128, number: Int128, name: String)] {
    var best: [[Int128]: (level: Int128, number: Int128, name: String)] = [:]
    func rank(_ name: String) -> (Int, String) {
      (["TCP_", "UDP_", "IP_", "MCAST_"].contains(where: name.hasPrefix) ? 0 : 1, name)
    }
    for option in options {
      let key = [option.level, option.number]
      if let known = best[key], rank(known.name) < rank(option.name) { continue }
      best[key] = option
    }
    return Array(best.values)
  }

  /// Ten digits: major (1), minor (2) and patch (2) of the one end, then of the other; zeroes for none.
  private func release(_ date: String) -> String {
    let ends = date.split(separator: ".." as String, omittingEmptySubsequences: false).map { end in
      let numbers = end.split(separator: ".").compactMap { Int($0) } + [0, 0, 0]
      return digits(numbers[0], 1) + digits(numbers[1], 2) + digits(numbers[2], 2)
    }
    return ends[0] + (ends.count > 1 ? ends[1] : digits(0, 5))
  }

  /// A number in base 64, the digits being the characters from `0` on, in a fixed width.
  private func digits(_ number: Int, _ width: Int) -> String {
    precondition(number >= 0 && number < 1 << (6 * width))
    var text = ""
    for place in (0..<width).reversed() {
      text.unicodeScalars.append(UnicodeScalar(UInt8(48 + (number >> (6 * place)) & 63)))
    }
    return text
  }
}

extension SystemCatalog {
  /// On which architectures and C libraries a name is present in the newest release that has it; empty if on all, or if
  /// no release of the system's own has it.
  fileprivate func abis(_ presence: PlatformSet, naming: inout PlatformNaming) -> String {
    let entries = platforms.entries
    let releases = Set(entries.indices.filter { presence.contains($0) }.map { entries[$0].platform.release })
    guard let newest = releases.filter(\.distribution.isEmpty).max() else { return "" }
    let universe = PlatformSet(
      entries.indices.filter { entries[$0].platform.release == newest }, count: entries.count)
    return naming.text(of: presence.intersection(universe), within: universe)
  }
}
