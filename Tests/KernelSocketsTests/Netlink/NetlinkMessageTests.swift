import KernelSockets
import TestSupport
import Testing

@Suite("Messages of netlink, compared with the kernel's macros")
struct NetlinkMessageTests {
  /// A request with everything that can be appended.
  static func sample() -> NetlinkMessage {
    var message = NetlinkMessage(
      Linux.RTM_NEWLINK, flags: Linux.NLM_F_REQUEST | Linux.NLM_F_CREATE,
      body: Linux.ifinfomsg(ifi_family: 1, ifi_type: 2, ifi_index: 3, ifi_flags: 4, ifi_change: 5))
    message.sequenceNumber = 0x0102_0304
    message.portID = 77
    message.append(Linux.IFLA_IFNAME, "veth0")
    message.append(Linux.IFLA_MTU, UInt32(1400))
    message.append(Linux.IFLA_ADDRESS, [2, 0, 0, 0, 0, 9])
    message.append(Linux.IFLA_LINKINFO) { info in
      info.append(Linux.IFLA_INFO_KIND, "veth")
      info.append(Linux.IFLA_INFO_DATA) { data in
        data.append(1, Linux.ifinfomsg(ifi_index: 9))
      }
    }
    message.append(Linux.IFLA_OPERSTATE, UInt8(6))
    return message
  }

  @Test("what is built is what C builds")
  func building() throws {
    let program = try CProgram(
      [
        """
        #include <linux/rtnetlink.h>
        #include <linux/if_link.h>
        #include <stdio.h>
        #include <string.h>
        static char buffer[512];
        static struct nlmsghdr *message = (struct nlmsghdr *)buffer;
        static struct rtattr *add(int type, const void *data, int length) {
          struct rtattr *attribute = (struct rtattr *)(buffer + NLMSG_ALIGN(message->nlmsg_len));
          attribute->rta_type = type;
          attribute->rta_len = RTA_LENGTH(length);
          if (length) memcpy(RTA_DATA(attribute), data, length);
          message->nlmsg_len = NLMSG_ALIGN(message->nlmsg_len) + RTA_LENGTH(length);
          return attribute;
        }
        static void end(struct rtattr *outer) { outer->rta_len = buffer + message->nlmsg_len - (char *)outer; }
        int main(void) {
          struct ifinfomsg body = {.ifi_family = 1, .ifi_type = 2, .ifi_index = 3, .ifi_flags = 4, .ifi_change = 5};
          message->nlmsg_len = NLMSG_LENGTH(sizeof body);
          message->nlmsg_type = RTM_NEWLINK;
          message->nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE;
          message->nlmsg_seq = 0x01020304;
          message->nlmsg_pid = 77;
          memcpy(NLMSG_DATA(message), &body, sizeof body);
          unsigned mtu = 1400;
          unsigned char address[] = {2, 0, 0, 0, 0, 9}, state = 6;
          struct ifinfomsg inner = {.ifi_index = 9};
          add(IFLA_IFNAME, "veth0", 6);
          add(IFLA_MTU, &mtu, 4);
          add(IFLA_ADDRESS, address, 6);
          struct rtattr *info = add(IFLA_LINKINFO | NLA_F_NESTED, 0, 0);
          add(IFLA_INFO_KIND, "veth", 5);
          struct rtattr *data = add(IFLA_INFO_DATA | NLA_F_NESTED, 0, 0);
          add(1, &inner, sizeof inner);
          end(data);
          end(info);
          add(IFLA_OPERSTATE, &state, 1);
          for (unsigned i = 0; i < message->nlmsg_len; i++) printf("%02x", (unsigned char)buffer[i]);
          puts("");
        }
        """
      ])
    #expect(try [Array(Self.sample().bytes).hexadecimal] == program.answers())
  }

  @Test("what was built is read again: header, body, attributes and those within")
  func reading() throws {
    let message = Self.sample()
    #expect(message.type == Linux.RTM_NEWLINK)
    #expect(message.flags == Linux.NLM_F_REQUEST | Linux.NLM_F_CREATE)
    #expect(message.header.nlmsg_len == message.bytes.count)
    #expect(message.body(as: Linux.ifinfomsg.self).ifi_index == 3)
    let attributes = message.attributes(after: Linux.ifinfomsg.self)
    #expect(
      attributes.map(\.type)
        == [Linux.IFLA_IFNAME, Linux.IFLA_MTU, Linux.IFLA_ADDRESS, Linux.IFLA_LINKINFO, Linux.IFLA_OPERSTATE])
    #expect(attributes[Linux.IFLA_IFNAME]?.text == "veth0")
    #expect(attributes[Linux.IFLA_MTU]?.value() == UInt32(1400))
    #expect(attributes[Linux.IFLA_MTU]?.value(as: UInt16.self) == nil)
    #expect(attributes[Linux.IFLA_OPERSTATE]?.value() == UInt8(6))
    let info = try #require(attributes[Linux.IFLA_LINKINFO]).attributes
    #expect(info[Linux.IFLA_INFO_KIND]?.text == "veth")
    let data = try #require(info[Linux.IFLA_INFO_DATA]).attributes
    #expect(data[1]?.value(as: Linux.ifinfomsg.self).ifi_index == 9)
    #expect(data[2] == nil)
  }

  @Test("the header's parts are changed where they lie, and nothing else")
  func header() {
    var message = Self.sample()
    let payload = message.payload
    message.type = Linux.RTM_DELLINK
    message.flags = Linux.NLM_F_ACK
    message.sequenceNumber = 0x0102_0304
    message.portID = 77
    let header = Linux.nlmsghdr(
      nlmsg_len: UInt32(message.bytes.count), nlmsg_type: 17, nlmsg_flags: 4, nlmsg_seq: 0x0102_0304, nlmsg_pid: 77)
    #expect(Array(message.bytes) == header.bytes + payload)
    #expect((message.type, message.flags, message.portID) == (17, 4, 77) && message.sequenceNumber == 0x0102_0304)
    #expect(
      message.description
        == "netlink message of type 17, flags 0x4, number 16909060, port 77, \(payload.count) bytes")
  }

  @Test("attributes that are cut or forged end the reading, and nothing beyond is read")
  func forged() {
    let whole = Array(Self.sample().payload.dropFirst(Linux.ifinfomsg.size))
    let count = NetlinkAttributes(whole[...]).reduce(0) { sum, _ in sum + 1 }
    #expect(count == 5)
    for length in whole.indices {
      let bytes = NetlinkAttributes(whole.prefix(length)).reduce(0) { $0 + $1.bytes.count }
      #expect(bytes <= length)
    }
    for length in [UInt8(0), 3] {
      #expect(NetlinkAttributes([length, 0, 1, 0, 9, 9, 9, 9]).map(\.type) == [])
    }
    #expect(NetlinkAttributes([255, 255, 1, 0, 9, 9, 9, 9]).map(\.type) == [])
    #expect(NetlinkAttributes([4, 0, 1, 0, 5, 0, 2, 0, 7]).map(\.bytes) == [[], [7]])
  }
}
