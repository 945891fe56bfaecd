import { isDeepStrictEqual } from 'node:util';
import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import * as z from 'zod';
import { boolean, defined, number, text } from '../resource-type.ts';

/** What is said of methods, wherever they are. */
export const methodSetting = {
  CachingEnabled: boolean.optional(),
  DataTraceEnabled: boolean.optional(),
  LoggingLevel: z.string().optional(),
  MetricsEnabled: boolean.optional(),
  ThrottlingBurstLimit: number.optional(),
  ThrottlingRateLimit: number.optional(),
};

/** What patches alone can set of a stage. */
export const patchedSettings = {
  AccessLogSetting: z.strictObject({ DestinationArn: z.string(), Format: z.string() }).optional(),
  MethodSettings: z
    .array(
      z.strictObject({
        ...methodSetting,
        HttpMethod: z.string().optional(),
        ResourcePath: z.string().optional(),
      }),
    )
    .optional(),
};
const schema = z.strictObject(patchedSettings);
type Settings = z.output<typeof schema>;

export const variables = z.record(z.string(), text).optional();

/** Where patches set what is said of methods. */
const PLACES: Readonly<Record<keyof typeof methodSetting, string>> = {
  CachingEnabled: 'caching/enabled',
  DataTraceEnabled: 'logging/dataTrace',
  LoggingLevel: 'logging/loglevel',
  MetricsEnabled: 'metrics/enabled',
  ThrottlingBurstLimit: 'throttling/burstLimit',
  ThrottlingRateLimit: 'throttling/rateLimit',
};

/** The patch that brings a stage to its settings. Of methods all is set anew where anything is another. */
export function settingPatches(now: Settings, before: Settings = {}): PatchOperation[] {
  const { AccessLogSetting: log, MethodSettings: settings = [] } = now;
  const isOtherLog = !isDeepStrictEqual(log, before.AccessLogSetting);
  const isOther = !isDeepStrictEqual(settings, before.MethodSettings ?? []);
  return [
    ...(isOther ? removals(before.MethodSettings ?? []) : []),
    ...(isOther ? settings.toSorted(allFirst).flatMap(patchesOf) : []),
    ...(isOtherLog ? logPatches(log) : []),
  ];
}

function logPatches(log: Settings['AccessLogSetting']): PatchOperation[] {
  if (log === undefined) return [{ op: 'remove', path: '/accessLogSettings' }];
  return [
    replace('/accessLogSettings/destinationArn', log.DestinationArn),
    replace('/accessLogSettings/format', log.Format),
  ];
}

type Setting = NonNullable<Settings['MethodSettings']>[number];

/** `*\/*`, or a path as patches write it and a method: `~1orders/GET`. The root's is `/`. */
function keyOf({ HttpMethod = '*', ResourcePath = '/*' }: Setting): string {
  const path = ResourcePath === '/' ? '~1' : ResourcePath.replace(/^\//, '');
  return `${path}/${HttpMethod}`;
}

/** What is new of a method begins with what is said of all of them. */
function allFirst(one: Setting, other: Setting): number {
  return Number(keyOf(other) === '*/*') - Number(keyOf(one) === '*/*');
}

function patchesOf({ HttpMethod, ResourcePath, ...settings }: Setting): PatchOperation[] {
  const key = keyOf(defined({ HttpMethod, ResourcePath }));
  return Object.entries(defined(settings)).map(([name, value]) =>
    replace(`/${key}/${PLACES[name as keyof typeof PLACES]}`, String(value)),
  );
}

function removals(before: readonly Setting[]): PatchOperation[] {
  const keys = before.filter((setting) => patchesOf(setting).length > 0).map(keyOf);
  return [...new Set(keys)].map((key) => ({ op: 'remove', path: `/${key}` }));
}

export function replace(path: string, value: string): PatchOperation {
  return { op: 'replace', path, value };
}
