// One import for the user: the constants, the address structures, and the two types shared with swift-system.
@_exported import SocketABI
@_exported import struct SystemPackage.Errno
@_exported import struct SystemPackage.FileDescriptor

#if !os(Linux) && !os(Android)
  #error("KernelSockets talks to the Linux kernel. On other systems use the product SocketABI alone.")
#endif
