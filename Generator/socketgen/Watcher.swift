#if os(Linux)
  import Foundation
  import HeaderWalk

  /// Runs the command in a second process and waits for it.
  ///
  /// libclang recurses as deep as a header asks for, takes what memory that takes, opens what a link leads to, and can't be
  /// stopped: whatever it comes to ends that process alone. This one says what was being read.
  struct Watcher {
    /// How long one step of libclang's may take; it takes a fraction of a second for what there is.
    private let patience = ProcessInfo.processInfo.environment["SOCKETGEN_PATIENCE"].flatMap(Int.init) ?? 300
    /// What is being read, as the journal has it.
    private var current: [String] = []
    private var isLate = false

    /// - Returns: the command's exit status.
    /// - Throws: ``Obstacle`` if a signal ended it.
    static func run() throws -> Int32 {
      limitMemory()
      var first = Watcher()
      let status = try first.start([:])
      if status & 0x7f == 0 { return status >> 8 }
      guard !first.current.isEmpty else { throw first.failure(signal: status) }
      printError("failed; looking for the header")
      var second = Watcher()
      let again = try second.start([Journal.searchVariable: "1"])
      if again & 0x7f == 0 { return again >> 8 }
      throw second.failure(signal: again)
    }

    /// Runs the command; returns what wait(2) says of it.
    private mutating func start(_ variables: [String: String]) throws -> Int32 {
      var ends: [Int32] = [-1, -1]
      var child: pid_t = 0
      guard unsafe pipe(&ends) == 0, fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 else { throw cannotStart(errno) }
      defer { close(ends[0]) }
      var all = ProcessInfo.processInfo.environment.merging(variables) { $1 }
      all[Journal.variable] = "\(ends[1])"
      // libclang would catch some of its crashes, and say less about them.
      all["LIBCLANG_DISABLE_CRASH_RECOVERY"] = "1"
      var environment = unsafe all.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
      defer { unsafe environment.forEach { unsafe free($0) } }
      let code = unsafe posix_spawn(&child, "/proc/self/exe", nil, nil, CommandLine.unsafeArgv, &environment)
      close(ends[1])
      guard code == 0 else { throw cannotStart(code) }
      follow(ends[0], of: child)
      var status: Int32 = 0
      while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
      return status
    }

    /// More than is ever needed: 4 GiB, and for each of the platforms that are read at a time another half.
    private static func limitMemory() {
      let resource = __rlimit_resource_t(RLIMIT_DATA.rawValue)
      var limit = rlimit()
      guard unsafe getrlimit(resource, &limit) == 0 else { return }
      limit.rlim_cur = min(limit.rlim_cur, rlim_t(8 + ProcessInfo.processInfo.activeProcessorCount) << 29)
      _ = unsafe setrlimit(resource, &limit)
    }

    /// Reads the journal to its end; ends the process if it does not go on.
    private mutating func follow(_ journal: Int32, of child: pid_t) {
      var line: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      var seconds = 0
      while true {
        // A second at a time: one that this process was stopped for counts once, however long it was.
        var descriptor = pollfd(fd: journal, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&descriptor, 1, 1000) != 0 else {
          seconds = current.isEmpty ? 0 : seconds + 1
          if seconds == patience {
            isLate = true
            kill(child, SIGKILL)
          }
          continue
        }
        let count = unsafe read(journal, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        seconds = 0
        for byte in buffer[..<count] {
          guard byte == UInt8(ascii: "\n") else {
            line.append(byte)
            continue
          }
          let what = String(decoding: line.dropFirst(), as: UTF8.self)
          if line.first == UInt8(ascii: "+") {
            current.append(what)
          } else {
            current.firstIndex(of: what).map { _ = current.remove(at: $0) }
          }
          line = []
        }
      }
    }

    private func failure(signal: Int32) -> Obstacle {
      printError("failed")
      var usage = rusage()
      _ = unsafe getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
      let reason = isLate ? "not done after \(patience) s" : unsafe String(cString: strsignal(signal & 0x7f))
      guard !current.isEmpty else {
        return Obstacle(problem: "ended by a signal: \(reason)", advice: "run it again; if that ends so too, report it")
      }
      return Obstacle(
        problem:
          "libclang can't read \(current.joined(separator: ", nor ")): \(reason); up to \(usage.ru_maxrss >> 10) MiB",
        advice: "nothing was written. A header there nests or expands without measure, or includes a pipe or a device; "
          + "if it only takes long, set SOCKETGEN_PATIENCE to more seconds")
    }

    private func cannotStart(_ code: Int32) -> Obstacle {
      Obstacle(
        problem: "cannot start a process: \(unsafe String(cString: strerror(code)))",
        advice: "raise the limits, or end other programs")
    }
  }
#endif
