import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import * as z from 'zod/mini';
import { runtime } from '../kit/clients/sagemaker-runtime.ts';
import { environment } from '../kit/environment.ts';
import { read } from '../kit/parse.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/dg/LL-in-formats.html */
const ANSWER = z.object({ predictions: z.array(z.object({ score: z.number() })) });

/**
 * What the model in use says to rows of features: thousands of rides, one for each row.
 *
 * @throws ValidationError where there is no endpoint
 */
export async function ask(rows: readonly (readonly number[])[]): Promise<number[]> {
  const { Body } = await runtime.send(
    new InvokeEndpointCommand({
      EndpointName: environment('ENDPOINT_NAME'),
      ContentType: 'text/csv',
      Accept: 'application/json',
      Body: rows.map((row) => row.join(',')).join('\n'),
    }),
  );
  const { predictions } = read(ANSWER, new TextDecoder().decode(Body), 'answer of the endpoint');
  return predictions.map(({ score }) => score);
}
