import KernelSockets
import Testing

@Suite("Options of ISO-TP sockets")
struct ISOTPOptionsTests {
  typealias Options = Linux.can_isotp_options

  @Test("each choice is its flag of the kernel's, and no other")
  func choices() {
    let choices: [(WritableKeyPath<Options, Bool>, Int32)] = [
      (\.isListenOnly, Linux.CAN_ISOTP_LISTEN_MODE),
      (\.isHalfDuplex, Linux.CAN_ISOTP_HALF_DUPLEX),
      (\.waitsUntilSent, Linux.CAN_ISOTP_WAIT_TX_DONE),
      (\.checksPaddingLength, Linux.CAN_ISOTP_CHK_PAD_LEN),
      (\.checksPaddingContent, Linux.CAN_ISOTP_CHK_PAD_DATA),
      (\.forcesSentSeparation, Linux.CAN_ISOTP_FORCE_TXSTMIN),
      (\.forcesReceivedSeparation, Linux.CAN_ISOTP_FORCE_RXSTMIN),
      (\.broadcastsSingleFrames, Linux.CAN_ISOTP_SF_BROADCAST),
      (\.broadcastsSegments, Linux.CAN_ISOTP_CF_BROADCAST),
    ]
    for (choice, flag) in choices {
      var options = Options()
      #expect(!options[keyPath: choice])
      options[keyPath: choice] = true
      #expect(options.flags == UInt32(flag))
      for (other, _) in choices { #expect(options[keyPath: other] == (other == choice)) }
      options.flags = .max
      options[keyPath: choice] = false
      #expect(!options[keyPath: choice] && options.flags == ~UInt32(flag))
    }
  }

  @Test("a byte has its flag of the kernel's, and its place")
  func bytes() {
    let choices: [(WritableKeyPath<Options, UInt8?>, KeyPath<Options, UInt8>, Int32)] = [
      (\.sentPadding, \.txpad_content, Linux.CAN_ISOTP_TX_PADDING),
      (\.receivedPadding, \.rxpad_content, Linux.CAN_ISOTP_RX_PADDING),
      (\.sentExtension, \.ext_address, Linux.CAN_ISOTP_EXTEND_ADDR),
      (\.receivedExtension, \.rx_ext_address, Linux.CAN_ISOTP_RX_EXT_ADDR),
    ]
    for (choice, place, flag) in choices {
      var options = Options()
      #expect(options[keyPath: choice] == nil)
      // Zero is a byte like any other.
      for byte in [0, 0xCC] as [UInt8] {
        options[keyPath: choice] = byte
        #expect(options.flags == UInt32(flag) && options[keyPath: place] == byte)
        #expect(options[keyPath: choice] == byte)
      }
      options[keyPath: choice] = nil
      #expect(options == Options())
    }
  }
}
