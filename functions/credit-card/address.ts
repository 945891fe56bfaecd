import type { Address } from './application.ts';
import { AddressNotVerified } from './errors.ts';

/** The states by the first digit of their ZIP codes. */
const STATES = [
  'CT MA ME NH NJ NY PR RI VT VI',
  'DE NY PA',
  'DC MD NC SC VA WV',
  'AL FL GA MS TN',
  'IN KY MI OH',
  'IA MN MT ND SD WI',
  'IL KS MO NE',
  'AR LA OK TX',
  'AZ CO ID NM NV UT WY',
  'AK AS CA GU HI MP OR WA',
].map((states) => states.split(' '));

const ZIP = /^(\d)\d{4}(?:-\d{4})?$/;

/** Throws AddressNotVerified. The message says what is wrong and not what was sent. */
export function verifyAddress({ street, state, zip }: Address): void {
  const [, region] = ZIP.exec(zip) ?? [];
  if (region === undefined) throw new AddressNotVerified('The ZIP code is none.');
  if (!STATES[Number(region)]!.includes(state.toUpperCase())) {
    throw new AddressNotVerified('The ZIP code belongs to another state.');
  }
  if (!/\d/.test(street)) throw new AddressNotVerified('The street has no house number.');
}
