import { GetParameterCommand } from '@aws-sdk/client-ssm';
import * as z from 'zod/mini';
import { ssm } from '../kit/clients/ssm.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler } from '../kit/task.ts';
import { InvalidPolicyEvent } from './errors.ts';
import { policyVersion } from './policy-event.ts';
import { offencesIn } from './restricted.ts';
import { readRestrictedActions } from './restricted-actions.ts';

const Name = environment('RESTRICTED_ACTIONS_PARAMETER');

/** As many as a person reads; the policy itself has them all. */
const SHOWN = 25;

const payload = z.object({
  ...policyVersion,
  /** Versions never change, so the event has the document. Null where CloudTrail left it out. */
  document: z.nullable(z.string()),
});

/**
 * Evaluate Policy: `{ restricted, offences, more }`, what the version allows of the restricted
 * actions, the first 25 of it, and how many more there are. The list is read each time: an edit
 * counts from the next policy on.
 */
export const handler = taskHandler(payload, InvalidPolicyEvent, async (input) => {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
  const offences = offencesIn(input.document ?? '', readRestrictedActions(Parameter?.Value));
  const { policyArn, versionId } = input;
  logger.info('Evaluated', { policyArn, versionId, offences: offences.length });
  return {
    restricted: offences.length > 0,
    offences: offences.slice(0, SHOWN),
    more: Math.max(0, offences.length - SHOWN),
  };
});
