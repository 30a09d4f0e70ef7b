import { OPS, page } from './frame.ts'
import { both, html, type Markup } from './html.ts'
import { BUCKETS, SHOWN_DAYS, SPANS, type Overview } from './overview.ts'
import { phoneTable } from './phone-table.ts'
import { alertWords, chapterOf, dayWords, sizeWords, timeWords, type Words } from './words.ts'

const say = (words: Words): Markup => both(...words)
/** The same count in both languages needs only one. */
const heading = (id: string, zh: string, en: string) => html`<h2 id="${id}">${both(zh, en)}</h2>`

/** The technician's page: what needs a hand first, then phones, entries, refusals and the relay. */
export const overviewPage = (o: Overview, until: number, pageNumber: number): string =>
  page(
    `${o.village} 运维 乡音`,
    html`<header>
        <h1>${o.village} ${both('运维', 'Operations')}</h1>
        <p>${both(`${timeWords(o.at, 'zh-CN')} 的情况`, `as of ${timeWords(o.at, 'en')}`)}</p>
        <form method="post" action="${OPS}/sign-out">
          <p>
            ${both(`登录到 ${timeWords(until, 'zh-CN')} 为止。`, `Signed in until ${timeWords(until, 'en')}.`)}
          </p>
          <button class="quiet">${both('退出', 'Sign out')}</button>
        </form>
      </header>
      <main>
        ${alerts(o)} ${phones(o)} ${refused(o)} ${health(o)} ${entries(o)} ${eachPhone(o, pageNumber)}
      </main>`,
  )

const alerts = (o: Overview) =>
  html`<section aria-labelledby="alerts">
    ${heading('alerts', '提醒', 'Alerts')}
    ${
      o.alerts.length
        ? html`<ul class="alerts">
            ${o.alerts.map((one) => html`<li>${say(alertWords(one))}</li>`)}
          </ul>`
        : html`<p class="good">${both('✓ 没有要处理的事。', 'Nothing needs a hand.')}</p>`
    }
  </section>`

const phones = (o: Overview) =>
  html`<section aria-labelledby="phones">
    ${heading('phones', `手机 ${o.phones.length}`, `Phones`)}
    <form method="get" action="${OPS}" class="row">
      <label for="days">${both('多少天没同步要提醒', 'Days without sync until an alert')}</label>
      <input id="days" name="days" type="number" min="1" max="365" value="${o.silentDays}" required />
      <button class="quiet">${both('看', 'Show')}</button>
    </form>
    <div class="pair">
      <table>
        <caption>
          ${both('最近同步', 'Last sync')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${both('多久以前', 'How long ago')}</th>
            <th scope="col">${both('部数', 'Phones')}</th>
          </tr>
        </thead>
        <tbody>
          ${o.buckets.map(
            ({ upTo, count }, n) =>
              html`<tr>
                <th scope="row">${bucketWords(upTo, n)}</th>
                <td>${count}</td>
              </tr>`,
          )}
          <tr>
            <th scope="row">${both('还没来过', 'never')}</th>
            <td>${o.never}</td>
          </tr>
        </tbody>
      </table>
      <table>
        <caption>
          ${both('版本', 'Versions')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${both('程序', 'App')}</th>
            <th scope="col">${both('部数', 'Phones')}</th>
          </tr>
        </thead>
        <tbody>
          ${o.versions.map(
            ({ app, count }) =>
              html`<tr>
                <th scope="row">
                  <bdi>${app}</bdi
                  >${app === o.machine.app && html` <span class="good">${both('✓ 最新', 'newest')}</span>`}
                </th>
                <td>${count}</td>
              </tr>`,
          )}
          ${
            o.versions.length === 0 &&
            html`<tr>
              <td colspan="2">${both('还没有手机来过', 'no phone has come yet')}</td>
            </tr>`
          }
        </tbody>
      </table>
    </div>
  </section>`

/** Last, as it is as long as the village is large. */
const eachPhone = (o: Overview, pageNumber: number) =>
  html`<section aria-labelledby="each">
    ${heading('each', '每一部手机', 'Each phone')} ${phoneTable(o, pageNumber)}
  </section>`

const bucketWords = (upTo: number, n: number): Markup =>
  upTo === 0
    ? both('今天', 'today')
    : upTo === Infinity
      ? both(`${BUCKETS[n - 1]} 天以上`, `more than ${BUCKETS[n - 1]} days`)
      : both(`${upTo} 天以内`, `within ${upTo} days`)

function entries({ entries: days }: Overview) {
  const most = Math.max(1, ...days.map(({ count }) => count))
  const sum = days.reduce((total, { count }) => total + count, 0)
  return html`<section aria-labelledby="entries">
    ${heading('entries', '每天的记录', 'Entries per day')}
    <table class="dense">
      <caption>
        ${both(`最近 ${SHOWN_DAYS} 天共 ${sum} 条`, `${sum} in the last ${SHOWN_DAYS} days`)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${both('哪天', 'Day')}</th>
          <th scope="col">${both('条数', 'Entries')}</th>
        </tr>
      </thead>
      <tbody>
        ${[...days].reverse().map(
          ({ day, count }) =>
            html`<tr>
              <th scope="row">${both(dayWords(day, 'zh-CN'), dayWords(day, 'en'))}</th>
              <td>
                ${count}
                <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect width="${Math.round((count / most) * 100)}" height="8" />
                </svg>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`
}

const refused = ({ refused: rules }: Overview) =>
  html`<section aria-labelledby="refused">
    ${heading('refused', '被规矩拒绝的', 'Refused by rule')}
    ${
      rules.length
        ? html`<table>
            <caption>
              ${both('每条规矩拒绝了几次；每条说什么，在 src/rulebook/README.md', 'How often each rule said no; what each says stands in src/rulebook/README.md')}
            </caption>
            <thead>
              <tr>
                <th scope="col">${both('规矩', 'Rule')}</th>
                ${SPANS.map((days) => html`<th scope="col">${days === 1 ? both('今天', 'today') : both(`${days} 天`, `${days} d`)}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${rules.map(
                ({ rule, within }) =>
                  html`<tr>
                    <th scope="row">${rule} ${say(chapterOf(rule))}</th>
                    ${within.map((count) => html`<td>${count}</td>`)}
                  </tr>`,
              )}
            </tbody>
          </table>`
        : html`<p class="good">${both('✓ 最近 180 天没有拒绝过。', 'None in the last 180 days.')}</p>`
    }
  </section>`

const hours = (seconds: number) => Math.floor(seconds / 3600)
const unknown = both('不知道', 'not known')

function health({ counts, machine }: Overview) {
  const flush = counts.lastFlush
  const facts: [Markup, Markup][] = [
    [both('中转站版本', 'Version'), machine.app ? html`${machine.app}` : unknown],
    [both('已运行', 'Up for'), both(`${hours(machine.upSeconds)} 小时`, `${hours(machine.upSeconds)} hours`)],
    [both('连着的', 'Connections'), html`${counts.sessions}`],
    [both('账本最大的号', 'Entries in the book'), html`${counts.lastNumber}`],
    [both('等着的记录', 'Entries that wait'), html`${counts.parked}`],
    [
      both('上次写盘', 'Last write to disk'),
      flush
        ? both(
            `${timeWords(flush.at, 'zh-CN')}，${flush.tookMs} 毫秒`,
            `${timeWords(flush.at, 'en')}, ${flush.tookMs} ms`,
          )
        : both('启动后还没有', 'none since the start'),
    ],
    [both('最慢要等', 'Longest wait (p99)'), html`${Math.round(machine.waitP99Ms)} ms`],
    [both('内存', 'Memory'), html`${sizeWords(machine.memoryBytes)}`],
    [both('账本大小', 'Book on disk'), size(machine.bookBytes)],
    [both('图片等文件', 'Pictures and files'), size(counts.files.bytes)],
    [both('硬盘剩余', 'Disk free'), size(machine.diskFreeBytes)],
    [
      both('上次备份', 'Last backup'),
      machine.backupAt === undefined
        ? both('没有', 'none')
        : both(timeWords(machine.backupAt, 'zh-CN'), timeWords(machine.backupAt, 'en')),
    ],
  ]
  return html`<section aria-labelledby="health">
    ${heading('health', '中转站', 'Relay')}
    <dl>
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </section>`
}
const size = (bytes: number | undefined) => (bytes === undefined ? unknown : html`${sizeWords(bytes)}`)
