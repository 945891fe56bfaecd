import type { CreateJobCommandOutput } from '@aws-sdk/client-glue';
import * as z from 'zod';
import {
  boolean,
  defined,
  number,
  type ResourceContext,
  resourceType,
  text,
} from '../resource-type.ts';

const properties = z.strictObject({
  Name: z.string().optional(),
  Role: z.string(),
  Command: z.strictObject({
    Name: z.string().optional(),
    ScriptLocation: z.string().optional(),
    PythonVersion: text.optional(),
  }),
  DefaultArguments: z.record(z.string(), text).optional(),
  Description: z.string().optional(),
  ExecutionProperty: z.strictObject({ MaxConcurrentRuns: number.optional() }).optional(),
  GlueVersion: text.optional(),
  JobRunQueuingEnabled: boolean.optional(),
  MaxCapacity: number.optional(),
  MaxRetries: number.optional(),
  NumberOfWorkers: number.optional(),
  Timeout: number.optional(),
  WorkerType: z.string().optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-job.html */
export const glueJob = resourceType({
  type: 'AWS::Glue::Job',
  properties,
  async create(properties, context) {
    const job = defined({ ...properties, Name: properties.Name ?? generatedName(context) });
    const { Name } = await context.call<CreateJobCommandOutput>('Glue', 'CreateJob', job);
    return {
      ref: Name!,
      remove: () => context.call('Glue', 'DeleteJob', { JobName: Name }),
    };
  },
  fixed: ['Name'],
  async update(deployed, { Name: _, ...properties }, context) {
    const JobUpdate = defined(properties);
    await context.call('Glue', 'UpdateJob', { JobName: deployed.ref, JobUpdate });
  },
});

/**
 * Other than most names that CloudFormation makes, a job's does not begin with the stack's: it is
 * `<logical id>-<random>`, and 40 characters at most.
 * https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1093
 */
function generatedName(context: ResourceContext): string {
  const { length } = `${context.stackName}-`;
  return context.generatedName(length + 40).slice(length);
}
