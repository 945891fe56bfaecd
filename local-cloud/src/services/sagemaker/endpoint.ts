import type { EndpointStatus, ProductionVariant } from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import { given, shape } from '../../core/state.ts';
import type { Model } from './model.ts';
import type { Resource } from './store.ts';

/** A variant with its model as they were when they were deployed: both can be deleted since. */
export interface Variant {
  readonly settings: ProductionVariant;
  readonly model: Model['request'];
}

/** An endpoint configuration as it is deployed. */
export interface Deployment {
  readonly configName: string;
  readonly variants: readonly Variant[];
  /** Cloud time in milliseconds. */
  readonly startedAt: number;
}

export interface Endpoint extends Resource {
  modifiedAt: number;
  status: EndpointStatus;
  failureReason: string | undefined;
  /** Of the last deployment that came up, or of the first. */
  configName: string;
  /** What serves. */
  deployed: Deployment | undefined;
  /** What is to take its place. */
  pending: Deployment | undefined;
  /** How many statuses it has been in. */
  changes: number;
}

const SAVED_DEPLOYMENT = shape<Deployment>({
  configName: z.string(),
  variants: z.array(
    shape<Variant>({ settings: given<ProductionVariant>(), model: given<Model['request']>() }),
  ),
  startedAt: z.number(),
});

export const SAVED_ENDPOINTS = z.array(
  shape<Endpoint>({
    name: z.string(),
    arn: z.string(),
    createdAt: z.number(),
    tags: z.map(z.string(), z.string()),
    modifiedAt: z.number(),
    status: z.enum(['Creating', 'InService', 'Updating', 'Failed', 'Deleting']),
    failureReason: z.string().optional(),
    configName: z.string(),
    deployed: SAVED_DEPLOYMENT.optional(),
    pending: SAVED_DEPLOYMENT.optional(),
    changes: z.number(),
  }),
);
