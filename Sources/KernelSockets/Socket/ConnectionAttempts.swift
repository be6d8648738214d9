/// How the addresses of a host are tried, see ``Socket/connect(toFirstOf:timeout:attempts:from:)``.
public enum ConnectionAttempts: Hashable, Sendable {
  /// One after the other, in the resolver's order, as Python's `socket.create_connection` does.
  ///
  /// - Parameter timeout: How long each may take, so that one which does not answer leaves time for the next; `nil` to
  ///   wait for each without end. This is the time-out of Python, where none holds for all together.
  case inTurn(timeout: Duration? = nil)

  /// Happy Eyeballs, RFC 8305: IPv6 and IPv4 take turns, the next address is tried when the one before has failed or has
  /// not answered for a while, and the first connection that stands wins. The others are closed.
  ///
  /// - Parameter delay: How long to wait before the next attempt; at least 10 ms, as the RFC says.
  case overlapping(delay: Duration = .milliseconds(250))
}
