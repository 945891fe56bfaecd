import type { FilterLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { useEffect, useState } from 'preact/hooks';
import { pages } from '../../src/client/executions.ts';
import { aws } from '../cloud.ts';
import type { Attempt } from '../model/attempts.ts';
import { count, messageOf } from '../words.ts';

/** The name of the function that an attempt invoked. */
export function functionOf(attempt: Attempt | undefined): string | undefined {
  const { resource, parameters } = attempt ?? {};
  const own = /:function:([^:]+)/.exec(resource ?? '')?.[1];
  if (own !== undefined || !resource?.startsWith('lambda:invoke')) return own;
  const named = /"FunctionName"\s*:\s*"([^"]+)"/.exec(parameters ?? '')?.[1];
  return /:function:([^:]+)/.exec(named ?? '')?.[1] ?? named;
}

/** In milliseconds: a function's last lines come after its answer. */
const AFTER = 1000;
/** So many lines are shown. */
const MOST = 200;

interface LogLinesProps {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Undefined while it runs. */
  readonly to: number | undefined;
}

/** What a function logged in that time, whoever called it. */
export function LogLines({ name, from, to }: LogLinesProps) {
  const [lines, setLines] = useState<readonly string[]>();
  useEffect(() => {
    let isWanted = true;
    void readLines({ name, from, to }).then((found) => isWanted && setLines(found));
    return () => {
      isWanted = false;
    };
  }, [name, from, to]);
  if (lines === undefined) return null;
  return (
    <section class="data">
      <h3>Log of {name} meanwhile</h3>
      {lines.length > MOST && (
        <p class="dim">
          The last {MOST} of {count(lines.length, 'line')}.
        </p>
      )}
      {lines.length === 0 ? (
        <p class="dim">Nothing.</p>
      ) : (
        <pre tabIndex={0} role="region" aria-label={`Log of ${name}`}>
          {lines.slice(-MOST).join('\n')}
        </pre>
      )}
    </section>
  );
}

async function readLines({ name, from, to }: LogLinesProps): Promise<string[]> {
  const input = {
    logGroupName: `/aws/lambda/${name}`,
    startTime: from,
    ...(to !== undefined && { endTime: to + AFTER }),
  };
  try {
    const found = await pages<FilterLogEventsCommandOutput>(
      aws,
      'CloudWatchLogs',
      'FilterLogEvents',
      input,
    );
    return found.flatMap(({ events }) => events ?? []).map(({ message }) => message!.trimEnd());
  } catch (error) {
    return [messageOf(error)];
  }
}
