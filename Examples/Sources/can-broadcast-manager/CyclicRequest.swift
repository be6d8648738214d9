import KernelSockets

extension Linux.can_frame {
  /// Asks the broadcast manager to send this frame again and again: `struct bcm_msg_head` of `<linux/can/bcm.h>` as 64-bit
  /// machines have it, which ends in an array of any length.
  func cyclicRequest(every interval: Linux.bcm_timeval) -> [UInt8] {
    var request = [UInt8](repeating: 0, count: 56 + Self.size)
    var span = request.mutableSpan
    var bytes = unsafe span.mutableBytes
    UInt32(Linux.TX_SETUP).write(to: &bytes, at: 0)  // opcode
    UInt32(Linux.SETTIMER | Linux.STARTTIMER).write(to: &bytes, at: 4)  // flags
    interval.write(to: &bytes, at: 32)  // ival2
    can_id.write(to: &bytes, at: 48)
    (1 as UInt32).write(to: &bytes, at: 52)  // nframes
    write(to: &bytes, at: 56)  // frames
    return request
  }
}
