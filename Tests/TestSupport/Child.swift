import Foundation

/// A program that runs beside the test, by posix_spawn(3).
///
/// It has nothing open but what it is given. Foundation's `Process` would also hand it whatever another thread opens at
/// that moment: the pipe to another program, which then never reads its input's end.
package final class Child {
  private let process: pid_t
  private let input: FileHandle?
  private let output: FileHandle
  private var pending = Data()
  private var status: Int32?

  /// Where what a program writes about errors goes.
  package enum Errors {
    /// To the test's own.
    case shown
    case discarded
    /// Among the output.
    case mixed
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - arguments: the program, looked up as a shell would, and its arguments; `NAME=VALUE` before it sets a variable.
  ///   - folder: the folder to run it in; the test's without it.
  ///   - input: a file that it reads; without it, what ``write(_:)`` gives it.
  ///   - errors: where what it writes about errors goes.
  package init(_ arguments: [String], in folder: String? = nil, input: String? = nil, errors: Errors = .shown) throws {
    let (forReading, written) = try Self.pipe()
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, written.fileDescriptor, 1)
    switch errors {
    case .shown: break
    case .discarded: unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    case .mixed: unsafe posix_spawn_file_actions_adddup2(&actions, written.fileDescriptor, 2)
    }
    var read: FileHandle?
    if let input {
      unsafe posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
      self.input = nil
    } else {
      let (end, forWriting) = try Self.pipe()
      unsafe posix_spawn_file_actions_adddup2(&actions, end.fileDescriptor, 0)
      read = end
      self.input = forWriting
    }
    unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    if let folder { unsafe posix_spawn_file_actions_addchdir_np(&actions, folder) }
    output = forReading
    process = unsafe try Self.spawn(["/usr/bin/env"] + arguments, &actions)
    withExtendedLifetime((written, read)) {}
  }

  /// Ends the program.
  deinit {
    if status == nil {
      send(SIGKILL)
      wait()
    }
  }

  /// Sends the program a signal.
  package func send(_ signal: CInt) { kill(process, signal) }

  /// Gives the program something to read.
  package func write(_ text: String) throws { try input!.write(contentsOf: Data(text.utf8)) }

  /// Gives the program nothing more to read.
  package func closeInput() throws { try input!.close() }

  /// The line that the program prints next, without its end; `nil` if it closed its output instead.
  package func line() throws -> String? {
    while !pending.contains(10) {
      let data = output.availableData
      if data.isEmpty { return nil }
      pending += data
    }
    let line = pending.prefix { $0 != 10 }
    pending = Data(pending.dropFirst(line.count + 1))
    return String(decoding: line, as: UTF8.self)
  }

  /// The same, if the program prints something within a time.
  package func line(withinMilliseconds time: Int32) throws -> String? {
    var ready = pollfd(fd: output.fileDescriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe !pending.isEmpty || poll(&ready, 1, time) == 1 else { return nil }
    return try line()
  }

  /// What the program prints until it closes its output, and was not read.
  package func rest() throws -> String {
    defer { pending = Data() }
    return String(decoding: try pending + (output.readToEnd() ?? Data()), as: UTF8.self)
  }

  /// Waits for the program's end. Returns its exit status, or 128 and the number of the signal that ended it.
  @discardableResult
  package func wait() -> Int32 {
    if let status { return status }
    var word: Int32 = 0
    while unsafe waitpid(process, &word, 0) < 0 && errno == EINTR {}
    let signal = word & 0x7F
    let status = signal == 0 ? word >> 8 & 0xFF : 128 + signal
    self.status = status
    return status
  }

  /// A pipe that no other program inherits.
  private static func pipe() throws -> (forReading: FileHandle, forWriting: FileHandle) {
    var ends: [CInt] = [-1, -1]
    guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else { throw Failure(description: "pipe2: errno \(errno)") }
    return (
      FileHandle(fileDescriptor: ends[0], closeOnDealloc: true),
      FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    )
  }

  /// Starts a program with no signal blocked, whatever the calling thread's mask is.
  private static func spawn(_ arguments: [String], _ actions: inout posix_spawn_file_actions_t) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var mask = sigset_t()
    unsafe sigemptyset(&mask)
    unsafe posix_spawnattr_setsigmask(&attributes, &mask)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var vector = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var environment = unsafe ProcessInfo.processInfo.environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
    defer { unsafe (vector + environment).forEach { unsafe free($0) } }
    var process: pid_t = 0
    let code = unsafe posix_spawn(&process, vector[0]!, &actions, &attributes, &vector, &environment)
    guard code == 0 else { throw Failure(description: "posix_spawn: errno \(code)") }
    return process
  }
}

// These hide behind _GNU_SOURCE, which a module map can't set.

@_silgen_name("pipe2")
private func pipe2(_ ends: UnsafeMutablePointer<CInt>, _ flags: CInt) -> CInt

@discardableResult
@_silgen_name("posix_spawn_file_actions_addclosefrom_np")
private func posix_spawn_file_actions_addclosefrom_np(
  _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ first: CInt
) -> CInt

@discardableResult
@_silgen_name("posix_spawn_file_actions_addchdir_np")
private func posix_spawn_file_actions_addchdir_np(
  _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ folder: UnsafePointer<CChar>
) -> CInt
