// What is asked of /dev/vsock. Part of the unsafe layer.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// This machine's number for AF_VSOCK: ioctl(2) on the device.
func systemOwnCID() throws(Errno) -> UInt32 {
  let device = try checked(unsafe open("/dev/vsock", O_RDONLY | O_CLOEXEC))
  defer { close(device) }
  var cid: CInt = 0
  _ = try systemControl(device, UInt(Linux.IOCTL_VM_SOCKETS_GET_LOCAL_CID), &cid)
  return UInt32(bitPattern: cid)
}
