import type { CreateEndpointConfigInput } from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import { given, shape } from '../../core/state.ts';
import type { Resource } from './store.ts';

export interface EndpointConfig extends Resource {
  readonly request: CreateEndpointConfigInput;
}

export const SAVED_CONFIGS = z.array(
  shape<EndpointConfig>({
    name: z.string(),
    arn: z.string(),
    createdAt: z.number(),
    tags: z.map(z.string(), z.string()),
    request: given<CreateEndpointConfigInput>(),
  }),
);
