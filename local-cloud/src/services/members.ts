import { notSupported } from '../core/errors.ts';
import type { Operation } from '../core/service.ts';

/** An operation that says which members of its input it honours. */
export interface Served<Input = never, Output = unknown> extends Operation<Input, Output> {
  /** The members it honours, by their names in the API model: what the support page lists. */
  readonly members: readonly (keyof Input & string)[];
}

/**
 * Makes every operation refuse by name the members that are set and that it does not honour, so
 * that nothing is silently ignored.
 */
export function refuseOthers<Operations extends Readonly<Record<string, Served>>>(
  sdkId: string,
  operations: Operations,
): Operations {
  const guarded = Object.entries(operations).map(([name, served]) => [
    name,
    guard(sdkId, name, served),
  ]);
  return Object.fromEntries(guarded) as Operations;
}

function guard(sdkId: string, name: string, served: Served): Served {
  const honoured = new Set<string>(served.members);
  return {
    members: served.members,
    permissions: (input, context) => served.permissions(input, context),
    handle(input: Record<string, unknown>, context) {
      for (const [member, value] of Object.entries(input)) {
        if (value === undefined || value === null || honoured.has(member)) continue;
        throw notSupported(sdkId, `the member ${member} of ${name}`);
      }
      return served.handle(input as never, context);
    },
  };
}
