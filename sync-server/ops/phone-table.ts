import { isFull } from './alerts.ts'
import { OPS } from './frame.ts'
import { both, html, type Markup } from './html.ts'
import type { Overview, Seen } from './overview.ts'
import { dayWords, ROLE_WORDS } from './words.ts'

const ROWS = 100

/** Every phone, the longest silent first: by its number and its owner's group and office, never by a name. */
export function phoneTable(o: Overview, pageNumber: number): Markup {
  const pages = Math.max(1, Math.ceil(o.phones.length / ROWS))
  const here = Math.min(Math.max(1, pageNumber), pages)
  const rows = o.phones.slice((here - 1) * ROWS, here * ROWS)
  return html`<table class="phones">
      <caption>
        ${both('最久没同步的在前，不写姓名', 'The longest silent first; no names')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${both('手机', 'Phone')}</th>
          <th scope="col">${both('最近同步', 'Last sync')}</th>
          <th scope="col">${both('版本和存储', 'Version and storage')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((one) => row(one, o))}
      </tbody>
    </table>
    ${pages > 1 && turning(here, pages, o.silentDays)}`
}

const row = (one: Seen, o: Overview) => html`<tr${one.isSilent ? html` class="silent"` : ''}>
<th scope="row"><code>${one.device.slice(0, 8)}</code> ${whose(one)}</th>
<td>${lastSync(one, o)}${one.isSilent && html` <strong>${both('⚠ 没动静', 'silent')}</strong>`}</td>
<td>${one.met && html`<bdi>${one.met.app}</bdi> `}${storage(one)}</td></tr>`

const whose = ({ group, offices }: Seen): Markup =>
  html`${
    group !== undefined && html`<span class="piece">${both(`${group} 组`, `group ${group}`)}</span> `
  }${offices.map((role) => html`<span class="piece office">${both(...(ROLE_WORDS[role] ?? [role, role]))}</span> `)}`

function lastSync({ isHere, met, silentFor, admitted }: Seen, { today }: Overview): Markup {
  if (isHere) return both('现在连着', 'connected now')
  if (!met)
    return both(
      `还没来过，${dayWords(admitted, 'zh-CN')}加入`,
      `never yet, admitted ${dayWords(admitted, 'en')}`,
    )
  if (met.day >= today) return both('今天', 'today')
  return both(
    `${silentFor} 天前（${dayWords(met.day, 'zh-CN')}）`,
    `${silentFor} days ago (${dayWords(met.day, 'en')})`,
  )
}

function storage({ met }: Seen): Markup {
  const room = met?.room
  if (!room || room.usedMb === null) return both('存储没报', 'storage not told')
  const used = room.quotaMb === null ? `${room.usedMb} MB` : `${room.usedMb} / ${room.quotaMb} MB`
  return html`<span class="piece">${used}</span> ${
      isFull(room)
        ? html`<strong>${both('⚠ 快满了', 'nearly full')}</strong>`
        : room.persisted
          ? both('不会被清理', 'kept')
          : both('可能被浏览器清理', 'the browser may clear it')
    }`
}

const turning = (here: number, pages: number, days: number) =>
  html`<nav aria-label="翻页 Pages" class="row">
    ${here > 1 && html`<a href="${OPS}?days=${days}&amp;page=${here - 1}">${both('上一页', 'Previous')}</a>`}
    <span>${here} / ${pages}</span>
    ${here < pages && html`<a href="${OPS}?days=${days}&amp;page=${here + 1}">${both('下一页', 'Next')}</a>`}
  </nav>`
