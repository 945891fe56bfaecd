import type { InvokeEndpointInput, InvokeEndpointOutput } from '@aws-sdk/client-sagemaker-runtime';
import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { JobEnd } from '../../core/jobs.ts';
import type { Random } from '../../core/random.ts';
import { weightOf } from './described.ts';
import type { Endpoint, Variant } from './endpoint.ts';
import type { SageMaker } from './sagemaker.ts';
import { logGroup } from './servers.ts';

/** What a model answers; like an HTTP response, its body in base 64. */
const ANSWER = z.object({
  status: z.int(),
  contentType: z.string().optional(),
  body: z.base64(),
});
type Answer = z.output<typeof ANSWER>;

/** Sends a request to one of the variants that serve, and gives what its model answers. */
export async function invoke(
  sagemaker: SageMaker,
  input: InvokeEndpointInput,
): Promise<InvokeEndpointOutput> {
  const endpoint = serving(sagemaker, input.EndpointName);
  const variant = variantFor(sagemaker.cloud.random, endpoint, input.TargetVariant);
  checkSize(variant, input.Body!);
  const { ContentType, Accept, CustomAttributes, Body } = input;
  const request = JSON.parse(JSON.stringify({ ContentType, Accept, CustomAttributes }));
  const body = Buffer.from(Body!).toString('base64');
  const end = await sagemaker.hosting.servers.ask(endpoint, variant, { ...request, Body: body });
  const answer = answerOf(end);
  measure(sagemaker, endpoint, variant, answer.status);
  if (answer.status >= 400) throw modelError(sagemaker, endpoint, answer);
  return {
    Body: Buffer.from(answer.body, 'base64') as never,
    ContentType: answer.contentType ?? 'application/octet-stream',
    InvokedProductionVariant: variant.settings.VariantName,
  };
}

function serving({ cloud, endpoints }: SageMaker, name: string | undefined): Endpoint {
  const endpoint = endpoints.find(name);
  if (endpoint?.deployed !== undefined) return endpoint;
  throw refused(`Endpoint ${name} of account ${cloud.accountId} not found.`);
}

/** By weight, where none is asked for. */
function variantFor(random: Random, { deployed }: Endpoint, target: string | undefined): Variant {
  const variants = deployed!.variants;
  if (target !== undefined) {
    const asked = variants.find(({ settings }) => settings.VariantName === target);
    if (asked !== undefined) return asked;
    throw refused(`Variant ${target} not found for Request`);
  }
  const total = variants.reduce((sum, variant) => sum + weightOf(variant), 0);
  let left = variants.length === 1 ? 0 : random.float() * total;
  for (const variant of variants) {
    left -= weightOf(variant);
    if (left < 0) return variant;
  }
  return variants[0]!;
}

const MIB = 2 ** 20;
/** https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html */
const LARGEST = { instances: 6 * MIB, serverless: 4 * MIB };

function checkSize({ settings }: Variant, body: Uint8Array): void {
  const most = settings.ServerlessConfig === undefined ? LARGEST.instances : LARGEST.serverless;
  if (body.length <= most) return;
  throw refused(
    `1 validation error detected: Value at 'body' failed to satisfy constraint: Member must have ` +
      `length less than or equal to ${most}`,
  );
}

function refused(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** A model that answers nothing, or nothing that can be read, has failed. */
function answerOf({ error, result }: JobEnd): Answer {
  const answer = error === undefined ? ANSWER.safeParse(result) : undefined;
  if (answer?.success) return answer.data;
  const message = error?.message ?? 'The model gave no answer.';
  return { status: 500, body: Buffer.from(message).toString('base64') };
}

function modelError({ cloud }: SageMaker, endpoint: Endpoint, { status, body }: Answer): AwsError {
  const { region, accountId } = cloud;
  const said = Buffer.from(body, 'base64').toString();
  const group = logGroup(endpoint);
  const side = status < 500 ? 'client' : 'server';
  const logs = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#logEventViewer:group=${group}`;
  return new AwsError(
    'ModelError',
    `Received ${side} error (${status}) from primary with message "${said}". See ${logs} in ` +
      `account ${accountId} for more information.`,
    {
      status: 424,
      members: {
        OriginalStatusCode: status,
        OriginalMessage: said,
        LogStreamArn: `arn:aws:logs:${region}:${accountId}:log-group:${group}`,
      },
    },
  );
}

/** https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
function measure({ cloud }: SageMaker, { name }: Endpoint, { settings }: Variant, status: number) {
  const dimensions = { EndpointName: name, VariantName: settings.VariantName! };
  const count = (metric: string, value: number) =>
    cloud.recordMetric({
      namespace: 'AWS/SageMaker',
      name: metric,
      dimensions,
      value,
      unit: 'None',
    });
  count('Invocations', 1);
  count('Invocation4XXErrors', status >= 400 && status < 500 ? 1 : 0);
  count('Invocation5XXErrors', status >= 500 ? 1 : 0);
}
