internal import Synchronization

extension Reactor: TaskExecutor {
  /// Runs a piece of a task in the reactor's thread. For the Swift runtime.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isFirst = jobs.withLock { jobs in
      jobs.append(job)
      return jobs.count == 1
    }
    // The thread itself looks before it waits again.
    if isFirst, thread.load(ordering: .relaxed) != systemThread() { systemSignal(poller.wakeUp) }
  }

  /// Runs what is to run now, so that sockets get their turn before what comes of it. Returns whether there is more.
  func runJobs(_ batch: inout [UnownedJob]) -> Bool {
    thread.store(systemThread(), ordering: .relaxed)
    jobs.withLock { swap(&$0, &batch) }
    for job in batch { systemRun(job, on: self) }
    batch.removeAll(keepingCapacity: true)
    return jobs.withLock { !$0.isEmpty }
  }
}
