// Usage: transfers OPERATION COUNT
//
// Does an operation so many times. transfers.c does the same in C.

import KernelSockets

let operations: [String: (Int) async throws -> Void] = [
  "array": transferArray,
  "span": transferSpan,
  "raw-span": transferRawSpan,
  "text": transferText,
  "send-all": sendAll,
  "new-array": receiveNewArray,
  "time-out": receiveWithTimeOut,
  "nothing": receiveNothing,
  "datagram": sendAndReceiveFrom,
  "pieces": sendPieces,
  "credentials": receiveCredentials,
  "packet-info": receivePacketInformation,
  "frames": transferFrames,
  "batch": transferBatch,
  "batch-control": transferBatchWithControl,
  "segments": sendSegments,
  "joined-batch": sendJoinedBatch,
  "options": setAndReadOptions,
  "wait": wait,
  "awaited": transferAwaited,
]

guard CommandLine.arguments.count == 3, let operation = operations[CommandLine.arguments[1]],
  let count = Int(CommandLine.arguments[2])
else { fatalError("usage: transfers OPERATION COUNT") }
try await operation(count)
