import type { BillingMode, OnDemandThroughput } from '@aws-sdk/client-dynamodb';
import { invalidValues } from '../errors.ts';

const MEMBERS = ['MaxReadRequestUnits', 'MaxWriteRequestUnits'] as const;
/** In an update: the limit goes. */
const NONE = -1;

/** Throws ValidationException if a table cannot be created with these limits. */
export function checkNewLimits(
  asked: OnDemandThroughput | undefined,
  mode: BillingMode | undefined,
): void {
  const member = firstGiven(asked);
  if (member !== undefined && mode !== 'PAY_PER_REQUEST') {
    throw onProvisioned(member, 'table BillingMode is PROVISIONED.');
  }
  checkRange(asked, []);
}

/**
 * Throws ValidationException if a table cannot be changed to these limits.
 *
 * @param mode of the table after the update
 */
export function checkLimits(asked: OnDemandThroughput | undefined, mode: BillingMode): void {
  const member = firstGiven(asked);
  if (member !== undefined && mode === 'PROVISIONED') {
    throw onProvisioned(member, 'the table BillingMode is PROVISIONED');
  }
  checkRange(asked, [NONE]);
}

/** The limits that are left of those asked for. */
export function limitsOf(asked: OnDemandThroughput | undefined): OnDemandThroughput | undefined {
  const left = Object.entries(asked ?? {}).filter(([, units]) => units !== NONE);
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

function firstGiven(asked: OnDemandThroughput | undefined) {
  return MEMBERS.find((member) => asked?.[member] !== undefined);
}

function onProvisioned(member: string, when: string): Error {
  return invalidValues(`${member} for OnDemandThroughput cannot be specified when ${when}`);
}

function checkRange(asked: OnDemandThroughput | undefined, also: readonly number[]): void {
  const wrong = MEMBERS.find((member) => {
    const units = asked?.[member];
    return units !== undefined && units < 1 && !also.includes(units);
  });
  if (wrong === undefined) return;
  throw invalidValues(
    `Requested ${wrong} for OnDemandThroughput for table is outside of valid range`,
  );
}
