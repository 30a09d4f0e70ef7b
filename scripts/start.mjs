#!/usr/bin/env node
// One command from a fresh clone to a running village: install, build, run. No packages may be imported
// here, because on a fresh machine there are none yet.
import './ready/node-version.mjs'
import path from 'node:path'
import { ensureBuilt } from './ready/built.mjs'
import { ensureInstalled } from './ready/installed.mjs'
import { finish, ROOT, stayWith } from './ready/run.mjs'

const HELP = `用法：npm start
  装好依赖、构建、启动中转站；第一次启动会建一个示范村，并打印入村链接。
  环境变量：
    PORT        端口，默认 8080
    DATA_DIR    存放村里账本的目录，默认 ./data
    PUBLIC_URL  村民手机上打开的网址（例如 https://xiangyin.example.cn），默认 http://localhost:PORT
  按 Ctrl-C 停止。

Usage: npm start
  Installs, builds and runs the relay; the first run founds a demo village and prints its links.
  Environment:
    PORT        port to listen on, 8080 by default
    DATA_DIR    folder of the village's book, ./data by default
    PUBLIC_URL  the address that phones open (https, except on localhost), http://localhost:PORT by default
  Ctrl-C stops it.
`

await finish(async () => {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    console.log(HELP)
    return 0
  }
  await ensureInstalled()
  await ensureBuilt()
  const env = {
    PORT: process.env.PORT || '8080',
    DATA_DIR: path.resolve(process.env.DATA_DIR || path.join(ROOT, 'data')),
  }
  const code = await stayWith([path.join(ROOT, 'dist-server/main.js')], env)
  if (code !== 0 && code !== 130) {
    console.error(
      `\n✗ 中转站停了（退出码 ${code}），原因见上。 The relay ended with code ${code}; the reason stands above.`,
    )
  }
  return code === 130 ? 0 : code
})
