import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyVersionCommand,
  LimitExceededException,
  ListPolicyVersionsCommand,
} from '@aws-sdk/client-iam';
import * as z from 'zod/mini';
import { iam } from '../kit/clients/iam.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler } from '../kit/task.ts';
import { InvalidPolicyEvent } from './errors.ts';
import { policyVersion } from './policy-event.ts';
import { quarantineDocument, quarantineIn, versionToDelete } from './quarantine.ts';

/** What became of the policy, for a person to read and for its way back. */
interface Outcome {
  /** In force now. */
  readonly inForceVersionId: string;
  /** In force before: what an approval puts back. The same where nothing had to be done. */
  readonly formerVersionId: string;
  /** Deleted, because a policy has five versions at most. */
  readonly deletedVersionId: string | null;
}

/** How often room is made anew when somebody else's version takes it. */
const TRIES = 5;

/**
 * Quarantine Policy: where the restricted version is in force, makes one that allows nothing and
 * puts it in force instead. The restricted version stays, for the administrator to decide on. A
 * second attempt finds the first one's work and answers alike.
 */
export const handler = taskHandler(
  z.object(policyVersion),
  InvalidPolicyEvent,
  async ({ policyArn, versionId }): Promise<Outcome> => {
    for (let tries = 1; ; tries++) {
      try {
        return await quarantine(policyArn, versionId);
      } catch (error) {
        if (!(error instanceof LimitExceededException) || tries === TRIES) throw error;
        logger.warn('The room for a version was taken', { policyArn, versionId });
      }
    }
  },
);

async function quarantine(PolicyArn: string, versionId: string): Promise<Outcome> {
  const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
  const inForce = Versions.find(({ IsDefaultVersion }) => IsDefaultVersion)!.VersionId!;
  if (inForce !== versionId) return found(PolicyArn, versionId, inForce);
  const deletedVersionId = versionToDelete(Versions);
  if (deletedVersionId !== undefined) {
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: deletedVersionId }));
    logger.warn('Deleted', { policyArn: PolicyArn, versionId: deletedVersionId });
  }
  const { PolicyVersion } = await iam.send(
    new CreatePolicyVersionCommand({
      PolicyArn,
      PolicyDocument: quarantineDocument({ versionId, deletedVersionId }),
      SetAsDefault: true,
    }),
  );
  return outcome(PolicyVersion!.VersionId!, versionId, deletedVersionId);
}

/** Another version is in force: our quarantine, or one that this incident has nothing to do with. */
async function found(PolicyArn: string, versionId: string, inForce: string): Promise<Outcome> {
  const version = new GetPolicyVersionCommand({ PolicyArn, VersionId: inForce });
  const { PolicyVersion } = await iam.send(version);
  // IAM gives documents percent-encoded.
  const quarantine = quarantineIn(decodeURIComponent(PolicyVersion?.Document ?? ''));
  if (quarantine?.versionId !== versionId) return outcome(inForce, inForce);
  return outcome(inForce, versionId, quarantine.deletedVersionId);
}

function outcome(inForceVersionId: string, formerVersionId: string, deleted?: string): Outcome {
  return { inForceVersionId, formerVersionId, deletedVersionId: deleted ?? null };
}
