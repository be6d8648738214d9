// Names that are not ASCII. Part of the unsafe layer.
//
// glibc turns them into domain names and back by itself, if asked with AI_IDN, AI_CANONIDN or NI_IDN. It loads libidn2
// for that, and takes the locale's encoding for theirs: so these calls are made under a locale of this thread with UTF-8.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc

  /// Makes a call of the resolver, which returns what failed, with UTF-8 as the encoding of names if `isNeeded`.
  func withInternationalNames(
    if isNeeded: Bool, _ call: () -> SocketError.Cause?
  ) throws(SocketError.Cause) {
    var failure: SocketError.Cause?
    if isNeeded {
      guard let locale = unsafe utf8Locale else { throw .internationalName(.noLocale) }
      let previous = unsafe uselocale(locale)
      failure = call()
      _ = unsafe uselocale(previous)
      if failure == .resolver(.EAI_IDN_ENCODE), !isLibraryThere { failure = .internationalName(.noLibrary) }
    } else {
      failure = call()
    }
    if let failure { throw failure }
  }

  /// Stays for the life of the process.
  private nonisolated(unsafe) let utf8Locale: locale_t? = unsafe newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)

  /// Asks as glibc does, which does not tell.
  private var isLibraryThere: Bool {
    guard let library = unsafe dlopen("libidn2.so.0", RTLD_LAZY) else { return false }
    _ = unsafe dlclose(library)
    return true
  }
#else
  /// Other C libraries have no such names: they know neither the flags nor what to do with the bytes.
  func withInternationalNames(
    if isNeeded: Bool, _ call: () -> SocketError.Cause?
  ) throws(SocketError.Cause) {
    guard !isNeeded else { throw .internationalName(.unsupported) }
    if let failure = call() { throw failure }
  }
#endif
