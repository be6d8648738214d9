import CClang
import Catalog

#if canImport(Glibc)
  import Glibc
#endif

// The few shapes of libclang's C interface that Swift would rather have otherwise. libclang's pointers live as long as
// their translation unit, which `ParsedUnit` owns; that is what makes the `unsafe` below sound.

extension CXString {
  /// The text; the string is disposed of.
  consuming func take() -> String {
    defer { unsafe clang_disposeString(self) }
    return unsafe clang_getCString(self).map { unsafe String(cString: $0) } ?? ""
  }
}

extension CXCursor {
  var spelling: String { unsafe clang_getCursorSpelling(self).take() }
  var type: CXType { clang_getCursorType(self) }
  var isDefinition: Bool { clang_isCursorDefinition(self) != 0 }

  /// Calls `body` for each child.
  func forEachChild(_ body: (CXCursor) -> Void) {
    withoutActuallyEscaping(body) { body in
      var visitor = body
      unsafe withUnsafeMutablePointer(to: &visitor) { pointer in
        _ = unsafe clang_visitChildren(
          self,
          { cursor, _, pointer in
            unsafe pointer!.assumingMemoryBound(to: ((CXCursor) -> Void).self).pointee(cursor)
            return CXChildVisit_Continue
          }, pointer)
      }
    }
  }
}

extension CXType {
  var spelling: String { unsafe clang_getTypeSpelling(self).take() }
  var canonical: CXType { clang_getCanonicalType(self) }
  var declaration: CXCursor { clang_getTypeDeclaration(self) }

  /// Calls `body` for each field of a structure or union, in order.
  func forEachField(_ body: (CXCursor) -> Void) {
    withoutActuallyEscaping(body) { body in
      var visitor = body
      unsafe withUnsafeMutablePointer(to: &visitor) { pointer in
        _ = unsafe clang_Type_visitFields(
          self,
          { cursor, pointer in
            unsafe pointer!.assumingMemoryBound(to: ((CXCursor) -> Void).self).pointee(cursor)
            return CXVisit_Continue
          }, pointer)
      }
    }
  }
}

extension HeaderTree {
  /// libclang's version, as in "14.0.6".
  package static var libclangVersion: String {
    let words = unsafe clang_getClangVersion().take().split(separator: " ")
    return words.first { $0.first!.isNumber }.map(String.init) ?? ""
  }

  /// The directory of stddef.h and its kin, which must be those of the libclang that is loaded.
  static func resourceDirectory() throws(WalkError) -> String {
    let version = String(libclangVersion.prefix { $0.isNumber || $0 == "." })
    let major = String(version.prefix { $0 != "." })
    let prefix = unsafe getenv("LLVM_PREFIX").map { unsafe String(cString: $0) } ?? "/usr/lib/llvm-\(major)"
    for name in [major, version] where isDirectory("\(prefix)/lib/clang/\(name)/include") {
      return "\(prefix)/lib/clang/\(name)/include"
    }
    throw WalkError(
      "libclang \(version) is loaded, but its own headers (stddef.h ...) are not in \(prefix)/lib/clang",
      advice: "install libclang-common-\(major)-dev, or set LLVM_PREFIX to where that LLVM is installed")
  }
}
