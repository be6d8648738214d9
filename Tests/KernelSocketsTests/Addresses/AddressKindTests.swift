import KernelSockets
import TestSupport
import Testing

/// A type of parts, and the property of an address that reads them.
typealias PartsReader = (
  type: any SocketAddressParts.Type, read: @Sendable (SocketAddress) -> (any SocketAddressParts)?
)

let partsReaders: [PartsReader] = [
  (NetlinkAddress.self, { $0.netlink }),
  (PacketAddress.self, { $0.packet }),
  (CANAddress.self, { $0.can }),
  (ISOTPAddress.self, { $0.isotp }),
  (J1939Address.self, { $0.j1939 }),
  (VSOCKAddress.self, { $0.vsock }),
  (AlgorithmAddress.self, { $0.algorithm }),
  (TIPCAddress.self, { $0.tipc }),
  (L2CAPAddress.self, { $0.l2cap }),
  (RFCOMMAddress.self, { $0.rfcomm }),
  (HCIAddress.self, { $0.hci }),
  (SCOAddress.self, { $0.sco }),
  (QRTRAddress.self, { $0.qrtr }),
  (XDPAddress.self, { $0.xdp }),
  (MCTPAddress.self, { $0.mctp }),
  (MCTPExtendedAddress.self, { $0.mctpExtended }),
  (PPPoEAddress.self, { $0.pppoe }),
  (PPTPAddress.self, { $0.pptp }),
  (L2TPAddress.self, { $0.l2tp }),
  (L2TPv6Address.self, { $0.l2tpv6 }),
  (LLCAddress.self, { $0.llc }),
  (X25Address.self, { $0.x25 }),
  (AX25Address.self, { $0.ax25 }),
  (NETROMAddress.self, { $0.netrom }),
  (ROSEAddress.self, { $0.rose }),
  (ATMPVCAddress.self, { $0.atmPVC }),
  (ATMSVCAddress.self, { $0.atmSVC }),
  (AppleTalkAddress.self, { $0.appleTalk }),
  (PhonetAddress.self, { $0.phonet }),
  (NFCAddress.self, { $0.nfc }),
  (LLCPAddress.self, { $0.llcp }),
  (IUCVAddress.self, { $0.iucv }),
  (IPXAddress.self, { $0.ipx }),
  (RxRPCAddress.self, { $0.rxrpc }),
  (PPPoL2TPAddress.self, { $0.pppol2tp }),
  (ISOAddress.self, { $0.iso }),
  (IEEE802154Address.self, { $0.ieee802154 }),
]

/// Every type of parts.
let partsTypes = partsReaders.map(\.type)

@Suite("Addresses of every family")
struct AddressKindTests {
  @Test("an address prints as documented, and its text is read back")
  func text() throws {
    for sample in try addressSamples() {
      #expect(sample.address.description == sample.text)
      #expect(try SocketAddress(parsing: sample.text) == sample.address)
      #expect(sample.address.hashValue == SocketAddress(sample.text)?.hashValue)
    }
  }

  @Test("a C program, compiled with the system's headers, fills the structures with the same bytes")
  func comparedWithC() throws {
    let samples = try addressSamples()
    let answers = try bytesInC(of: samples)
    #expect(answers.count == samples.count)
    for (sample, answer) in zip(samples, answers) {
      #expect(sample.address.bytes.hexadecimal == answer, "\(sample.text)")
    }
  }

  @Test("the parts of an address make the same address again, and print like it")
  func parts() throws {
    var seen: Set<String> = []
    for sample in try addressSamples() {
      let readings = partsTypes.compactMap { $0.init(sample.address) }
      let exact = try #require(readings.first { $0.socketAddress == sample.address }, "\(sample.text)")
      #expect(exact.description == sample.text)
      #expect(SocketAddress(exact) == sample.address)
      seen.insert("\(type(of: exact))")
    }
    #expect(seen == Set(partsTypes.map { "\($0)" }))
  }

  @Test("an address has the parts of its own kind, and no others")
  func properties() throws {
    for sample in try addressSamples() {
      for (type, read) in partsReaders {
        #expect(
          read(sample.address)?.socketAddress == type.init(sample.address)?.socketAddress, "\(type), \(sample.text)")
      }
    }
  }

  @Test("any part of an address, and any address with zeroes behind it, prints and parses to the same")
  func otherLengths() throws {
    for sample in try addressSamples() {
      let bytes = sample.address.bytes + [UInt8](repeating: 0, count: 128 - sample.address.byteCount)
      for count in 0...128 {
        let address = try SocketAddress(bytes: bytes.prefix(count))
        #expect(try SocketAddress(parsing: address.description) == address, "\(sample.text), \(count) bytes")
        for type in partsTypes {
          if let problem = contradiction(type, about: address) { Issue.record("\(type), \(address.bytes): \(problem)") }
        }
      }
    }
  }

  @Test("random bytes of a plausible family, and random parts, survive all conversions", arguments: partsTypes.indices)
  func random(index: Int) throws {
    let type = partsTypes[index]
    let samples = try addressSamples().map(\.address).filter { type.init($0) != nil }
    var generator = SplitMix(state: UInt64(index))
    let relatives = partsTypes.filter { other in samples.contains { other.init(reading: $0) != nil } }
    let count = 10_000 / relatives.count  // so many for each family
    var found = 0
    for _ in 0..<count {
      let address = try SocketAddress(bytes: generator.variation(of: samples.randomElement(using: &generator)!.bytes))
      if SocketAddress(address.description) != address { Issue.record("\(address.bytes) do not parse") }
      if let problem = contradiction(type, about: address) { Issue.record("\(type), \(address.bytes): \(problem)") }
      if type.init(reading: address) != nil { found += 1 }
    }
    #expect(found > count / 20, "\(type)")
  }

  /// Whether a type of parts contradicts itself about any address whatever.
  private func contradiction<Parts: SocketAddressParts>(_ type: Parts.Type, about address: SocketAddress) -> String? {
    guard let parts = Parts(reading: address) else { return nil }
    let encoded = parts.socketAddress
    if Parts(encoded) != parts { return "parts do not come back" }
    if encoded != address, SocketAddress(parts.description) != encoded { return "parts do not parse" }
    // The same address, but for zeroes at its end?
    let isSame = encoded.bytes.trimmingZeroes == address.bytes.trimmingZeroes
    if (Parts(address) == nil) == isSame { return "the strict reading is nil, or not nil, without reason" }
    return nil
  }
}

extension [UInt8] {
  fileprivate var trimmingZeroes: ArraySlice<UInt8> { prefix((lastIndex { $0 != 0 } ?? -1) + 1) }
}

extension SplitMix {
  /// Bytes of the same family as these: at times as many, with few changes; at times any.
  mutating func variation(of bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    let zeroes = UInt64.random(in: 0...3, using: &self)
    switch UInt64.random(in: 0...3, using: &self) {
    case 0:
      let index = Int.random(in: 2..<bytes.count, using: &self)
      result[index] = .random(in: 0...255, using: &self)
    case 1:
      for index in 2..<bytes.count where Bool.random(using: &self) {
        result[index] = .random(in: 0...255, using: &self)
      }
    case 2:
      let count = Int.random(in: 0...128, using: &self)
      result = Array((bytes + [UInt8](repeating: 0, count: 128)).prefix(count))
    default:
      result = Array(bytes.prefix(2))
      for _ in 2..<Int.random(in: 2...128, using: &self) {
        result.append(UInt64.random(in: 0...3, using: &self) < zeroes ? 0 : .random(in: 0...255, using: &self))
      }
    }
    return result
  }
}
