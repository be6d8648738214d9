import Catalog

/// A stored property of an emitted structure, and its way to and from bytes. `offset` in the code is the structure's.
struct Member {
  /// As in C.
  var name: String
  /// The Swift type.
  var type: String
  /// The initial value.
  var initial: String
  /// What the documentation says of the field.
  var note: String
  /// An expression that reads the value from `bytes`.
  var read: String
  /// A statement that writes it to `bytes`.
  var write: String
  /// The bytes that the member always writes.
  var covered: Range<Int>
  /// Types that the member brings along, to be nested in the structure.
  var nested: [String] = []
}

extension Member {
  /// An integer, a pointer's bits among them.
  static func integer(
    _ name: String, type: String, at position: Int, width: Int, order: Structure.ByteOrder, initial: String = "0",
    note: String
  ) -> Member {
    // Without an operator, whose overloads would cost the compiler a second in all.
    let place = position == 0 ? "offset" : "offset, plus: \(position)"
    let plain = order == .host || width == 1
    let label = order == .big ? "bigEndian" : "littleEndian"
    let property = "self.\(name)"
    return Member(
      name: name, type: type, initial: initial, note: plain ? note : note + ", \(order.rawValue)-endian there",
      read: plain
        ? "unsafe bytes.loadUnchecked(at: \(place))" : "\(type)(\(label): unsafe bytes.loadUnchecked(at: \(place)))",
      write: "unsafe bytes.storeUnchecked(\(property)\(plain ? "" : ".\(label)"), at: \(place))",
      covered: position..<(position + width)
    )
  }

  /// A bit-field.
  static func bits(_ name: String, type: String, unit: Int, at bit: Int, width: Int, note: String) -> Member {
    let position = bit / unit * (unit / 8)
    let place = Self.place(position)
    return Member(
      name: name, type: type, initial: "0", note: note,
      read: "bytes.bits(at: \(place), from: \(bit - position * 8), width: \(width))",
      write: "bytes.storeBits(self.\(name), at: \(place), from: \(bit - position * 8), width: \(width))",
      covered: 0..<0)
  }

  /// A structure or an array, which read and write themselves.
  static func compound(
    _ name: String, type: String, at position: Int, width: Int, note: String, nested: [String] = []
  ) -> Member {
    let place = Self.place(position)
    return Member(
      name: name, type: type, initial: "\(type)()", note: note, read: "\(type)(reading: bytes, at: \(place))",
      write: "self.\(name).write(to: &bytes, at: \(place))", covered: position..<(position + width),
      nested: nested)
  }

  /// The code for a place in the structure.
  static func place(_ position: Int) -> String {
    position == 0 ? "offset" : "offset &+ \(position)"
  }
}
