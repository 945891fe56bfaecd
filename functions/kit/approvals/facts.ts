import type { Facts } from './approval.ts';
import { type Html, html } from './html.ts';

type Fact = Facts[string];
type Entry = Readonly<Record<string, Fact>>;

/** The facts as a description list. */
export function factList(facts: Facts): Html {
  const entries = Object.entries(facts).map(
    ([label, value]) => html`<div><dt>${isolated(label)}</dt><dd>${fact(value)}</dd></div>\n`,
  );
  return entries.length === 0 ? html`` : html`<dl>\n${entries}</dl>`;
}

function fact(value: Fact): Html {
  if (Array.isArray(value)) return list(value);
  if (isEntry(value)) return table([value]);
  return scalar(value);
}

function list(values: readonly Fact[]): Html {
  if (values.length === 0) return html`none`;
  if (values.every(isEntry)) return table(values);
  return html`<ul>${values.map((value) => html`<li>${fact(value)}</li>`)}</ul>`;
}

/** Records: a row each, a column for every name that one of them has. */
function table(rows: readonly Entry[]): Html {
  const names = [...new Set(rows.flatMap(Object.keys))];
  const head = names.map((name) => html`<th scope="col">${isolated(name)}</th>`);
  const cells = (row: Entry) =>
    names.map((name) => html`<td>${Object.hasOwn(row, name) ? fact(row[name]!) : html``}</td>`);
  return html`<table><thead><tr>${head}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody></table>`;
}

function scalar(value: Exclude<Fact, object> | null): Html {
  if (value === null) return html`not known`;
  if (typeof value === 'number') return html`${value.toLocaleString('en-GB')}`;
  if (typeof value === 'boolean') return html`${value ? 'yes' : 'no'}`;
  return isolated(value);
}

/** Text of any direction, which must not change how the page around it reads. */
function isolated(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

function isEntry(value: Fact): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
