import { both, html, type Markup } from './html.ts'

export const OPS = '/ops'
export const STYLE = `${OPS}/style.css`

/** What every page of the technician's stands in. */
export const page = (title: string, content: Markup): string =>
  html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${STYLE}" />
      </head>
      <body>
        ${content}
      </body>
    </html> `.text

/** Until a technician is set there is nothing to see, and here is how to set one. */
export const unsetPage = (): string =>
  page(
    '运维 乡音',
    html`<main>
      <h1>${both('运维', 'Operations')}</h1>
      <p>
        ${both('还没有设技术员，所以这里什么也不显示。请在村里这台电脑上运行：', 'No technician is set, so nothing is shown. At the village’s own computer, run:')}
      </p>
      <p><code>npm run village -- technician</code></p>
    </main>`,
  )

const FAULTS = {
  wrong: both('密码不对。', 'The password is not right.'),
  'too-often': both('试得太多了。请等一分钟再试一次。', 'Too many tries. Wait a minute, then try once more.'),
  elsewhere: both('请在这一页上登录。', 'Please sign in from this page.'),
}
export type Fault = keyof typeof FAULTS

/** The way in; with the reason where it did not open. */
export const signInPage = (fault?: Fault): string =>
  page(
    '登录 运维 乡音',
    html`<main>
      <h1>${both('运维', 'Operations')}</h1>
      <p>${both('给看管这台机器的技术员用。', 'For the technician who looks after this machine.')}</p>
      <form method="post" action="${OPS}/sign-in">
        <input type="text" name="username" value="technician" autocomplete="username" hidden />
        <label for="password">${both('密码', 'Password')}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxlength="100"
          ${fault ? html` aria-describedby="fault" aria-invalid="true"` : ''}
        />
        ${fault && html`<p id="fault" class="fault" role="alert">${FAULTS[fault]}</p>`}
        <button>${both('登录', 'Sign in')}</button>
      </form>
      <p><a href="/">${both('村民请到乡音', 'Villagers: to the app')}</a></p>
    </main>`,
  )
