extension SocketError {
  /// Why a name that is not ASCII, such as `bücher.example`, can't be looked up or returned at all. A name that is no
  /// domain name is another matter: `EAI_IDN_ENCODE`.
  public enum InternationalNameProblem: Hashable, Sendable {
    /// The C library knows how, but needs libidn2 for it, and can't load it.
    case noLibrary
    /// The C library reads names in the locale's encoding, and there is no locale `C.UTF-8`.
    case noLocale
    /// The C library does not know how: only glibc does.
    case unsupported
  }
}

extension SocketError.InternationalNameProblem: CustomStringConvertible {
  /// The problem in a few words.
  public var description: String {
    switch self {
    case .noLibrary: "names that are not ASCII need libidn2.so.0, which can't be loaded"
    case .noLocale: "names that are not ASCII need the locale C.UTF-8, which is not there"
    case .unsupported: "this C library takes names in ASCII only"
    }
  }

  /// What the user can do about it.
  var wayOut: String {
    let other = "write the name as it is in the DNS: xn--…"
    switch self {
    case .noLibrary: return "install libidn2 (Debian: libidn2-0), or \(other)"
    case .noLocale: return "install it (Debian: libc-bin), or \(other)"
    case .unsupported: return other
    }
  }
}
