// Usage: faults ROUNDS
//
// Transfers bytes, messages, connections and descriptors in so many rounds, in a process whose system calls may fail at
// any time: see faults.c. What fails with a typed error is done again from where the error says that it stopped.
// Fails if anything is lost, comes twice or fails otherwise, or if a descriptor is left open. Prints how many operations
// there were, and how many errors of each kind.

guard CommandLine.arguments.count == 2, let rounds = Int(CommandLine.arguments[1]), rounds > 0 else {
  fail("usage: faults ROUNDS")
}
var run = Rounds()
_ = file
let before = openDescriptors()
for round in 0..<rounds { try run.next(round) }
let after = openDescriptors()
if after != before { fail("\(before) descriptors before, \(after) after") }
print("operations \(run.operations)")
for (name, count) in run.failures.sorted(by: { $0.key < $1.key }) { print("\(name) \(count)") }
