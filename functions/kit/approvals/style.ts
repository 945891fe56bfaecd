import { createHash } from 'node:crypto';

/** The pages' style: one column, light or dark as the reader's system is. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff;
  --ground: #f3f4f6;
  --ink: #1b1f24;
  --soft: #565e69;
  --line: #d5d9df;
  --accent: #1d4ed8;
  --alert: #b42318;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1c2026;
    --ground: #121519;
    --ink: #e9ebee;
    --soft: #a5adb8;
    --line: #3a414b;
    --accent: #8fb4ff;
    --alert: #ff9d92;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
main {
  max-width: 40rem;
  margin: 0 auto;
  padding: 1.5rem 1.25rem 2rem;
  background: var(--paper);
}
@media (min-width: 42rem) {
  main {
    margin: 3rem auto;
    padding: 2rem 2.5rem 2.5rem;
    border: 1px solid var(--line);
    border-radius: 0.75rem;
  }
}
h1 { margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.25; text-wrap: balance; }
p { margin: 0 0 1rem; }
blockquote { margin: 0 0 1rem; padding-left: 1rem; border-left: 0.25rem solid var(--line); white-space: pre-line; }
.by { margin: 0 0 0.25rem; color: var(--soft); }
.note { margin: 1.5rem 0 0; color: var(--soft); font-size: 0.875rem; }
.alert { padding: 0.75rem 1rem; border-left: 0.25rem solid var(--alert); background: var(--ground); }
dl { margin: 0 0 1.5rem; border-top: 1px solid var(--line); }
dl > div { padding: 0.625rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--soft); font-size: 0.875rem; }
dd { margin: 0; white-space: pre-line; }
dd ul { margin: 0; padding-left: 1.25rem; white-space: normal; }
dd table { border-collapse: collapse; white-space: normal; }
th, td { padding: 0.125rem 1.5rem 0.125rem 0; text-align: left; vertical-align: top; }
th { color: var(--soft); font-size: 0.875rem; font-weight: 400; }
@media (min-width: 42rem) {
  dl > div { display: grid; grid-template-columns: 11rem 1fr; gap: 1rem; }
  dt { padding-top: 0.125rem; }
}
label { display: block; margin-bottom: 0.375rem; font-weight: 600; }
label span { color: var(--soft); font-weight: 400; }
textarea {
  display: block;
  width: 100%;
  min-height: 5.5rem;
  margin: 0 0 1.25rem;
  padding: 0.625rem 0.75rem;
  border: 1px solid var(--soft);
  border-radius: 0.375rem;
  background: var(--paper);
  color: inherit;
  font: inherit;
  resize: vertical;
}
.choices { display: flex; flex-wrap: wrap; gap: 0.75rem; }
button {
  flex: 1 1 9rem;
  min-height: 3rem;
  padding: 0.625rem 1.25rem;
  border: 2px solid var(--accent);
  border-radius: 0.375rem;
  background: var(--paper);
  color: var(--accent);
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
button:hover { background: var(--accent); color: var(--paper); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
`;

/** What the Content-Security-Policy names this style by, and no other. */
export const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
