import { translated } from '#desk/use-words.ts'
import type { Matter } from '#rulebook/thread.ts'

export interface MatterWords {
  legend: string
  hint: string
  /** What it is about, and who decides such a matter: in few words, and by which law. */
  of: Record<Matter, { name: string; short: string; decides: string }>
}

const ZH: MatterWords = {
  legend: '是哪一类事',
  hint: '哪一类事，由谁决定，法律写明了。拿不准就选「别的事」。',
  of: {
    other: { short: '大家协商', name: '别的事', decides: '大家协商，意见供村里参考' },
    works: {
      short: '村民会议或村民代表会议决定',
      name: '修路、水、电，筹资筹劳，承包',
      decides: '要村民会议，或者它授权的村民代表会议决定（村民委员会组织法第二十八条）',
    },
    money: {
      short: '村民会议或村民代表会议决定',
      name: '集体的钱怎么用',
      decides: '要村民会议，或者它授权的村民代表会议决定（村民委员会组织法第二十八条）',
    },
    helping: {
      short: '村民会议或村民代表会议决定',
      name: '帮扶名单、误工补贴',
      decides: '要村民会议，或者它授权的村民代表会议决定（村民委员会组织法第二十八条）',
    },
    planning: {
      short: '村民会议或村民代表会议决定',
      name: '村庄规划',
      decides: '要村民会议，或者它授权的村民代表会议决定（村民委员会组织法第二十八条）',
    },
    collective: {
      short: '集体经济组织成员大会决定',
      name: '集体财产：土地、山林、房屋、股份',
      decides: '由集体经济组织成员大会决定，不交村民会议（农村集体经济组织法第二十六条、第二十七条）',
    },
  },
}

/** What a matter is about, and which rule applies to it (src/rulebook/README.md, T1 and V6). */
export const matterWords = translated(ZH, () => import('./matter-english.ts'))
