import { FIELDS, type Field, type Judged, type Verdict } from './judge.ts';

/** The goal: so much of all fields right, and no wrong amount paid without a look. */
const GOAL = 0.95;

/** A line for each invoice: its fields, what is not right of them, and what would be done. */
export function tableOf(results: readonly Judged[]): string {
  const rows = results.map((result) => [
    result.file,
    ...FIELDS.map((field) => cell(field, result)),
    outcome(result),
    `${(result.ms / 1000).toFixed(1)} s`,
  ]);
  return table(['File', ...FIELDS, 'outcome', 'time'], rows);
}

function cell(field: Field, { payment, verdicts, truth }: Judged): string {
  const value = payment[field] ?? '-';
  const verdict = verdicts?.[field];
  if (verdict === undefined) return value;
  return verdict === 'right' ? 'right' : `${verdict}: ${value} (${truthOf(field, truth!)})`;
}

function truthOf(field: Field, truth: NonNullable<Judged['truth']>): string | number {
  const { sellerName, invoiceNumber, issueDate, currency, duePayable, grandTotal } = truth;
  const total = duePayable ?? grandTotal;
  return { payee: sellerName, number: invoiceNumber, date: issueDate, currency, total }[field];
}

function outcome({ payment, isApproved, problem }: Judged): string {
  if (problem !== undefined) return `unreadable: ${problem}`;
  const { total, currency, confidence, doubts } = payment;
  if (isApproved) return `pay ${total} ${currency}`;
  const low = confidence < 90 ? [`Read with a confidence of ${Math.floor(confidence)}.`] : [];
  return `review: ${[...doubts, ...low].join(' ')}`;
}

/** What it comes to, and whether that is good enough. Without truths it is. */
export function summary(results: readonly Judged[]): { passed: boolean; text: string } {
  const known = results.filter(({ verdicts }) => verdicts !== undefined);
  const approved = results.filter(({ isApproved }) => isApproved).length;
  const paid = `${approved} of ${results.length} would be paid without a look, below the limit.`;
  if (known.length === 0) return { passed: true, text: paid };
  const all = known.flatMap(({ verdicts }) => Object.values(verdicts!));
  const count = (verdict: Verdict) => all.filter((one) => one === verdict).length;
  const share = count('right') / all.length;
  const paidWrong = known.filter(({ isApproved, verdicts }) => isApproved && isWrong(verdicts!));
  const rows = FIELDS.map((field) => {
    const verdicts = known.map((one) => one.verdicts![field]);
    const of = (verdict: Verdict) => String(verdicts.filter((one) => one === verdict).length);
    return [field, of('right'), of('review'), of('wrong')];
  });
  rows.push(['all', String(count('right')), String(count('review')), String(count('wrong'))]);
  const lines = [
    table(['Field', 'right', 'to review', 'wrong'], rows),
    '',
    `${(share * 100).toFixed(1)} % of ${all.length} fields are right. ${paid}`,
    paidWrong.length === 0
      ? 'Nothing wrong would be paid.'
      : `A wrong amount, or to somebody else: ${paidWrong.map(({ file }) => file).join(', ')}`,
  ];
  return { passed: share >= GOAL && paidWrong.length === 0, text: lines.join('\n') };
}

/** What makes a payment wrong. A wrong date delays it, at most. */
function isWrong({ payee, total, currency }: NonNullable<Judged['verdicts']>): boolean {
  return [payee, total, currency].some((verdict) => verdict !== 'right');
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...rows.map((row) => row[at]!.length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((text, at) => text.padEnd(widths[at]!))
      .join('  ')
      .trimEnd();
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
    '\n',
  );
}
