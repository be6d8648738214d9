// Prints the addresses of a host.
// Usage: lookup [HOST] [PORT OR SERVICE]

import KernelSockets

let arguments = CommandLine.arguments.dropFirst()
let host = arguments.first ?? "example.org"
let service = arguments.dropFirst().first ?? "http"

for answer in try AddressInfo.lookup(host: host, service: service, protocol: .IPPROTO_TCP) {
  print(answer.family, answer.type, answer.protocol, answer.address)
}
