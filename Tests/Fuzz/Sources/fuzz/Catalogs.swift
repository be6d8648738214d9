import FuzzedCatalog

/// The text of a catalog: a list of platforms, and a group's facts behind a line of dashes.
@Sendable
func readCatalog(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  let parts = text.split(separator: "\n----\n", maxSplits: 1, omittingEmptySubsequences: false)
  // A file whose last line has no end is refused before it is read.
  let files = ["platforms.txt": parts[0] + "\n", "linux/group.txt": parts.count > 1 ? parts[1] + "\n" : ""]
  guard let catalogText = try? CatalogText(files: files) else { return }
  for entry in catalogText.entries.prefix(3) { _ = try? catalogText.snapshot(of: entry.platform.id) }
  guard let catalog = try? PlatformCatalog(catalogText) else { return }
  // What is written is read as the same, and written the same again.
  let written = catalog.files
  guard let again = try? PlatformCatalog(CatalogText(files: written)) else {
    return require(false, "not readable: \(written)")
  }
  require(again.files == written, "\(written)")
}
