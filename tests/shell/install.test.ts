import { expect, test } from 'vitest'
import { familyOf } from '#shell/install/families.ts'
import { words } from '#shell/install/words.ts'
import { isPageGone } from '#shell/mishap.ts'

const AGENTS = {
  ios: 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Mobile/15E148 Safari/604.1',
  'ios-other':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 CriOS/120.0 Mobile/15E148 Safari/604.1',
  wechat:
    'Mozilla/5.0 (Linux; Android 12; V2141A) AppleWebKit/537.36 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.40',
  huawei:
    'Mozilla/5.0 (Linux; Android 10; ANA-AN00) AppleWebKit/537.36 Chrome/99.0 HuaweiBrowser/13.0.3 Mobile Safari/537.36',
  xiaomi:
    'Mozilla/5.0 (Linux; U; Android 13; zh-cn; 2201123C) Chrome/100.0 Mobile Safari/537.36 XiaoMi/MiuiBrowser/17.4',
  uc: 'Mozilla/5.0 (Linux; U; Android 9; zh-CN; PCT-AL10) Chrome/78.0 UCBrowser/13.4 Mobile Safari/537.36',
  qq: 'Mozilla/5.0 (Linux; U; Android 11; zh-cn; V2068A) Chrome/89.0 MQQBrowser/13.6 Mobile Safari/537.36',
  firefox: 'Mozilla/5.0 (Android 13; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0',
  other: 'Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36',
} as const

for (const [family, agent] of Object.entries(AGENTS))
  test(`${family} gets its own steps`, () => {
    expect(familyOf(agent)).toBe(family)
    expect(words.zh.install.steps[familyOf(agent)].length).toBeGreaterThan(0)
  })

test('a page that could not be drawn is told from a tap that failed', () => {
  expect(isPageGone('setup function')).toBe(true)
  expect(isPageGone('https://vuejs.org/error-reference/#runtime-1')).toBe(true)
  expect(isPageGone('https://vuejs.org/error-reference/#runtime-5')).toBe(false)
  expect(isPageGone('native event handler')).toBe(false)
})
