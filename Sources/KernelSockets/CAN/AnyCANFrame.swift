/// A frame of any kind, as a socket gets them that takes CAN XL too.
public enum AnyCANFrame: Hashable, Sendable {
  /// A classic frame, or one of CAN FD.
  case frame(CANFrame)
  /// A frame of CAN XL.
  case xl(CANXLFrame)

  /// Reads a `struct can_frame`, `struct canfd_frame` or `struct canxl_frame`. `nil` if it is none of them.
  public init?(reading bytes: RawSpan) {
    if let frame = CANFrame(reading: bytes) {
      self = .frame(frame)
    } else if let frame = CANXLFrame(reading: bytes) {
      self = .xl(frame)
    } else {
      return nil
    }
  }
}

extension AnyCANFrame: CustomStringConvertible {
  /// The frame as candump(1) logs it.
  public var description: String {
    switch self {
    case .frame(let frame): frame.description
    case .xl(let frame): frame.description
    }
  }
}
