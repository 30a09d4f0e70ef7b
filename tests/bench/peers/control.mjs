// Loaded before every server that is measured, ours too: says over the parent's channel how much memory is held.
process.on('message', (asked) => {
  if (asked !== 'memory') return
  globalThis.gc()
  globalThis.gc()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send({ rss, held: heapUsed + external })
})
// What listens only for the measuring must not keep a server alive that wants to end.
process.channel?.unref()
process.on('disconnect', () => process.exit(0))
