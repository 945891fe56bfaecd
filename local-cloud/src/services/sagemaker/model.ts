import type { CreateModelInput } from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import { given, shape } from '../../core/state.ts';
import type { Resource } from './store.ts';

export interface Model extends Resource {
  readonly request: CreateModelInput;
}

export const SAVED_MODELS = z.array(
  shape<Model>({
    name: z.string(),
    arn: z.string(),
    createdAt: z.number(),
    tags: z.map(z.string(), z.string()),
    request: given<CreateModelInput>(),
  }),
);
