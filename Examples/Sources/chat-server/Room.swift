/// Who is there.
actor Room {
  private var guests: [String: Guest] = [:]
  private var isClosed = false

  /// Lets a guest in, unless the room closes.
  func enter(_ guest: Guest) -> Bool {
    guard !isClosed else { return false }
    say("\(guest.name) is here", from: guest)
    guests[guest.name] = guest
    guest.tell("welcome, \(guest.name)")
    return true
  }

  func leave(_ guest: Guest) {
    guard guests.removeValue(forKey: guest.name) != nil else { return }
    say("\(guest.name) left", from: guest)
  }

  /// Tells all others a line.
  func say(_ line: String, from speaker: Guest?) {
    for guest in guests.values where guest.name != speaker?.name { guest.tell(line) }
  }

  /// Tells all that it is over. They leave with the last word.
  func close() {
    isClosed = true
    say("the server ends", from: nil)
    for guest in guests.values { guest.dismiss() }
    guests = [:]
  }
}
