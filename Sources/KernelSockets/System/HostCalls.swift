// The older calls of the C library that look names up, in their re-entrant forms. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
  internal import Synchronization
#elseif canImport(Android)
  internal import Android
  internal import Synchronization
#endif

/// gethostbyname2_r(3).
func systemHost(named name: String, family: AddressFamily) throws(SocketError.Cause) -> HostInfo {
  try unsafe withGrowingBuffer { buffer, count in
    var entry = unsafe CHostEntry()
    var found: UnsafeMutablePointer<CHostEntry>?
    var problem: CInt = 0
    let code = unsafe gethostbyname2_r(name, family.rawValue, &entry, buffer, count, &found, &problem)
    return unsafe hostOutcome(code, found, problem)
  }
}

/// gethostbyaddr_r(3).
func systemHost(at address: IPAddress) throws(SocketError.Cause) -> HostInfo {
  let bytes = address.bytes
  return try unsafe withGrowingBuffer { buffer, count in
    var entry = unsafe CHostEntry()
    var found: UnsafeMutablePointer<CHostEntry>?
    var problem: CInt = 0
    let code = unsafe gethostbyaddr_r(
      bytes, socklen_t(bytes.count), address.family.rawValue, &entry, buffer, count, &found, &problem)
    return unsafe hostOutcome(code, found, problem)
  }
}

/// What a call for a host found; `nil` if the buffer was too small.
private func hostOutcome(
  _ code: CInt, _ found: UnsafeMutablePointer<CHostEntry>?, _ problem: CInt
) -> Result<HostInfo, SocketError.Cause>? {
  if code == ERANGE { return nil }
  guard let entry = unsafe found?.pointee else {
    let isSystem = problem == Linux.NETDB_INTERNAL
    return .failure(isSystem ? .errno(Errno(rawValue: code)) : .hostLookup(HostLookupError(rawValue: problem)))
  }
  var addresses: [IPAddress] = []
  var next = unsafe entry.h_addr_list
  while let address = unsafe next?.pointee {
    let bytes = unsafe UnsafeRawBufferPointer(start: address, count: Int(entry.h_length))
    if let four = try? unsafe IPv4Address(bytes: bytes) { addresses.append(.v4(four)) }
    if let six = try? unsafe IPv6Address(bytes: bytes) { addresses.append(.v6(six)) }
    unsafe next = next?.advanced(by: 1)
  }
  return .success(
    HostInfo(
      name: unsafe String(cString: entry.h_name), aliases: unsafe strings(entry.h_aliases), addresses: addresses))
}

/// getservbyname_r(3).
func systemService(named name: String, protocol: String?) throws(SocketError.Cause) -> Service {
  #if canImport(Glibc)
    try unsafe withGrowingBuffer { buffer, count in
      var entry = unsafe CServiceEntry()
      var found: UnsafeMutablePointer<CServiceEntry>?
      let code = unsafe getservbyname_r(name, `protocol`, &entry, buffer, count, &found)
      return unsafe entryOutcome(code, found) { unsafe Service($0) }
    }
  #else
    try unsafe entryLock.withLock { _ in
      unsafe entryOutcome(0, getservbyname(name, `protocol`)) { unsafe Service($0) }
    }!.get()
  #endif
}

/// getservbyport_r(3).
func systemService(at port: UInt16, protocol: String?) throws(SocketError.Cause) -> Service {
  let number = CInt(port.bigEndian)
  #if canImport(Glibc)
    return try unsafe withGrowingBuffer { buffer, count in
      var entry = unsafe CServiceEntry()
      var found: UnsafeMutablePointer<CServiceEntry>?
      let code = unsafe getservbyport_r(number, `protocol`, &entry, buffer, count, &found)
      return unsafe entryOutcome(code, found) { unsafe Service($0) }
    }
  #else
    return try unsafe entryLock.withLock { _ in
      unsafe entryOutcome(0, getservbyport(number, `protocol`)) { unsafe Service($0) }
    }!.get()
  #endif
}

/// getprotobyname_r(3).
func systemProtocol(named name: String) throws(SocketError.Cause) -> SocketProtocol {
  #if canImport(Glibc)
    try unsafe withGrowingBuffer { buffer, count in
      var entry = unsafe CProtocolEntry()
      var found: UnsafeMutablePointer<CProtocolEntry>?
      let code = unsafe getprotobyname_r(name, &entry, buffer, count, &found)
      return unsafe entryOutcome(code, found) { SocketProtocol(rawValue: unsafe $0.p_proto) }
    }
  #else
    try unsafe entryLock.withLock { _ in
      unsafe entryOutcome(0, getprotobyname(name)) { SocketProtocol(rawValue: unsafe $0.p_proto) }
    }!.get()
  #endif
}

#if !canImport(Glibc)
  /// The C library has one entry for all threads.
  private let entryLock = Mutex(())
#endif

/// What a call for an entry of a file found; `nil` if the buffer was too small.
private func entryOutcome<Entry, Value>(
  _ code: CInt, _ found: UnsafeMutablePointer<Entry>?, _ value: (Entry) -> Value
) -> Result<Value, SocketError.Cause>? {
  if code == ERANGE { return nil }
  if let found = unsafe found { return .success(value(unsafe found.pointee)) }
  return .failure(code == 0 || code == ENOENT ? .notFound : .errno(Errno(rawValue: code)))
}

extension Service {
  fileprivate init(_ entry: CServiceEntry) {
    self.init(
      name: unsafe String(cString: entry.s_name), aliases: unsafe strings(entry.s_aliases),
      port: UInt16(bigEndian: UInt16(truncatingIfNeeded: unsafe entry.s_port)),
      protocol: unsafe String(cString: entry.s_proto))
  }
}

/// The strings of a list that ends with NULL.
private func strings(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
  var result: [String] = []
  var next = unsafe list
  while let text = unsafe next?.pointee {
    result.append(unsafe String(cString: text))
    unsafe next = next?.advanced(by: 1)
  }
  return result
}

/// Calls `body` with a buffer, and again with one of twice the size as long as it returns `nil`. The C library says
/// `ERANGE` for a buffer that is too small, and nothing else.
private func withGrowingBuffer<Value>(
  _ body: (UnsafeMutablePointer<CChar>, Int) -> Result<Value, SocketError.Cause>?
) throws(SocketError.Cause) -> Value {
  var count = 1024
  while true {
    let outcome = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: count) { buffer in
      unsafe body(buffer.baseAddress!, count)
    }
    if let outcome { return try outcome.get() }
    count *= 2
  }
}

/// hstrerror(3).
func systemDescription(of error: HostLookupError) -> String {
  unsafe String(cString: hstrerror(error.rawValue))
}

// MARK: This machine

/// gethostname(2).
func systemHostName() throws(Errno) -> String {
  let outcome: Result<String, Errno> = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { buffer in
    guard unsafe gethostname(buffer.baseAddress!, buffer.count - 1) == 0 else {
      return .failure(Errno(rawValue: errno))
    }
    unsafe buffer[buffer.count - 1] = 0
    return .success(unsafe String(cString: buffer.baseAddress!))
  }
  return try outcome.get()
}

/// sethostname(2).
func systemSetHostName(_ name: String) throws(Errno) {
  _ = try checked(unsafe sethostname(name, name.utf8.count))
}

/// if_nameindex(3).
func systemInterfaces() throws(Errno) -> [NetworkInterface] {
  guard let list = unsafe if_nameindex() else { throw Errno(rawValue: errno) }
  defer { unsafe if_freenameindex(list) }
  var result: [NetworkInterface] = []
  var next = unsafe list
  while let name = unsafe next.pointee.if_name {
    result.append(NetworkInterface(index: unsafe next.pointee.if_index, name: unsafe String(cString: name)))
    unsafe next = next.advanced(by: 1)
  }
  return result
}
