import { GetParameterCommand } from '@aws-sdk/client-ssm';
import * as z from 'zod/mini';
import { ssm } from '../kit/clients/ssm.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler } from '../kit/task.ts';
import { InvalidPolicyEvent } from './errors.ts';
import { policyVersion } from './policy-event.ts';
import { type Offence, offencesIn } from './restricted.ts';
import { readRestrictedActions } from './restricted-actions.ts';

const Name = environment('RESTRICTED_ACTIONS_PARAMETER');

/** As many as a person reads; the policy itself has them all. */
const SHOWN = 25;

const payload = z.object({
  ...policyVersion,
  /** Versions never change, so the event's is the one. Empty where CloudTrail left it out. */
  document: z.string(),
});

/**
 * Evaluate Policy: `{ restricted, offences }`, what the version allows of the restricted actions. The
 * list is read each time: an edit counts from the next policy on.
 */
export const handler = taskHandler(payload, InvalidPolicyEvent, async (input) => {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
  const offences = offencesIn(input.document, readRestrictedActions(Parameter?.Value));
  const { policyArn, versionId } = input;
  logger.info('Evaluated', { policyArn, versionId, offences: offences.length });
  return { restricted: offences.length > 0, offences: shortened(offences) };
});

function shortened(offences: readonly Offence[]): readonly Offence[] {
  if (offences.length <= SHOWN) return offences;
  const more = `${offences.length - SHOWN} more`;
  return [...offences.slice(0, SHOWN), { statement: '...', allows: more, restricted: [] }];
}
