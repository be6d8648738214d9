import Foundation
import KernelSockets

/// Packets that come to a reader, and how it reads them.
struct ReaderCase: Codable, CustomStringConvertible {
  var packets: [[UInt8]]
  /// Python's `newline`.
  var newline: String?
  /// Python's `encoding`; `nil` for bytes.
  var encoding: String? = "utf-8"
  /// Python's `errors`.
  var errors = "strict"
  /// Python's `buffering`.
  var buffering: Int?
  /// How many characters to read at a time; `nil` for lines, -1 for all.
  var count: Int?

  var description: String {
    "\(packets.map { String($0) }), newline \(newline.debugDescription), \(encoding ?? "bytes"), \(errors), \(count ?? 0)"
  }
}

/// A text that is written, and how.
struct WriterCase: Codable {
  var texts: [String]
  var newline: String?
  var encoding: String
  var errors = "strict"
}

/// What Python's `socket.makefile` makes of the same input.
enum PythonFile {
  private static let program = """
    import json, socket, sys
    results = []
    for case in json.load(open(sys.argv[1])):
        # Every packet is one recv.
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        options = {"buffering": case.get("buffering", None)}
        if case.get("encoding"):
            options |= {"encoding": case["encoding"], "errors": case["errors"], "newline": case.get("newline")}
        mode = "" if case.get("encoding") else "b"
        result = []
        try:
            if "texts" in case:
                file = near.makefile("w" + mode, **options)
                near.close()
                for text in case["texts"]: file.write(text)
                file.close()
                while data := far.recv(1_000_000): result.append(data.hex())
                result = ["".join(result)]
            else:
                for packet in case["packets"]: near.send(bytes(packet))
                near.close()
                file = far.makefile("r" + mode, **options)
                far.close()
                count = case.get("count")
                read = file.readline if count is None else lambda: file.read(count)
                while piece := read(): result.append((piece if mode else piece.encode()).hex())
        except UnicodeError:
            result = ["malformed"]
        results.append(result)
    json.dump(results, sys.stdout)
    """

  /// The pieces of each case, in hexadecimal; "malformed" if any was.
  static func results(_ cases: [some Encodable]) throws -> [[String]] {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/cases"
    try JSONEncoder().encode(cases).write(to: URL(fileURLWithPath: path))
    let output = try run(["python3", "-c", program, path])
    return try JSONDecoder().decode([[String]].self, from: Data(output.utf8))
  }
}

extension Socket.Newline {
  static let byPythonName: [(String?, Socket.Newline)] = [
    (nil, .universal), ("", .untranslated), ("\n", .lineFeed), ("\r", .carriageReturn),
    ("\r\n", .carriageReturnLineFeed),
  ]

  init(python name: String?) { self = Self.byPythonName.first { $0.0 == name }!.1 }
}

extension Socket.TextEncoding {
  static let byPythonName: [(String, Socket.TextEncoding)] = [
    ("utf-8", .utf8), ("latin-1", .latin1), ("ascii", .ascii),
  ]

  init(python name: String) { self = Self.byPythonName.first { $0.0 == name }!.1 }
}

/// A reader's socket, with packets in it, each of which is one receive.
func receiving(_ packets: [[UInt8]], mode: Socket.Mode = .blocking) throws -> Socket {
  let (near, far) = try Socket.pair(.unix, .sequentialPacket, mode: mode)
  for packet in packets { try near.sendAll(packet) }
  try near.close()
  return far
}

extension Socket {
  /// Whether nothing has come, not even the end of the stream.
  var hasNothing: Bool {
    get throws {
      var byte: [UInt8] = [0]
      return try receive(into: &byte, flags: [.MSG_DONTWAIT, .MSG_PEEK]) == nil
    }
  }
}
