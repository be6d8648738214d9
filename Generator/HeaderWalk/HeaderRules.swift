import Catalog
import Yams

/// `Rules/headers.yml`: which headers are walked, and how.
package struct HeaderRules: Decodable, Sendable {
  /// The translation units, the preferred one first.
  package var units: [Unit]
  /// The groups that the facts are sorted into.
  package var groups: [Group]
  /// Headers that define much else: of each only these structures are kept, in the group that owns it.
  package var shared: [String: Set<String>]?
  /// What the names of types and fields say about their byte order.
  package var byteOrder: ByteOrders

  /// One translation unit.
  package struct Unit: Decodable, Sendable {
    package var name: String
    /// The systems whose headers it reads.
    package var systems: [String]
    /// Included before the groups' headers; owned by no group.
    package var prelude: [String]
  }

  /// Headers that belong together.
  package struct Group: Decodable, Sendable {
    package var name: String
    /// The headers to include, by unit.
    package var headers: [String: [String]]
    /// Headers that come in with the listed ones and belong to the group too.
    package var owns: [String]

    package init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      var lists = try container.decode([String: StringOrList].self).mapValues(\.list)
      name = lists.removeValue(forKey: "name")?.first ?? ""
      owns = lists.removeValue(forKey: "owns") ?? []
      headers = lists
    }
  }

  /// Names that imply a byte order.
  package struct ByteOrders: Decodable, Sendable {
    package var big: Names
    package var little: Names

    /// Types by name, fields as `structure.field`.
    package struct Names: Decodable, Sendable {
      package var types: Set<String>
      package var fields: Set<String>
    }

    func order(ofField path: String, types: [String]) -> Structure.ByteOrder {
      if big.fields.contains(path) || !big.types.isDisjoint(with: types) { return .big }
      if little.fields.contains(path) || !little.types.isDisjoint(with: types) { return .little }
      return .host
    }
  }

  /// Reads the rules.
  ///
  /// - Throws: ``WalkError`` if the text is not YAML of that form.
  package init(yaml: String) throws(WalkError) {
    do {
      self = try YAMLDecoder().decode(HeaderRules.self, from: yaml)
    } catch {
      throw WalkError("headers.yml: \(error)", advice: "correct the file; its head says what it may hold")
    }
  }

  /// Which group a header's facts belong to.
  func owners() -> [String: String] {
    var owners: [String: String] = [:]
    for group in groups {
      for header in group.headers.values.joined() { owners[header] = group.name }
      for header in group.owns { owners[header] = group.name }
    }
    return owners
  }
}

private struct StringOrList: Decodable {
  var list: [String]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    list = try (try? [container.decode(String.self)]) ?? container.decode([String].self)
  }
}
