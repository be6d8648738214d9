#if canImport(Glibc)
  import Glibc
#endif

// Stands in for socketgen where Package.swift finds no libclang; everything else builds without it.
print(
  """
  socketgen reads C headers with libclang, which was not found when this package was built.
  Install it with
      sudo apt-get install libclang-dev
  and run scripts/regenerate, or build again with
      swift build --manifest-cache none
  If LLVM is not below /usr/lib/llvm-*, set LLVM_PREFIX to where it is.
  """)
exit(69)
