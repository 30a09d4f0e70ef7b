import type { Role } from '#rulebook/roster.ts'
import type { Alert } from './alerts.ts'

/** A sentence in Chinese and in English. */
export type Words = readonly [zh: string, en: string]

export const ROLE_WORDS: Partial<Record<Role, Words>> = {
  secretary: ['书记', 'secretary'],
  registrar: ['登记员', 'registrar'],
  committee: ['村委', 'committee'],
  supervisor: ['监委', 'supervisor'],
  'grid-worker': ['网格员', 'grid worker'],
  'branch-officer': ['支委', 'branch officer'],
  township: ['乡镇', 'township'],
}

/** The chapter of the rulebook in which a rule stands, by its letter. */
const CHAPTERS: Record<string, Words> = {
  E: ['每条记录', 'every entry'],
  A: ['准入', 'admission'],
  R: ['花名册', 'roster'],
  N: ['公告', 'notices'],
  T: ['议事', 'debates'],
  V: ['表决', 'votes'],
  O: ['结果', 'outcomes'],
  M: ['隐藏发言', 'hiding'],
  C: ['会签', 'second signatures'],
  F: ['图片和文件', 'pictures and files'],
}
export const chapterOf = (rule: string): Words => CHAPTERS[rule[0]!] ?? ['', '']

const DAY_MS = 24 * 3600 * 1000
/** A day of the village (counted from 1970) as people write it. */
export const dayWords = (day: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(day * DAY_MS)

/** A moment in the village's time zone. */
export const timeWords = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: 'Asia/Shanghai',
  }).format(at)

/** 1.5 GB, 30 MB. */
export function sizeWords(bytes: number): string {
  const [unit, size] = bytes >= 1024 ** 3 ? ['GB', bytes / 1024 ** 3] : ['MB', bytes / 1024 ** 2]
  return `${size >= 10 ? Math.round(size) : Math.round(size * 10) / 10} ${unit}`
}

/** What is wrong and what to do about it. */
export function alertWords(alert: Alert): Words {
  switch (alert.is) {
    case 'disk-stalled':
      return [
        `硬盘 ${alert.seconds} 秒没有应答，村民递交的内容在等。请看这台机器的硬盘。`,
        `The disk has not answered for ${alert.seconds} s; what is handed in waits. Look at the disk.`,
      ]
    case 'disk-low':
      return [
        `硬盘只剩 ${sizeWords(alert.freeBytes)}。请腾出地方，满了村里就收不到东西。`,
        `Only ${sizeWords(alert.freeBytes)} of disk are left. Make room: on a full disk nothing can be received.`,
      ]
    case 'silent': {
      const officers: Words = alert.officers
        ? [`，其中村干部 ${alert.officers} 部`, `, ${alert.officers} of them officers'`]
        : ['', '']
      return [
        `有 ${alert.count} 部手机 ${alert.days} 天以上没有同步${officers[0]}。请托人去看看。`,
        `Phones silent for ${alert.days} days or more: ${alert.count}${officers[1]}. Have somebody look.`,
      ]
    }
    case 'phones-full':
      return [
        `有 ${alert.count} 部手机的存储快满了，没递交的内容可能丢。请帮忙清理。`,
        `Phones nearly full: ${alert.count}. What is not handed in could be lost; help to make room.`,
      ]
    case 'no-backup':
      return [
        `${alert.days === undefined ? '还没有备份过' : `上次备份是 ${alert.days} 天前`}。请运行 npm run village -- backup --to 文件夹`,
        `${alert.days === undefined ? 'No backup yet' : `The last backup is ${alert.days} days old`}: run npm run village -- backup --to FOLDER`,
      ]
    case 'slow':
      return [
        `中转站忙不过来，最慢时要等 ${alert.waitMs} 毫秒。`,
        `The relay is too busy: up to ${alert.waitMs} ms until it listens.`,
      ]
    case 'log-full':
      return [
        '今天的访问太多，访问日志记满了，只再记看管页面的。请在反向代理那里看是谁在不停地问。',
        "Too much was asked today: the access log is full and goes on with the technician's doors only. See at the reverse proxy who keeps asking.",
      ]
  }
}
