import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Bounds } from '../core/contract.ts';
import { UserError } from '../core/errors.ts';
import { requirePackage } from '../core/packages.ts';
import { DYNAMODB_STREAMS } from './dynamodb-streams.ts';
import { clientPackage } from './sdk-ids.ts';

/** The values that the API model allows for a member. */
export interface MemberLimits {
  readonly values?: readonly string[];
  /** Of numbers. */
  readonly range?: Bounds;
  /** Of texts, in characters. */
  readonly length?: Bounds;
}

/** By the structure (`FunctionConfiguration`) and the name of its member. */
export type FindLimits = (structure: string, member: string) => MemberLimits | undefined;

/**
 * The bounds of what mocks are likely to hold, as the API reference of each service has them: the
 * SDK's schemas and types leave them out.
 * https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html is one such page.
 */
const BOUNDS: Readonly<Record<string, Readonly<Record<string, MemberLimits>>>> = {
  DynamoDB: { TableName: { length: [1, 1024] } },
  [DYNAMODB_STREAMS]: {
    eventName: { values: ['INSERT', 'MODIFY', 'REMOVE'] },
    KeyType: { values: ['HASH', 'RANGE'] },
    SequenceNumber: { length: [21, 40] },
    ShardId: { length: [28, 65] },
    ShardIterator: { length: [1, 2048] },
    SizeBytes: { range: [1] },
    StreamArn: { length: [37, 1024] },
    StreamStatus: { values: ['ENABLING', 'ENABLED', 'DISABLING', 'DISABLED'] },
    StreamViewType: { values: ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'] },
    TableName: { length: [3, 255] },
  },
  EventBridge: { EventId: { length: [0, 64] } },
  Glue: {
    Id: { length: [1, 255] },
    JobName: { length: [1, 255] },
    JobRunId: { length: [1, 255] },
    Timeout: { range: [1] },
  },
  Lambda: {
    Description: { length: [0, 256] },
    ExecutedVersion: { length: [1, 1024] },
    Handler: { length: [0, 128] },
    MemorySize: { range: [128, 10_240] },
    Timeout: { range: [1] },
    Version: { length: [1, 1024] },
  },
  SageMaker: {
    EndpointArn: { length: [20, 2048] },
    ModelArn: { length: [20, 2048] },
    TrainingJobArn: { length: [0, 256] },
  },
  'Secrets Manager': {
    ARN: { length: [20, 2048] },
    SecretString: { length: [1, 65_536] },
    VersionId: { length: [32, 64] },
  },
  SFN: {
    cause: { length: [0, 32_768] },
    error: { length: [0, 256] },
    executionArn: { length: [1, 256] },
    input: { length: [0, 262_144] },
    mapRunArn: { length: [1, 2000] },
    name: { length: [1, 80] },
    output: { length: [0, 262_144] },
    stateMachineArn: { length: [1, 256] },
  },
};

/**
 * What the API model allows for members of a service's shapes beyond their type. Which enumeration
 * a member is of, the types of the SDK's client say, and the client itself has their values.
 */
export async function memberLimits(sdkId: string): Promise<FindLimits> {
  // The one service whose model is written here has its values above.
  if (sdkId === DYNAMODB_STREAMS) return (_structure, member) => BOUNDS[sdkId]?.[member];
  const name = clientPackage(sdkId);
  const client = requirePackage(name);
  const types = await memberTypes(name);
  return (structure, member) =>
    BOUNDS[sdkId]?.[member] ?? enumeration(client[types.get(`${structure}.${member}`) ?? member]);
}

const require = createRequire(import.meta.url);

function memberTypes(client: string): Promise<ReadonlyMap<string, string>> {
  const folder = dirname(require.resolve(`${client}/package.json`));
  return typesIn(client, join(folder, 'dist-types', 'models'));
}

/**
 * `FunctionConfiguration.Architectures` -> `Architecture`: the type of a member, or of what it lists.
 *
 * @throws UserError where the client was installed without its types
 */
export async function typesIn(
  client: string,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const types = new Map<string, string>();
  const files = await readdir(folder).catch((cause: unknown) => {
    throw noTypes(client, folder, cause);
  });
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    for (const [, structure, body] of text.matchAll(/^export interface (\w+)[^{]*\{(.*?)^\}/gms)) {
      for (const [, member, type] of body!.matchAll(/^ {4}(\w+)\??: (?:Record<string, )?(\w+)/gm)) {
        types.set(`${structure}.${member}`, type!);
      }
    }
  }
  return types;
}

function noTypes(client: string, folder: string, cause: unknown): UserError {
  return new UserError(`The types of ${client} are not there`, {
    why: `TestState finds in ${folder} which values members of a mock may have`,
    fix: `Install ${client} with all of its files, as npm does`,
    cause,
  });
}

function enumeration(exported: unknown): MemberLimits | undefined {
  if (typeof exported !== 'object' || exported === null || Array.isArray(exported))
    return undefined;
  const values = Object.values(exported);
  const isEnumeration = values.length > 0 && values.every((value) => typeof value === 'string');
  return isEnumeration ? { values: values as string[] } : undefined;
}
