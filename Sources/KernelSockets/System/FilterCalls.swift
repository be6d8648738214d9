// Part of the unsafe layer.

/// Sets an option that takes a program of the classic Berkeley packet filter.
func systemSetFilter(
  _ descriptor: CInt, level: CInt, name: CInt, _ program: [Linux.sock_filter]
) throws(Errno) {
  var instructions: [UInt8] = []
  for instruction in program { instructions += instruction.bytes }
  let outcome: Result<Void, Errno> = unsafe instructions.withUnsafeBytes { instructions in
    let structure = Linux.sock_fprog(
      len: UInt16(clamping: program.count), filter: .init(UInt(bitPattern: instructions.baseAddress)))
    return Result { () throws(Errno) in
      try structure.withBytes { bytes throws(Errno) in
        try systemSetOption(descriptor, level: level, name: name, bytes)
      }
    }
  }
  try outcome.get()
}
