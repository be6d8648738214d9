// Tells what happens to network interfaces, as ip monitor link does: which there are, which come, change and go.
// Usage: link-monitor

import KernelSockets

let route = try NetlinkSocket()
// First join, then ask: what changes in between is told twice rather than never.
try route.join(Linux.RTNLGRP_LINK)
for link in try route.dump(NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg())) { tell(link) }
print("Watching")
for try await event in route.messages() { tell(event) }

func tell(_ event: NetlinkMessage) {
  let link = event.body(as: Linux.ifinfomsg.self)
  let name = event.attributes(after: Linux.ifinfomsg.self)[Linux.IFLA_IFNAME]?.text ?? "?"
  switch event.type {
  case Linux.RTM_NEWLINK:
    let isUp = Int32(truncatingIfNeeded: link.ifi_flags) & Linux.IFF_UP != 0
    print("\(link.ifi_index): \(name) is \(isUp ? "up" : "down")")
  case Linux.RTM_DELLINK:
    print("\(link.ifi_index): \(name) is gone")
  default: break
  }
}
