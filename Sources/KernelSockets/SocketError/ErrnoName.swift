extension Errno {
  /// The C name of the error numbers that socket calls return; `errno N` for others.
  var name: String { Self.names[self] ?? "errno \(rawValue)" }

  private static let names: [Errno: String] = [
    .notPermitted: "EPERM", .noSuchFileOrDirectory: "ENOENT", .interrupted: "EINTR", .ioError: "EIO",
    .noSuchAddressOrDevice: "ENXIO", .badFileDescriptor: "EBADF", .noMemory: "ENOMEM", .permissionDenied: "EACCES",
    .badAddress: "EFAULT", .resourceBusy: "EBUSY", .fileExists: "EEXIST", .operationNotSupportedByDevice: "ENODEV",
    .notDirectory: "ENOTDIR", .isDirectory: "EISDIR", .invalidArgument: "EINVAL", .tooManyOpenFilesInSystem: "ENFILE",
    .tooManyOpenFiles: "EMFILE", .noSpace: "ENOSPC", .readOnlyFileSystem: "EROFS", .brokenPipe: "EPIPE",
    .outOfRange: "ERANGE", .resourceTemporarilyUnavailable: "EAGAIN", .nowInProgress: "EINPROGRESS",
    .alreadyInProcess: "EALREADY", .notSocket: "ENOTSOCK", .addressRequired: "EDESTADDRREQ",
    .messageTooLong: "EMSGSIZE", .protocolWrongTypeForSocket: "EPROTOTYPE", .protocolNotAvailable: "ENOPROTOOPT",
    .protocolNotSupported: "EPROTONOSUPPORT", .socketTypeNotSupported: "ESOCKTNOSUPPORT",
    .notSupportedOnSocket: "EOPNOTSUPP", .protocolFamilyNotSupported: "EPFNOSUPPORT",
    .addressFamilyNotSupported: "EAFNOSUPPORT", .addressInUse: "EADDRINUSE", .addressNotAvailable: "EADDRNOTAVAIL",
    .networkDown: "ENETDOWN", .networkUnreachable: "ENETUNREACH", .networkReset: "ENETRESET",
    .connectionAbort: "ECONNABORTED", .connectionReset: "ECONNRESET", .noBufferSpace: "ENOBUFS",
    .socketIsConnected: "EISCONN", .socketNotConnected: "ENOTCONN", .socketShutdown: "ESHUTDOWN",
    .timedOut: "ETIMEDOUT", .connectionRefused: "ECONNREFUSED", .tooManySymbolicLinkLevels: "ELOOP",
    .fileNameTooLong: "ENAMETOOLONG", .hostIsDown: "EHOSTDOWN", .noRouteToHost: "EHOSTUNREACH",
    .noFunction: "ENOSYS", .protocolError: "EPROTO", .noData: "ENODATA",
  ]
}
