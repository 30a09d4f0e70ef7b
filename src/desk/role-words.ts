import type { Role } from '#rulebook/roster.ts'
import { bilingual } from './use-words.ts'

/** What offices and standings are called. */
export const roleWords = bilingual<Record<Role, string>>(
  {
    secretary: '村支书',
    registrar: '登记员',
    committee: '村委委员',
    supervisor: '监督委员',
    'grid-worker': '网格员',
    'household-representative': '户代表',
    'villager-representative': '村民代表',
    'party-member': '正式党员',
    'branch-officer': '支部委员',
    township: '乡镇干部',
  },
  {
    secretary: 'Secretary',
    registrar: 'Registrar',
    committee: 'Committee member',
    supervisor: 'Supervisor',
    'grid-worker': 'Grid worker',
    'household-representative': 'Household representative',
    'villager-representative': 'Villager representative',
    'party-member': 'Full Party member',
    'branch-officer': 'Branch officer',
    township: 'Township officer',
  },
)
