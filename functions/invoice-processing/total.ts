import { type Amount, formatCents, readAmount } from './amount.ts';
import { currenciesIn } from './currency.ts';
import { simplified } from './date.ts';
import type { Field } from './expense.ts';
import { distinct, type Finding, NOTHING } from './finding.ts';

/** What an amount on an invoice is. `extra` may be in the net amount, or beside it. */
export type Role = 'due' | 'grand' | 'paid' | 'net' | 'tax' | 'extra';

/** An amount that was read, and what it is. Its value is in cents. */
export interface Sum {
  readonly role: Role;
  readonly value: number;
  readonly isSure: boolean;
  readonly confidence: number;
  readonly currencies: readonly string[];
}

const ROLES: Readonly<Record<string, Role>> = {
  AMOUNT_DUE: 'due',
  AMOUNT_PAID: 'paid',
  SUBTOTAL: 'net',
  TAX: 'tax',
  SHIPPING_HANDLING_CHARGE: 'extra',
  SERVICE_CHARGE: 'extra',
  GRATUITY: 'extra',
  DISCOUNT: 'extra',
};

/** What the label of a TOTAL says it is, the first that fits; else it is the grand total. */
const LABELS: readonly (readonly [Role, RegExp])[] = [
  [
    'due',
    /\b(due|balance|payable|to pay|zahlbetrag|zu zahlen\w*|offener? betrag|restbetrag|zahlungsbetrag)\b/,
  ],
  ['due', /\b(net|reste|total|solde|montant) (a|restant) (payer|regler|du)\b|\b(a payer|solde)\b/],
  [
    'paid',
    /\b(paid|bezahlt|anzahlung(en)?|vorauszahlung(en)?|prepaid|deposit|acomptes?|deja|verse)\b/,
  ],
  ['grand', /\b(incl\w*|inkl\w*|brutto\w*|gross|ttc|grand|gesamt\w*|endbetrag|charges)\b/],
  ['net', /\b(sub-?total|net|netto\w*|excl\w*|ohne|zwischensumme|positionssumme|ht|hors)\b/],
  ['tax', /\b(vat|tax|taxes|ust|mwst|umsatzsteuer|mehrwertsteuer|steuerbetrag|tva)\b/],
];

/** Every amount among the fields that says what it is. */
export function sumsOf(fields: readonly Field[]): Sum[] {
  return fields.flatMap((field) => {
    const role = roleOf(field);
    const amount = readAmount(field.text);
    return role === undefined || amount === undefined ? [] : sumOf(role, amount, field);
  });
}

function roleOf({ type, label }: Field): Role | undefined {
  if (type !== 'TOTAL') return ROLES[type];
  const text = simplified(label);
  return LABELS.find(([, words]) => words.test(text))?.[0] ?? 'grand';
}

function sumOf(role: Role, { cents, isSure }: Amount, field: Field): Sum {
  const { label, text, currency, confidence } = field;
  const value = role === 'paid' ? Math.abs(cents) : cents;
  const named = currenciesIn(`${label} ${text}`);
  const currencies = [...new Set([...(currency ? [currency] : []), ...named])];
  return { role, value, isSure, confidence, currencies };
}

/**
 * What is to be paid, in cents: the amount due where the page has one, else the total. It is doubted
 * unless all that the page says of it agrees: other totals, what is paid already, net plus tax.
 */
export function amountToPay(sums: readonly Sum[]): Finding<number> {
  const { due, grand, paid, net, tax, extra } = byRole(sums);
  const fits = (total: number) => isComposed(total, net, tax, extra);
  const fitting = grand.filter(({ value }) => fits(value));
  const total = fitting[0] ?? grand[0];
  const chosen = due[0] ?? total;
  if (chosen === undefined) return NOTHING;
  const prepaid = paid[0]?.value ?? 0;
  const whole = total?.value ?? chosen.value + prepaid;
  const canCompose = net.length > 0 && tax.length > 0;
  const doubts = [
    due.length > 1 && 'The page names more than one amount due.',
    grand.length > 1 && fitting.length !== 1 && 'The page names more than one total.',
    canCompose && !fits(whole) && `The total ${formatCents(whole)} does not fit net plus tax.`,
    paid.length > 1 && 'The page names more than one amount that is paid already.',
    chosen.value !== whole - prepaid &&
      (due.length === 0
        ? `${formatCents(prepaid)} is paid already, and the page does not say what is left.`
        : `${formatCents(chosen.value)} is not what is left of ${formatCents(whole)}.`),
    !chosen.isSure && !isConfirmed(chosen, sums, fits) && 'The total can be read in two ways.',
  ];
  const { value, confidence } = chosen;
  return { value, confidence, doubts: doubts.filter((doubt) => doubt !== false) };
}

/** The sums by what they are, each value once, the surest first. Nothing paid says nothing. */
function byRole(sums: readonly Sum[]): Readonly<Record<Role, readonly Sum[]>> {
  const of = (role: Role) =>
    distinct<number, Sum>(
      sums.filter((sum) => sum.role === role),
      (value) => value,
    );
  const paid = of('paid').filter(({ value }) => value !== 0);
  return {
    due: of('due'),
    grand: of('grand'),
    paid,
    net: of('net'),
    tax: of('tax'),
    extra: of('extra'),
  };
}

/** Whether a total is a net amount and its taxes, the taxes given one by one, in one sum, or both. */
function isComposed(
  total: number,
  net: readonly Sum[],
  tax: readonly Sum[],
  extra: readonly Sum[],
): boolean {
  const all = tax.reduce((sum, { value }) => sum + value, 0);
  const taxes = [all, ...tax.map(({ value }) => value)];
  const beside = extra.reduce((sum, { value }) => sum + value, 0);
  return net.some(({ value }) =>
    taxes.some((one) => [0, beside].some((more) => value + one + more === total)),
  );
}

/** A sum that can be read in two ways is what another one says that cannot. */
function isConfirmed(chosen: Sum, sums: readonly Sum[], fits: (total: number) => boolean): boolean {
  const isSame = sums.some(({ isSure, value }) => isSure && value === chosen.value);
  const areSure = sums.filter(({ role }) => role === 'net' || role === 'tax');
  return isSame || (areSure.every(({ isSure }) => isSure) && fits(chosen.value));
}
