/// One term by which the catalog's text names some of a system's platforms: a selector, a range of releases, or both
/// with a slash between them.
///
///     musl              every platform with that C library
///     mips*             every architecture whose name begins so; mips64 is this one alone
///     ilp32 lp64        by the width of a pointer
///     be le             by the byte order
///     !mips*            all other architectures
///     mips*-musl        both the architecture, or the kind of it, and the C library
///     6.3-              this release and later ones; also -6.3, 6.3-6.13, and 6.3 alone
///     x86_64-gnu/6.3-   both
struct PlatformTerm: CustomStringConvertible {
  var kind: Kind?
  var isNegated = false
  var libc: String?
  var first: Platform.Release?
  var last: Platform.Release?

  /// What architectures have in common.
  enum Kind: Hashable {
    case pointers(bits: Int)
    case byteOrder(isBig: Bool)
    case family(String)
    case architecture(String)

    func fits(_ entry: PlatformList.Entry) -> Bool {
      switch self {
      case .pointers(let bits): entry.machine.pointerBits == bits
      case .byteOrder(let isBig): entry.machine.isBigEndian == isBig
      case .family(let name): entry.platform.abi.hasPrefix(name)
      case .architecture(let name): entry.platform.architecture == name
      }
    }
  }

  func fits(_ entry: PlatformList.Entry) -> Bool {
    if let first, entry.platform.release < first { return false }
    if let last, last < entry.platform.release { return false }
    if let libc, entry.platform.libc != libc { return false }
    return kind.map { $0.fits(entry) != isNegated } ?? true
  }

  var description: String {
    var selector = kind.map { (isNegated ? "!" : "") + $0.description } ?? ""
    if let libc { selector += selector.isEmpty ? libc : "-\(libc)" }
    let range =
      switch (first, last) {
      case (nil, nil): ""
      case (let first?, nil): "\(first)-"
      case (nil, let last?): "-\(last)"
      case (let first?, let last?): first == last ? "\(first)" : "\(first)-\(last)"
      }
    return selector.isEmpty ? range : range.isEmpty ? selector : "\(selector)/\(range)"
  }
}

extension PlatformTerm {
  /// Reads what `description` wrote; `nil` for anything else.
  init?(_ text: some StringProtocol, libcs: Set<String>) {
    self.init()
    var selector = Substring(text)
    var range: Substring = ""
    if let slash = selector.firstIndex(of: "/") {
      range = selector[selector.index(after: slash)...]
      selector = selector[..<slash]
    } else if let digit = selector.first(where: { $0 != "-" }), digit.isNumber {
      swap(&range, &selector)
    }
    if !range.isEmpty {
      let ends = range.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      if ends[0] != "" { first = Platform.Release(ends[0]) }
      if ends.count == 1 { last = first } else if ends[1] != "" { last = Platform.Release(ends[1]) }
    }
    if libcs.contains(String(selector)) {
      libc = String(selector)
      return
    }
    if let dash = selector.lastIndex(of: "-"), libcs.contains(String(selector[selector.index(after: dash)...])) {
      libc = String(selector[selector.index(after: dash)...])
      selector = selector[..<dash]
    }
    if selector.hasPrefix("!") {
      isNegated = true
      selector.removeFirst()
    }
    guard !selector.isEmpty else {
      if range.isEmpty || isNegated { return nil }
      return
    }
    kind = Kind(selector)
  }
}

extension PlatformTerm.Kind: CustomStringConvertible {
  var description: String {
    switch self {
    case .pointers(let bits): bits == 32 ? "ilp32" : "lp64"
    case .byteOrder(let isBig): isBig ? "be" : "le"
    case .family(let name): "\(name)*"
    case .architecture(let name): name
    }
  }

  init(_ text: Substring) {
    self =
      switch text {
      case "ilp32": .pointers(bits: 32)
      case "lp64": .pointers(bits: 64)
      case "be": .byteOrder(isBig: true)
      case "le": .byteOrder(isBig: false)
      default: text.hasSuffix("*") ? .family(String(text.dropLast())) : .architecture(String(text))
      }
  }
}
