/**
 * An amount with two decimals (`12.50`) in cents, up to 99,999.99; undefined for any other text. Its
 * digits are read as they are: 1.15 * 100 is 114.99999999999999.
 */
export function centsOf(text: string): number | undefined {
  const [, whole, cents] = /^(0|[1-9]\d{0,4})\.(\d\d)$/.exec(text) ?? [];
  return whole === undefined ? undefined : Number(`${whole}${cents}`);
}

/** Cents as an amount with two decimals: 1,250 is `12.50`. */
export function amountOf(cents: number): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
