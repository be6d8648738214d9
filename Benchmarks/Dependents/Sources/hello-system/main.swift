import SystemPackage

let (readEnd, writeEnd) = try FileDescriptor.pipe()
try writeEnd.writeAll("hello".utf8)
let text = try String(unsafeUninitializedCapacity: 5) { try readEnd.read(into: UnsafeMutableRawBufferPointer($0)) }
print(text)
