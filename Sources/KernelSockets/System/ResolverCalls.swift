// The calls of the C library that look names up. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// getaddrinfo(3). Fails with its own number, or with the errno for `EAI_SYSTEM`.
func systemAddressInfo(
  host: String?, service: String?, hints: AddressInfo, flags: AddressInfoFlags
) throws(SocketError.Cause) -> [AddressInfo] {
  let isInternational = host?.isASCII == false
  var request = unsafe CAddressInfo()
  unsafe request.ai_family = hints.family.rawValue
  unsafe request.ai_socktype = hints.type.rawValue
  unsafe request.ai_protocol = hints.protocol.rawValue
  unsafe request.ai_flags = (isInternational ? flags.union(.AI_IDN) : flags).rawValue

  var first: UnsafeMutablePointer<CAddressInfo>?
  try withInternationalNames(if: isInternational || flags.contains(.AI_CANONIDN)) {
    failure(unsafe getaddrinfo(host, service, &request, &first))
  }
  defer { unsafe freeaddrinfo(first) }

  var results: [AddressInfo] = []
  var next = unsafe first
  while let entry = unsafe next {
    let bytes = unsafe RawSpan(_unsafeStart: entry.pointee.ai_addr, byteCount: Int(entry.pointee.ai_addrlen))
    results.append(
      AddressInfo(
        family: AddressFamily(rawValue: unsafe entry.pointee.ai_family),
        type: SocketType(rawValue: unsafe entry.pointee.ai_socktype),
        protocol: SocketProtocol(rawValue: unsafe entry.pointee.ai_protocol),
        address: SocketAddress(prefixOf: bytes),
        canonicalName: unsafe entry.pointee.ai_canonname.map { unsafe String(cString: $0) }))
    unsafe next = entry.pointee.ai_next
  }
  return results
}

/// getnameinfo(3). Fails as above.
func systemNameInfo(_ address: SocketAddress, _ flags: NameInfoFlags) throws(SocketError.Cause) -> NameInfo {
  // A unix path as "service" is longer than NI_MAXSERV.
  let capacity = 1025
  var host = [CChar](repeating: 0, count: capacity)
  var service = [CChar](repeating: 0, count: capacity)
  try withInternationalNames(if: flags.contains(.NI_IDN)) {
    unsafe address.withPointer { pointer, count in
      failure(
        unsafe getnameinfo(
          pointer, count, &host, socklen_t(capacity), &service, socklen_t(capacity), flags.rawValue))
    }
  }
  return NameInfo(host: text(host), service: text(service))
}

/// What the resolver's number means; `nil` for success.
private func failure(_ code: CInt) -> SocketError.Cause? {
  if code == 0 { return nil }
  let error = AddressInfoError(rawValue: code)
  return error == .EAI_SYSTEM ? .errno(Errno(rawValue: errno)) : .resolver(error)
}

/// The text before the zero byte.
private func text(_ buffer: [CChar]) -> String {
  String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// gai_strerror(3).
func systemDescription(of error: AddressInfoError) -> String {
  unsafe String(cString: gai_strerror(error.rawValue))
}

/// if_nametoindex(3).
func systemInterfaceIndex(_ name: String) throws(Errno) -> UInt32 {
  let index = unsafe if_nametoindex(name)
  guard index != 0 else { throw Errno(rawValue: errno) }
  return index
}

/// if_indextoname(3).
func systemInterfaceName(_ index: UInt32) throws(Errno) -> String {
  let name: String? = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(IF_NAMESIZE)) { buffer in
    unsafe if_indextoname(index, buffer.baseAddress!).map { unsafe String(cString: $0) }
  }
  guard let name else { throw Errno(rawValue: errno) }
  return name
}
