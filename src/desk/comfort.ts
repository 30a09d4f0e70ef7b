import { reactive, watch } from 'vue'
import type { Comfort } from './desk.ts'

const KEY = 'xiangyin-comfort'
const USUAL: Comfort = { letterSize: 1, elder: false, contrast: 'normal', theme: 'auto', language: 'zh' }
const CHOICES: { [N in keyof Comfort]: readonly Comfort[N][] } = {
  letterSize: [1, 1.15, 1.3, 1.5, 1.75],
  elder: [false, true],
  contrast: ['normal', 'high'],
  theme: ['auto', 'light', 'dark'],
  language: ['zh', 'en'],
}

/** Comfort on this phone, kept as it is changed. localStorage may be forbidden: then it lasts until closing. */
export function keepComfort(): Comfort {
  const comfort = reactive({ ...USUAL, ...readComfort() })
  watch(comfort, (now) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(now))
    } catch {
      // Private windows and full phones say no; nothing is lost but a habit.
    }
  })
  return comfort
}

/** Only what is one of the choices: an older or newer app may have written others. */
function readComfort(): Partial<Comfort> {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>
    const known = Object.entries(CHOICES).filter(([name, choices]) =>
      (choices as unknown[]).includes(kept[name]),
    )
    return Object.fromEntries(known.map(([name]) => [name, kept[name]]))
  } catch {
    return {}
  }
}
