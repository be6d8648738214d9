/// The three descriptors of a reactor.
final class Poller: Sendable {
  let epoll: CInt
  let timer: CInt
  let wakeUp: CInt

  /// The tokens of the last two. No socket has these.
  static var timerToken: UInt64 { .max }
  static var wakeUpToken: UInt64 { .max - 1 }

  init() throws(Errno) {
    var open: [CInt] = []
    do throws(Errno) {
      for make in [systemEpoll, systemTimer, systemWakeUp] { open.append(try make()) }
      try systemWatch(open[0], open[1], Self.timerToken)
      try systemWatch(open[0], open[2], Self.wakeUpToken)
    } catch {
      for descriptor in open { try? systemClose(descriptor) }
      throw error
    }
    (epoll, timer, wakeUp) = (open[0], open[1], open[2])
  }

  deinit {
    for descriptor in [epoll, timer, wakeUp] { try? systemClose(descriptor) }
  }
}
