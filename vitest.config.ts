import { availableParallelism } from 'node:os'
import vue from '@vitejs/plugin-vue'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findChromium } from './scripts/ready/chromium.mjs'
import { LongestFirst } from './scripts/test/longest-first.ts'
import { define } from './vite.config.ts'

const JOURNEYS = 'tests/journeys/**/*.test.ts'
const BUDGETS = 'tests/budgets/**/*.test.ts'
// Power cuts, the weak link, mutated bytes, a crowd: they take long, and so are no part of `npm run check`.
const FIRE = ['crash', 'link', 'fuzz', 'crowd'].map((folder) => `tests/${folder}/**/*.test.ts`)
const BROWSER = 'tests/**/*.browser.test.ts'

export default defineConfig({
  plugins: [vue()],
  define,
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'check',
          // Vitest would leave a core free, which on two cores is half the machine.
          maxWorkers: availableParallelism(),
          include: ['tests/**/*.test.ts'],
          exclude: [JOURNEYS, BUDGETS, BROWSER, ...FIRE],
          environment: 'node',
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        // One after the other: how soon a relay starts and answers decides where the cuts fall.
        test: {
          name: 'fire',
          include: FIRE,
          environment: 'node',
          fileParallelism: false,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        // One file after another: each only reads dist, and the figures come out as one table. They are bytes: how
        // long a busy machine takes to compress is no matter.
        test: {
          name: 'budgets',
          include: [BUDGETS],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [BROWSER],
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: [JOURNEYS],
          environment: 'node',
          // Each journey has several phones of its own; more at once would only measure the crowd.
          maxWorkers: Math.min(2, availableParallelism()),
          setupFiles: ['tests/support/on-failure.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
