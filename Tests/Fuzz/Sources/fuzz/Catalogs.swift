import FuzzedCatalog

/// The text of a catalog: a list of platforms, and a group's facts behind a `~`.
@Sendable
func readCatalog(_ bytes: [UInt8]) {
  let parts = bytes.split(separator: UInt8(ascii: "~"), maxSplits: 1, omittingEmptySubsequences: false)
  // A file whose last line has no end is refused before it is read.
  let texts = parts.map { String(decoding: $0, as: UTF8.self) + "\n" }
  let files = ["platforms.txt": texts[0], "linux/group.txt": texts.count > 1 ? texts[1] : ""]
  guard let catalogText = try? CatalogText(files: files) else { return }
  for entry in catalogText.entries.prefix(2) { _ = try? catalogText.snapshot(of: entry.platform.id) }
  guard let catalog = try? PlatformCatalog(catalogText) else { return }
  // What is written is read as the same, and written the same again.
  let written = catalog.files
  guard let again = try? PlatformCatalog(CatalogText(files: written)) else {
    return require(false, "not readable: \(written)")
  }
  require(again.files == written, "\(written)")
}

/// The text of a group's facts, of a list of platforms that does not change: ten times as many inputs in the same time.
@Sendable
func readFacts(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self) + "\n"
  guard let group = try? MergedGroup(name: "group", text: text, platforms: platforms) else { return }
  var naming = naming
  let written = group.text(of: platforms, naming: &naming)
  guard let again = try? MergedGroup(name: "group", text: written, platforms: platforms) else {
    return require(false, "not readable: \(written)")
  }
  require(again == group, written)
  require(again.text(of: platforms, naming: &naming) == written, written)
}

private let naming = PlatformNaming(platforms)
private let platforms: PlatformList = {
  let lines = """
    linux-5.16-mips-gnu mips-linux-gnu 32be a source
    linux-5.16-x86_64-gnu x86_64-linux-gnu 64le a source
    linux-6.1-x86_64-gnu+debian x86_64-linux-gnu 64le another source
    linux-6.13-mips-musl mips-linux-musl 32be a source
    linux-6.13-x86_64-musl x86_64-linux-musl 64le a source

    """
  guard let text = try? CatalogText(files: ["platforms.txt": lines]) else { fatalError("not readable: \(lines)") }
  return text.platforms["linux"]!
}()
