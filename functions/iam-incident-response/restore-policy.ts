import {
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  NoSuchEntityException,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import * as z from 'zod/mini';
import { iam } from '../kit/clients/iam.ts';
import { taskHandler } from '../kit/task.ts';
import { InvalidPolicyEvent, PolicyChangedSince } from './errors.ts';
import { policyVersion, versionId } from './policy-event.ts';

const payload = z.object({
  policyArn: policyVersion.policyArn,
  /** As Quarantine Policy left it: in force now, and in force before. */
  inForceVersionId: versionId,
  formerVersionId: versionId,
});

/**
 * Restore Policy: puts the policy back as it was before the quarantine, and clears the quarantine
 * away. Only if the quarantine is still in force: else somebody has decided otherwise since, which
 * is PolicyChangedSince. `{ inForceVersionId }`; a second attempt answers alike.
 */
export const handler = taskHandler(
  payload,
  InvalidPolicyEvent,
  async ({ policyArn: PolicyArn, inForceVersionId: quarantine, formerVersionId: former }) => {
    const { Policy } = await iam
      .send(new GetPolicyCommand({ PolicyArn }))
      .catch(gone('The policy has been deleted.'));
    const inForce = Policy?.DefaultVersionId;
    if (inForce !== quarantine && inForce !== former) {
      throw new PolicyChangedSince(`Version ${inForce} is in force, not ${quarantine}.`);
    }
    if (inForce !== former) {
      const back = new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: former });
      await iam.send(back).catch(gone(`Version ${former} has been deleted.`));
    }
    if (quarantine !== former) {
      const away = new DeletePolicyVersionCommand({ PolicyArn, VersionId: quarantine });
      await iam.send(away).catch(unlessGone);
    }
    return { inForceVersionId: former };
  },
);

function gone(message: string): (error: unknown) => never {
  return (cause) => {
    if (cause instanceof NoSuchEntityException) throw new PolicyChangedSince(message, { cause });
    throw cause;
  };
}

/** An earlier attempt has cleared it away. */
function unlessGone(error: unknown): void {
  if (!(error instanceof NoSuchEntityException)) throw error;
}
