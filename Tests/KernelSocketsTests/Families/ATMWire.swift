import Foundation
import KernelSockets
import Testing

/// Two interfaces of ATM, and the wire between them.
///
/// The kernel has no virtual ones. It has a driver for modems, xusbatm, and a virtual USB controller, dummy_hcd: at its two
/// ports the test plugs in modems, which are the test itself, and hand to each other what they are given.
struct ATMWire {
  private let modems: [Modem]

  var interfaces: [Int16] { modems.map(\.interface) }

  static let exists = FileManager.default.fileExists(atPath: Modem.port(1)) && Companion.path(of: "mount") != nil

  init() throws {
    let modems = try (0..<2).map(Modem.init)
    self.modems = modems
    for (near, far) in zip(modems, modems.reversed()) { _ = Running { try near.carry(to: far) } }
  }

  /// Pulls the plugs: both interfaces are gone.
  func cut() throws { for modem in modems { try modem.unplug() } }
}

/// A USB device in user space. Documentation/usb/functionfs.rst, gadget_configfs.rst of the kernel.
private struct Modem {
  let interface: Int16
  private let control: FileDescriptor
  private let input: FileDescriptor
  private let output: FileDescriptor

  static func port(_ number: Int) -> String { "/sys/class/udc/dummy_udc.\(number)" }

  init(port number: Int) throws {
    let name = "modem\(number)"
    let (device, endpoints) = ("/sys/kernel/config/usb_gadget/\(name)", "/run/\(name)")
    let function = "\(device)/functions/ffs.\(name)"
    for folder in [device, "\(device)/configs/c.1", function, endpoints] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    func set(_ attribute: String, _ value: String) throws {
      try value.write(toFile: "\(device)/\(attribute)", atomically: false, encoding: .utf8)
    }
    // What scripts/machine/modules tells the driver to look for
    try set("idVendor", "0x1d6b")
    try set("idProduct", "0x0105")
    try FileManager.default.createSymbolicLink(
      atPath: "\(device)/configs/c.1/function", withDestinationPath: function)
    _ = try Companion.lines("mount", "-t", "functionfs", name, endpoints)

    control = try unsafe FileDescriptor.open("\(endpoints)/ep0", .readWrite, options: .closeOnExec)
    try control.writeAll(Self.descriptors)
    try control.writeAll(Self.strings)
    let before = try Self.interfaces
    try set("UDC", "dummy_udc.\(number)")
    interface = try whenReady { try Self.interfaces.subtracting(before).first }
    input = try unsafe FileDescriptor.open("\(endpoints)/ep1", .writeOnly, options: .closeOnExec)
    output = try unsafe FileDescriptor.open("\(endpoints)/ep2", .readOnly, options: .closeOnExec)
  }

  /// Until the plug is pulled
  func carry(to other: Self) throws {
    var cells = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = unsafe try cells.withUnsafeMutableBytes { bytes in try unsafe output.read(into: bytes) }
      try other.input.writeAll(cells.prefix(count))
    }
  }

  func unplug() throws { for file in [control, input, output] { try file.close() } }

  /// `struct usb_functionfs_descs_head_v2`: at high speed, an interface of two bulk endpoints, with packets of 512 bytes.
  private static var descriptors: [UInt8] {
    let interface: [UInt8] = [9, 4, 0, 0, 2, 0xFF, 0, 0, 0]
    let endpoints = [0x81, 0x02].flatMap { [7, 5, $0, 2, 0, 2, 0] as [UInt8] }
    let body = words(3) + interface + endpoints
    return words(3, UInt32(12 + body.count), 2) + body
  }

  /// `struct usb_functionfs_strings_head`: none.
  private static var strings: [UInt8] { words(2, 16, 0, 0) }

  private static func words(_ values: UInt32...) -> [UInt8] {
    values.flatMap { value in unsafe withUnsafeBytes(of: value.littleEndian) { unsafe Array($0) } }
  }

  private static var interfaces: Set<Int16> {
    get throws {
      let names = try FileManager.default.contentsOfDirectory(atPath: "/sys/class/atm")
      return Set(names.filter { $0.hasPrefix("xusbatm") }.compactMap { Int16($0.dropFirst(7)) })
    }
  }
}
