import type { MethodSetting } from '@aws-sdk/client-api-gateway';
import type { Clock } from '../../core/clock.ts';
import { notSupported } from '../../core/errors.ts';
import { badRequest } from '../apis/errors.ts';
import { Throttle } from '../apis/throttle.ts';
import { ACCOUNT_LIMITS } from './account.ts';
import { type Change, unescaped } from './patches.ts';
import type { StageLimit } from './rest-api.ts';

/** By `*\/*`, or by a path as patches write it and a method: `~1orders/GET`. */
export type MethodSettings = Readonly<Record<string, MethodSetting>>;

/** Of a method that nothing else is said of. */
const DEFAULTS: MethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: ACCOUNT_LIMITS.burstLimit,
  throttlingRateLimit: ACCOUNT_LIMITS.rateLimit,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

/** What a patch sets, by the end of its path. */
const SETTINGS: Readonly<Record<string, (value: string) => MethodSetting>> = {
  'metrics/enabled': (value) => ({ metricsEnabled: truth(value) }),
  'logging/dataTrace': (value) => ({ dataTraceEnabled: truth(value) }),
  'logging/loglevel': (value) => ({ loggingLevel: level(value) }),
  'throttling/burstLimit': (value) => ({ throttlingBurstLimit: amount(value, /^\d+$/) }),
  'throttling/rateLimit': (value) => ({ throttlingRateLimit: amount(value, /^\d+(\.\d+)?$/) }),
  'caching/enabled'(value) {
    if (truth(value)) throw notSupported('API Gateway', 'caches of methods');
    return {};
  },
};

/**
 * The settings with a change of one: `/*\/*\/throttling/burstLimit`, `/~1orders/GET/logging/loglevel`. What is
 * new of a method begins with what is said of all (recorded). Throttling is honoured; what is set of
 * metrics and logs of executions is kept, and changes nothing here.
 * https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 *
 * @returns undefined: it is no change of method settings
 * @throws BadRequestException; NotSupportedByLocalCloud for caches
 */
export function withSetting(
  settings: MethodSettings,
  { op, path, value }: Change,
): MethodSettings | undefined {
  if (op === 'remove') return without(settings, path.slice(1));
  const [, key, name = ''] = /^\/(.+\/[^/]+)\/([^/]+\/[^/]+)$/s.exec(path) ?? [];
  if (key === undefined) return undefined;
  if (name.startsWith('caching/') && !Object.hasOwn(SETTINGS, name)) {
    throw notSupported('API Gateway', `${name} of method settings`);
  }
  if (!Object.hasOwn(SETTINGS, name)) return undefined;
  limitKey(key);
  const before = settings[key] ?? settings['*/*'] ?? DEFAULTS;
  return { ...settings, [key]: { ...before, ...SETTINGS[name]!(value) } };
}

function without(settings: MethodSettings, key: string): MethodSettings {
  if (!Object.hasOwn(settings, key)) {
    throw badRequest(
      `Cannot remove method setting ${key} because there is no method setting for this method `,
    );
  }
  const { [key]: _, ...others } = settings;
  return others;
}

/** What settings limit. A limit that stays as it is goes on with what is left of it. */
export function limitsOf(
  clock: Clock,
  settings: MethodSettings,
  before: { readonly settings: MethodSettings; readonly limits: readonly StageLimit[] },
): StageLimit[] {
  return Object.entries(settings).map(([name, setting]) => {
    const key = limitKey(name);
    const { throttlingBurstLimit: burst, throttlingRateLimit: rate } = setting;
    const old = before.settings[name];
    const isSame = old?.throttlingBurstLimit === burst && old?.throttlingRateLimit === rate;
    const kept = isSame ? before.limits.find((limit) => limit.key === key) : undefined;
    return kept ?? { key, throttle: new Throttle(clock, burst!, rate!) };
  });
}

/**
 * What a stage's limit is found by: `*\/*`, or the path and the method, `/orders/{id}/GET` or `//GET`.
 *
 * @throws NotSupportedByLocalCloud for all paths or all methods alone
 */
function limitKey(key: string): string {
  if (key === '*/*') return key;
  const [, path = '', method = ''] = /^(.+)\/([^/]+)$/s.exec(key) ?? [];
  if (path === '*' || method === '*') {
    throw notSupported(
      'API Gateway',
      `method settings of ${key} (only */* or a path and a method)`,
    );
  }
  return `${unescaped(path).replace(/^(?!\/)/, '/')}/${method}`;
}

function truth(value: string): boolean {
  if (/^(?:true|false)$/i.test(value)) return /^true$/i.test(value);
  throw badRequest(`Invalid value specified: ${value}. Must be true or false`);
}

function level(value: string): string {
  if (['OFF', 'ERROR', 'INFO'].includes(value)) return value;
  throw badRequest(`Invalid logging level specified: ${value}. Must be one of: [OFF, ERROR, INFO]`);
}

function amount(value: string, pattern: RegExp): number {
  if (pattern.test(value)) return Number(value);
  throw badRequest(`Invalid throttling limit specified: ${value}`);
}
