import { parseArn } from './arn.ts';
import type { Context } from './context.ts';
import { referenceNotFound } from './errors.ts';
import type { Alias, StateMachine } from './state-machine.ts';

/** An alias by its ARN. Throws InvalidArn or ResourceNotFound (recorded). */
export function findAlias(
  context: Context,
  aliasArn: string,
): { readonly machine: StateMachine; readonly alias: Alias } {
  const arn = parseArn(aliasArn, 'stateMachine');
  const machine = context.machines.byName(arn.name);
  const alias = machine?.aliases.get(aliasArn);
  if (machine === undefined || alias === undefined) throw referenceNotFound(aliasArn);
  return { machine, alias };
}
