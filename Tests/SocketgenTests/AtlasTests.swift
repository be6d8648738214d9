import Foundation
import TestSupport
import Testing

@Suite("The atlas")
struct AtlasTests {
  private let scratch: Scratch
  private let index: String

  init() throws {
    scratch = try Scratch()
    let run = try socketgen(["atlas", "--output", "\(scratch.path)/atlas"])
    guard run.status == 0 else { throw Failure(description: run.output) }
    index = try String(contentsOfFile: "\(scratch.path)/atlas/index.html", encoding: .utf8)
  }

  @Test("is a few pages of less than two megabytes, and stands on its own")
  func size() throws {
    let files = scratch.files("atlas")
    #expect(
      Set(files.keys) == ["index.html", "linux-6.3.html", "linux-6.13.html", "linux-6.19.html", "linux-7.2.html"])
    #expect(files.values.reduce(0) { $0 + $1.count } < 2_000_000)
    for page in files.keys {
      let text = try String(contentsOfFile: "\(scratch.path)/atlas/\(page)", encoding: .utf8)
      #expect(!text.contains("http://") && !text.contains("https://") && !text.contains("src="))
    }
  }

  @Test("is tables that need no script: a value where it is first, and marked where it is another")
  func tables() throws {
    let row = try #require(index.split(separator: "\n").first { $0.hasPrefix("<tr id=\"SO_REUSEPORT\">") })
    #expect(row.hasPrefix("<tr id=\"SO_REUSEPORT\"><th>SO_REUSEPORT<td>3.9<td>15<td"))
    #expect(row.contains("<td class=d>512"))
    #expect(index.contains("<tr id=\"struct sockaddr_can\">"))
    #expect(index.contains("<tr id=\"BTPROTO_L2CAP\">"))
    let installed = try #require(index.split(separator: "\n").first { $0.hasPrefix("<tr id=\"struct sockaddr_hci\">") })
    #expect(installed.contains(">6 B"), "only the installed headers have it: \(installed)")
    let news = try String(contentsOfFile: "\(scratch.path)/atlas/linux-7.2.html", encoding: .utf8)
    #expect(news.contains("<tr><th>TCPI_ECN_MODE_ACCECN<td>tcp<td><td>2 (int)"))
    #expect(news.contains("<tr><th>NETROM_T1<td>ax25<td>1 (int)<td>"))
  }

  private static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(
    "in a browser, search finds by words in any order, and no script fails",
    .enabled(if: browser != nil, "there is no Chromium: apt-get install chromium"))
  func search() throws {
    func open(_ query: String) throws -> String {
      let run = try Run([
        "timeout", "120", Self.browser!, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
        "--virtual-time-budget=10000", "--dump-dom", "file://\(scratch.path)/atlas/index.html?\(query)",
      ])
      #expect(!run.output.contains("Uncaught") && !run.output.contains("SyntaxError"), "\(run.output.prefix(2000))")
      return run.output
    }
    func shown(_ page: String) -> [Substring] {
      page.matches(of: /<tr id="([^"]+)">/).map(\.1)
    }
    let found = try open("reuse%20socket")
    #expect(found.contains(/<output id="count">\d+ of \d{5}</))
    #expect(shown(found).contains("SO_REUSEPORT") && !shown(found).contains("SO_KEEPALIVE"))
    #expect(shown(try open("no-such-name")).isEmpty)
    #expect(shown(try open("")).count > 10_000)
  }
}
