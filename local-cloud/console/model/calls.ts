import type { Denial, RecordedCall } from '../../src/authorization/recorded-calls.ts';

/** Calls of the same operation on the same things that ended alike. */
export interface SameCalls extends Pick<RecordedCall, 'service' | 'operation' | 'role' | 'used'> {
  readonly error: string | undefined;
  readonly times: number;
}

/** The calls of a stay, those that are the same together, in the order of the first of each. */
export function callsOf(calls: readonly RecordedCall[], enteredId: number): SameCalls[] {
  const found = new Map<string, SameCalls>();
  for (const { service, operation, role, used, error, task } of calls) {
    if (task.enteredId !== enteredId) continue;
    const key = JSON.stringify([service, operation, role, used, error]);
    const times = (found.get(key)?.times ?? 0) + 1;
    found.set(key, { service, operation, role, used, error, times });
  }
  return [...found.values()];
}

/** What a role was denied, however often: the last of it. */
export interface SameDenials extends Denial {
  readonly times: number;
}

/** Those that miss the same together, the newest first. */
export function denialsOf(denials: readonly Denial[]): SameDenials[] {
  const found = new Map<string, SameDenials>();
  for (const denial of denials) {
    const key = JSON.stringify([denial.role, denial.action, denial.resource]);
    const times = (found.get(key)?.times ?? 0) + 1;
    found.delete(key);
    found.set(key, { ...denial, times });
  }
  return [...found.values()].reverse();
}
