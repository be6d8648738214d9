import Catalog

/// A site about the catalog: one row a name, one column a platform, and a page for each kernel. Static, in one folder,
/// readable without scripts; with them it can be searched.
package struct Atlas {
  /// Pages by file name.
  package private(set) var pages: [String: String] = [:]

  /// - Throws: ``RuleError`` if the availability rules contradict the catalog.
  package init(_ catalog: PlatformCatalog, rules: AvailabilityRules) throws(RuleError) {
    guard let linux = catalog.systems["linux"] else { throw RuleError("the catalog has no platform of Linux") }
    let availability = try AvailabilityEmitter(catalog, rules: rules)
    let releases = Set(linux.platforms.entries.map(\.platform.release)).filter(\.distribution.isEmpty).sorted()
    pages["index.html"] = Self.index(catalog, columns: Self.columns(catalog), availability, releases)
    for (old, new) in zip(releases, releases.dropFirst()) {
      pages["linux-\(new).html"] = Self.release(linux, from: old, to: new)
    }
  }

  /// One column of the table.
  private struct Column {
    var entry: PlatformList.Entry
    var system: SystemCatalog
    var number: Int
  }

  /// One platform for each architecture and C library, of the newest release that has it; and the headers that were
  /// installed where the catalog was made, which have Bluetooth's.
  private static func columns(_ catalog: PlatformCatalog) -> [Column] {
    let preferred = ["x86_64-gnu", "aarch64-gnu", "x86_64-musl"]
    let order = ["linux"] + catalog.systems.keys.filter { $0 != "linux" }.sorted()
    return order.compactMap { catalog.systems[$0] }.flatMap { system in
      var newest: [String: Column] = [:]
      for (number, entry) in system.platforms.entries.enumerated() where Self.isShown(entry.platform) {
        newest[entry.platform.abi + (entry.isPinned ? "" : " installed")] = Column(
          entry: entry, system: system, number: number)
      }
      return newest.values.sorted { left, right in
        let places = [left, right].map { preferred.firstIndex(of: $0.entry.platform.abi) ?? preferred.count }
        return places[0] != places[1] ? places[0] < places[1] : left.entry.platform < right.entry.platform
      }
    }
  }

  /// Of architectures whose facts are the same, one: the other byte order, and the revisions of MIPS.
  private static func isShown(_ platform: Platform) -> Bool {
    if platform.system != "linux" { return platform.architecture == "x86_64" || platform.system == "macos" }
    let gnu = [
      "x86_64", "aarch64", "arm", "i386", "x32", "riscv64", "riscv32", "powerpc64le", "powerpc", "s390x",
      "mips", "mips64", "mipsn32", "sparc64", "alpha", "hppa", "sh4", "loongarch64",
    ]
    return platform.libc == "gnu"
      ? gnu.contains(platform.architecture)
      : ["x86_64", "aarch64", "arm", "mips", "powerpc"].contains(platform.architecture)
  }

  private static func index(
    _ catalog: PlatformCatalog, columns: [Column], _ availability: AvailabilityEmitter, _ releases: [Platform.Release]
  ) -> String {
    let heads = columns.map { column in
      let id = column.entry.platform.id
      return "<th title=\"\(id)\"><span>\(id.replacing("linux-", with: ""))</span>"
    }
    var rows = ""
    let groups = Set(catalog.systems.values.flatMap(\.groups.keys)).sorted()
    for group in groups {
      let facts = columns.map { $0.system.groups[group] }
      let constants = Set(facts.flatMap { $0?.constants.keys.map { $0 } ?? [] }).sorted()
      let structures = Set(facts.flatMap { $0?.structures.keys.map { $0 } ?? [] }).filter { !$0.contains(".") }.sorted()
      rows += "<tbody id=\"\(group)\"><tr class=g><th colspan=\(columns.count + 2)>\(group)\n"
      for name in constants {
        let cells = zip(columns, facts).map { $1?.constants[name]?.fact(on: $0.number)?.value.description }
        rows += row(name, availability.dates(of: name), cells)
      }
      for name in structures {
        let cells = zip(columns, facts).map { column, facts in
          facts?.structures[name]?.fact(on: column.number).map { "\($0.size) B" }
        }
        rows += row(name, availability.dates(of: String(name.split(separator: " ").last!)), cells)
      }
    }
    let kernels = releases.dropFirst().map { "<a href=\"linux-\($0).html\">\($0)</a>" }.joined(separator: " ")
    return page(
      "The socket interface, platform by platform",
      """
      <p>Each row is a constant or a structure with its size, each column a platform: the newest release of each. A value \
      that is not the first column's is <b class=d>marked</b>; a dash: the headers do not have it. What kernels added and \
      removed: \(kernels).</p>
      <p><input id=q type=search placeholder="Search: SO_REUSE, sockaddr_, can …" autofocus> <output id=count></output></p>
      <table><thead><tr><th>name<th>Linux\(heads.joined())</thead>
      \(rows)</table>
      <script>
      const rows = [...document.querySelectorAll("tr[id]")], groups = [...document.querySelectorAll("tbody")];
      const q = document.getElementById("q"), count = document.getElementById("count");
      function search() {
        const words = q.value.toLowerCase().split(/\\s+/).filter(Boolean);
        let found = 0;
        for (const row of rows) {
          const text = (row.id + " " + row.parentNode.id).toLowerCase();
          row.hidden = !words.every(word => text.includes(word));
          if (!row.hidden) found++;
        }
        for (const group of groups) group.hidden = !group.querySelector("tr[id]:not([hidden])");
        count.textContent = found + " of " + rows.length;
      }
      q.addEventListener("input", search);
      q.value = decodeURIComponent(location.search.slice(1));
      search();
      </script>
      """)
  }

  /// A cell like the first one is left empty; neighbours that are empty or absent alike are one cell.
  private static func row(_ name: String, _ dates: String, _ cells: [String?]) -> String {
    let first = cells.first { $0 != nil } ?? nil
    var isFirst = true
    var runs: [(cell: String, count: Int)] = []
    for cell in cells {
      var text = ">–"
      if let cell {
        text = cell != first ? " class=d>\(cell.escaped)" : isFirst ? ">\(cell.escaped)" : ">"
        if cell == first { isFirst = false }
      }
      if [">", ">–"].contains(text), runs.last?.cell == text {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((text, 1))
      }
    }
    let text = runs.map { "<td" + ($0.count > 1 ? " colspan=\($0.count)" : "") + $0.cell }
    return "<tr id=\"\(name)\"><th>\(name)<td>\(dates)\(text.joined())\n"
  }

  /// What one kernel's headers have that its predecessor's had not, or otherwise.
  private static func release(_ linux: SystemCatalog, from old: Platform.Release, to new: Platform.Release) -> String {
    let ids = [old, new].map { "linux-\($0)-x86_64-gnu" }
    let groups = ids.map { linux.snapshot(of: $0)?.groups ?? [] }
    let differences = Difference.between(groups[0], and: groups[1]).filter { $0.kind != .moved }
    func table(_ title: String, _ kinds: Set<Difference.Kind>) -> String {
      let chosen = differences.filter { kinds.contains($0.kind) }
      let rows = chosen.map {
        "<tr><th>\($0.name)<td>\($0.group)<td>\(($0.old ?? "").escaped)<td>\(($0.new ?? "").escaped)\n"
      }
      return "<h2>\(title): \(chosen.count)</h2><table><thead><tr><th>name<th>group<th>\(old)<th>\(new)</thead>\n"
        + rows.joined() + "</table>\n"
    }
    return page(
      "Linux \(new)",
      "<p>What the headers of \(ids[1]) say and those of \(ids[0]) do not. <a href=index.html>All platforms</a></p>\n"
        + table("Added", [.added]) + table("Removed", [.removed])
        + table("Changed", [.changed, .type, .layout, .growth]))
  }

  private static func page(_ title: String, _ body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">
    <title>\(title)</title>
    <style>
    body { font: 14px/1.4 system-ui, sans-serif; margin: 1.5em; color: #222; background: #fff }
    table { border-collapse: collapse; font-size: 12px }
    th, td { text-align: left; padding: 1px 6px; white-space: nowrap; border-bottom: 1px solid #eee; font-weight: normal }
    tbody th, td { font-family: ui-monospace, monospace }
    thead th { position: sticky; top: 0; background: #fff; vertical-align: bottom }
    thead span { writing-mode: vertical-rl; transform: rotate(180deg) }
    .g th { font: bold 15px system-ui, sans-serif; padding-top: 1em }
    .d { background: #fde9c8 } b.d { font-weight: normal }
    input { font: inherit; width: 24em; padding: 4px } [hidden] { display: none }
    </style>
    <h1>\(title)</h1>
    \(body)
    """
  }
}

extension AvailabilityEmitter {
  /// As short as a column allows: `2.6.25`, `≤ 5.16`, `6.13–6.19`, `2.6.35 … 6.19`.
  fileprivate func dates(of name: String) -> String {
    guard let since = dating.since[name] else { return "" }
    let ends = since.split(separator: ".." as String, omittingEmptySubsequences: false)
    let first = ends.count == 1 ? since : ends[0].isEmpty ? "≤ \(ends[1])" : "\(ends[0])–\(ends[1])"
    guard let last = dating.last[name] else { return first }
    return "\(first) … \(last.split(separator: ".." as String)[0])"
  }
}

extension String {
  /// As HTML takes it.
  fileprivate var escaped: String { replacing("&", with: "&amp;").replacing("<", with: "&lt;") }
}
