import Catalog
import Yams

/// What the headers can't say, as `Generator/Rules` says it.
package struct Rules: Sendable {
  package var types: [TypeRule]
  package var levels: [LevelRule]
  package var addresses: AddressRules
  package var constants: [ConstantRule]
  package var availability: AvailabilityRules
  package var foreign: [ForeignRule]

  /// Reads the rules' files.
  ///
  /// - Parameter read: returns the text of `types.yml`, `options.yml`, `addresses.yml`, `constants.yml`,
  ///   `availability.yml` and `foreign.yml`.
  /// - Throws: ``RuleError`` if one is not YAML of its form, and what `read` throws.
  package init(read: (String) throws -> String) throws {
    func decode<Rules: Decodable>(_ name: String) throws -> Rules {
      let text = try read(name)
      do {
        return try YAMLDecoder().decode(from: text)
      } catch {
        throw RuleError("\(name): \(error)")
      }
    }
    types = try decode("types.yml")
    levels = try decode("options.yml")
    addresses = try decode("addresses.yml")
    constants = try decode("constants.yml")
    availability = try decode("availability.yml")
    foreign = try decode("foreign.yml")
  }
}

/// A Swift type for constants: an entry of `types.yml`.
package struct TypeRule: Decodable, Sendable {
  var type: String
  var raw: String
  var summary: String
  var flags: Bool?
  var description: Bool?
  var preferred: [String]?
  var group: String?
  var prefixes: [String]?
  var only: [String]?
  var except: [String]?

  func takes(_ name: String, group: String) -> Bool {
    self.group == group || Names(prefixes: prefixes, only: only, except: except).contain(name)
  }
}

/// The options of one level: an entry of `options.yml`.
package struct LevelRule: Decodable, Sendable {
  var level: String
  var source: String
  var prefixes: [String]?
  var only: [String]?
  var except: [String]?
  var types: [String: [String]]?

  func takes(_ name: String) -> Bool { Names(prefixes: prefixes, only: only, except: except).contain(name) }

  /// The options whose values are not plain `Int32`: their type's name in the rules.
  var valueTypes: [String: String] {
    var result: [String: String] = [:]
    for (type, names) in types ?? [:] {
      for name in names { result[name] = type }
    }
    return result
  }
}

/// `addresses.yml`.
package struct AddressRules: Decodable, Sendable {
  var addresses: [String: Address]
  var unions: [String: Union]
  var structures: [String]

  struct Address: Decodable, Sendable {
    var family: String?
    var minimum: String?
    var length: String?
    var text: String?
    var source: String?
  }

  struct Union: Decodable, Sendable {
    var always: String?
    var selector: String?
    var arms: [String: String]?
  }
}

/// A constant that no header has: an entry of `constants.yml`.
package struct ConstantRule: Decodable, Sendable {
  var name: String
  var group: String
  var value: Int64
  var source: String
}

/// The addresses of another system: an entry of `foreign.yml`.
package struct ForeignRule: Decodable, Sendable {
  var system: String
  var namespace: String
  var summary: String
  var addresses: [String: AddressRules.Address]
  var constants: [String]
  var unexported: [String: Unexported]?

  struct Unexported: Decodable, Sendable {
    var value: Int64
    var source: String
  }

  /// Adds the constants that the headers do not have.
  ///
  /// - Throws: ``RuleError`` if a header does have one, with another value: then the rule is wrong.
  func completing(_ groups: [Group]) throws(RuleError) -> [Group] {
    var added: [Constant] = []
    for (name, rule) in unexported ?? [:] {
      if let constant = groups.lazy.flatMap(\.constants).first(where: { $0.name == name }) {
        guard constant.value == .integer(Int128(rule.value)) else {
          throw RuleError("foreign.yml says \(name) is \(rule.value), but \(constant.header) says \(constant.value)")
        }
        continue
      }
      let type = CType(.integer(signed: true, bits: 32), spelling: "int")
      added.append(
        Constant(name: name, value: .integer(Int128(rule.value)), type: type, kind: .rule, header: "foreign.yml"))
    }
    return groups + [Group(name: "foreign", constants: added)]
  }
}

/// A choice of names: by prefix or one by one, less the exceptions. A star at the end of an exception means "and longer".
private struct Names {
  var prefixes: [String]?
  var only: [String]?
  var except: [String]?

  func contain(_ name: String) -> Bool {
    guard only?.contains(name) == true || prefixes?.contains(where: name.hasPrefix) == true else { return false }
    return !(except ?? []).contains { $0.hasSuffix("*") ? name.hasPrefix($0.dropLast()) : $0 == name }
  }
}

extension Rules {
  /// Adds the constants that no header has to their groups.
  ///
  /// - Throws: ``RuleError`` if a header does have one, with another value: then the rule is wrong.
  package func completing(_ groups: [Group]) throws(RuleError) -> [Group] {
    var groups = groups
    for rule in constants {
      let value = Constant.Value.integer(Int128(rule.value))
      if let constant = groups.lazy.flatMap(\.constants).first(where: { $0.name == rule.name }) {
        guard constant.value == value else {
          throw RuleError(
            "constants.yml says \(rule.name) is \(rule.value), but \(constant.header) says \(constant.value)")
        }
        continue
      }
      guard let index = groups.firstIndex(where: { $0.name == rule.group }) else {
        throw RuleError(
          "constants.yml puts \(rule.name) into the group '\(rule.group)', which headers.yml does not have")
      }
      let type = CType(.integer(signed: true, bits: 32), spelling: "int")
      let constant = Constant(name: rule.name, value: value, type: type, kind: .rule, header: "constants.yml")
      groups[index] = Group(
        name: groups[index].name, constants: groups[index].constants + [constant],
        structures: groups[index].structures, rejections: groups[index].rejections)
    }
    return groups
  }
}

/// Rules that can't be read, or that contradict the headers.
package struct RuleError: Explained {
  /// What is wrong, and in which file.
  package var problem: String

  init(_ problem: String) {
    self.problem = problem
  }

  package var advice: String { "correct the rule; the file's head says what it may hold" }
}
