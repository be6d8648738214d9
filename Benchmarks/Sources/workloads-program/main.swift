// Usage: workloads NAME COUNT
//
// Does an operation so many times and prints the nanoseconds that one took.

import Glibc
import KernelSockets
import Workloads

guard CommandLine.arguments.count == 3, let count = Int(CommandLine.arguments[2]),
  let run = workloads[CommandLine.arguments[1]]
else {
  try FileDescriptor.standardError.writeAll("usage: workloads NAME COUNT\n".utf8)
  exit(64)
}
print(try run(count) / .nanoseconds(count))
