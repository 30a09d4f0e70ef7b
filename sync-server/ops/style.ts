/** The technician's page in the app's colours (src/ui/tokens.css); a sheet of its own, as the policy wants it. */
export const style = `:root {
  --paper: #faf7f0;
  --surface: #fffdf9;
  --ink: #211d18;
  --ink-soft: #5c5348;
  --line: #ded6c8;
  --line-strong: #857a6b;
  --accent: #b3261e;
  --accent-fill: #b3261e;
  --on-accent: #ffffff;
  --green: #1d6638;
  --amber: #7d5200;
  --amber-wash: #fbf1dc;
  color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #191613;
    --surface: #221e1a;
    --ink: #ece5d9;
    --ink-soft: #b8ae9f;
    --line: #3d362e;
    --line-strong: #8f8576;
    --accent: #f2a398;
    --accent-fill: #b8332a;
    --green: #8fd0a2;
    --amber: #e8bf72;
    --amber-wash: #332a19;
    color-scheme: dark;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  padding: 1rem min(1rem, 4vw) 3rem;
  max-width: 60rem;
  font: 1.125rem/1.5 system-ui, 'PingFang SC', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif;
  color: var(--ink);
  background: var(--paper);
  overflow-wrap: anywhere;
}
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 0.5rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; }
p { margin: 0.5rem 0; }
a { color: var(--accent); display: inline-block; min-height: 3rem; padding: 0.6rem 0; }
.en { color: var(--ink-soft); font-size: 0.9375rem; }
.zh, .piece { display: inline-block; }
a .zh, a .en { display: inline; color: inherit; }
h1 .en, h2 .en, strong .en { font-weight: normal; }
code { font: 1rem ui-monospace, monospace; background: var(--surface); padding: 0.1rem 0; }
table { width: 100%; border-collapse: collapse; margin: 0 0 1rem; background: var(--surface); }
caption { text-align: start; color: var(--ink-soft); padding: 0.5rem 0; }
th, td { text-align: start; vertical-align: top; font-weight: normal; padding: 0.5rem min(0.5rem, 1.5vw); border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--ink-soft); font-size: 0.9375rem; }
.phones th:first-child { width: 36%; }
.phones td:nth-child(2) { width: 32%; }
.dense th, .dense td { padding-block: 0.1rem; }
.office { border: 1px solid var(--line-strong); border-radius: 0.5rem; padding: 0 0.4rem; }
.silent, .alerts li { background: var(--amber-wash); }
strong { color: var(--amber); display: block; }
.alerts { list-style: none; padding: 0; }
.alerts li { border-inline-start: 0.25rem solid var(--amber); padding: 0.5rem 0.75rem; margin: 0 0 0.5rem; }
.good { color: var(--green); }
.fault { color: var(--accent); }
.bar { display: block; width: 100%; height: 0.5rem; fill: var(--accent-fill); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr)); gap: 0 1rem; margin: 0; }
dl div { border-top: 1px solid var(--line); padding: 0.5rem 0; }
dt { color: var(--ink-soft); }
dd { margin: 0; }
.row, .pair { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; }
.pair { align-items: start; }
.pair table { flex: 1 1 16rem; width: auto; }
label { display: block; }
input, button { font: inherit; color: inherit; min-height: 3rem; border: 1px solid var(--line-strong); border-radius: 0.5rem; padding: 0.5rem 0.75rem; background: var(--surface); max-width: 100%; }
main > form input { width: 100%; margin: 0.25rem 0 0.75rem; }
input[type='number'] { width: 5rem; }
button { cursor: pointer; background: var(--accent-fill); border-color: var(--accent-fill); color: var(--on-accent); }
button .en { color: inherit; }
main > form button { width: 100%; }
.quiet { background: none; color: var(--ink); border-color: var(--line-strong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media print { form { display: none; } }
`
