import type { Cloud } from '../core/service.ts';

/** What a traced function's role does: https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
export const TRACING = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];

/**
 * The trace header of an invocation that nobody traces yet.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function traceHeader({ clock, random }: Cloud, sampled: boolean): string {
  const hex = (length: number) => Buffer.from(random.bytes(length)).toString('hex');
  const seconds = Math.trunc(clock.now() / 1000).toString(16);
  return `Root=1-${seconds.padStart(8, '0')}-${hex(12)};Parent=${hex(8)};Sampled=${sampled ? 1 : 0}`;
}
