// Imported before anything else by every script a person starts, so that an old Node gets a sentence and
// not a stack of syntax errors. Written in syntax that Node 14 can read for the same reason.

const OLDEST = [20, 19]
const mine = process.versions.node.split('.').map(Number)

if (mine[0] < OLDEST[0] || (mine[0] === OLDEST[0] && mine[1] < OLDEST[1])) {
  console.error(
    '乡音需要 Node.js ' +
      OLDEST.join('.') +
      ' 或更新的版本，这台机器上是 ' +
      process.versions.node +
      '。\n' +
      'Xiangyin needs Node.js ' +
      OLDEST.join('.') +
      ' or newer; this machine has ' +
      process.versions.node +
      '.',
  )
  process.exit(1)
}
