import type { Json } from '../../src/core/json.ts';
import { echoOf } from './echoes.ts';
import { isCall, type Recording, stepsOf } from './recordings.ts';
import { ACCOUNT, REGION } from './world.ts';

const ARN = `arn:aws:events:${REGION}:${ACCOUNT}`;

/** What tests have as a pattern, as recorded answers of some of them show. */
const PATTERN = {
  source: ['core.update-account-command'],
  'detail-type': ['core.update-account-command'],
  detail: { command: ['update-account'] },
};

/** The member of a request for an archive or a replay that is no literal. */
interface Asked {
  readonly operation: string;
  readonly name: string;
  /** The step of the request among those of the recording. */
  readonly step: number;
}

/** What answers and requests had as this member, the last of them; undefined: none had it. */
type Known = (name: string) => string | undefined;

/**
 * What a request for archives or replays means: mostly what was made last, and where AWS said that it
 * is not there, something that nobody made. Undefined: the member is none of theirs.
 */
export function archiveMember(recording: Recording, asked: Asked, known: Known): Json | undefined {
  const { operation, name, step } = asked;
  if (!/(?:Archive|Replay)s?$/.test(operation)) return undefined;
  const told = JSON.stringify(answerTo(recording, step) ?? null);
  if (name === 'NamePrefix')
    return known(operation === 'ListReplays' ? 'ReplayName' : 'ArchiveName');
  if (name === 'ArchiveName' || name === 'ReplayName') {
    const isNew = /^(?:Create|Start)/.test(operation) && !told.includes('already exists');
    return isNew ? newName(recording, asked) : (known(name) ?? 'nobody-made-it');
  }
  if (name === 'EventSourceArn') {
    const source = operation.endsWith('Replay') || operation === 'ListReplays' ? 'archive' : 'bus';
    if (source === 'archive') return known('ArchiveArn') ?? `${ARN}:archive/nobody-made-it`;
    return busOf(recording, step, known);
  }
  if (name === 'EventPattern') return echoOf(recording, asked, (arn) => arn) ?? PATTERN;
  // Of the destination.
  if (name === 'Arn') return known('EventBusArn') ?? `${ARN}:event-bus/nobody-made-it`;
  if (name === 'EventStartTime') return '2026-01-01T00:00:00Z';
  if (name === 'EventEndTime') {
    return told.includes('EventEndTime is not valid')
      ? '2026-01-01T00:00:00Z'
      : '2026-01-01T01:00:00Z';
  }
  return undefined;
}

/** Ends as the recorded one does: `<name-prefix>-test-replay`. */
function newName({ 'recorded-content': content }: Recording, { name, step }: Asked): string {
  const recorded = new RegExp(`"${name}":"<[^<>]*>(-[-\\w]+)"`).exec(JSON.stringify(content));
  return `made-at-${step}${recorded?.[1] ?? ''}`;
}

/** A fixture takes the default bus where a test has none. */
function busOf(recording: Recording, step: number, known: Known): string {
  const asked = stepsOf(recording)[step];
  const byFixture = asked !== undefined && isCall(asked) && asked.call.startsWith('setup:');
  return known('EventBusArn') ?? `${ARN}:event-bus/${byFixture ? 'default' : 'nobody-made-it'}`;
}

/** What was recorded right after a step. */
function answerTo(recording: Recording, step: number): Json | undefined {
  const next = stepsOf(recording)[step + 1];
  return next === undefined || isCall(next) ? undefined : recording['recorded-content'][next.match];
}
