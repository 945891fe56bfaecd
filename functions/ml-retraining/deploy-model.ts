import * as z from 'zod/mini';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { createConfiguration, createModel, deploy, retire } from './hosting.ts';

const payload = z.object({
  /** The name of the training job; model and endpoint configuration have it, too. */
  model: z.string(),
  /** An S3 URI. */
  artifact: z.string(),
  /** The model that the one in use has replaced: `none` if there is none. */
  retired: z.string(),
});

/**
 * Deploy Model: `{ endpoint }`. Every step finds what an earlier attempt has done and goes on from
 * there. The model in use stays, for SageMaker to roll back to; the one before it is deleted.
 */
export const handler = taskHandler(payload, UnexpectedPayload, async (input) => {
  const { model, artifact, retired } = input;
  const endpoint = environment('ENDPOINT_NAME');
  await createModel(model, artifact);
  await createConfiguration(model);
  await deploy(endpoint, model);
  if (retired !== 'none') await retire(retired);
  logger.info('Deployed', { model });
  return { endpoint };
});
