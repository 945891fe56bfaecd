import {
  DeleteConflictException,
  DeletePolicyVersionCommand,
  NoSuchEntityException,
} from '@aws-sdk/client-iam';
import * as z from 'zod/mini';
import { iam } from '../kit/clients/iam.ts';
import { taskHandler } from '../kit/task.ts';
import { InvalidPolicyEvent, PolicyChangedSince } from './errors.ts';
import { policyVersion } from './policy-event.ts';

/**
 * Remove Restricted Version: deletes it, so that nobody can put it in force again. IAM refuses
 * that of a version in force: then somebody has put it back since, which is PolicyChangedSince.
 * `{ removed }`, false where it was gone already.
 */
export const handler = taskHandler(
  z.object(policyVersion),
  InvalidPolicyEvent,
  async ({ policyArn: PolicyArn, versionId: VersionId }) => {
    try {
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
      return { removed: true };
    } catch (error) {
      if (error instanceof NoSuchEntityException) return { removed: false };
      if (!(error instanceof DeleteConflictException)) throw error;
      const message = `The restricted version ${VersionId} has been put in force again.`;
      throw new PolicyChangedSince(message, { cause: error });
    }
  },
);
