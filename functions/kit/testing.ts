import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { onTestFinished, vi } from 'vitest';

/** What Lambda passes a handler besides the event. */
export function lambdaContext(remainingMs = 30_000): Context {
  return {
    awsRequestId: '11111111-2222-4333-8444-555555555555',
    functionName: 'function-under-test',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:function-under-test',
    memoryLimitInMB: '256',
    logGroupName: '/aws/lambda/function-under-test',
    logStreamName: 'stream',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => remainingMs,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

/** The event of an HTTP API route, as far as handlers read it. */
export function httpEvent(body: unknown, isBase64Encoded = false): APIGatewayProxyEventV2 {
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  return { version: '2.0', body: text, isBase64Encoded } as APIGatewayProxyEventV2;
}

/**
 * Everything logged from here to the end of the test, as text. Powertools writes to the console
 * where POWERTOOLS_DEV is set.
 */
export function captureLogs(): () => string {
  const lines: string[] = [];
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    const spy = vi.spyOn(console, level).mockImplementation((line) => lines.push(String(line)));
    onTestFinished(() => spy.mockRestore());
  }
  return () => lines.join('\n');
}
