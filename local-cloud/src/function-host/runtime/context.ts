import type { Invoke } from './messages.ts';

/**
 * The context object, but for what callback handlers had on it.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export function contextOf(invoke: Invoke, now: () => number): object {
  const { env } = process;
  return {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: invoke.clientContext && JSON.parse(invoke.clientContext),
    identity: undefined,
    invokedFunctionArn: invoke.functionArn,
    awsRequestId: invoke.requestId,
    getRemainingTimeInMillis: () => invoke.deadline - now(),
  };
}
