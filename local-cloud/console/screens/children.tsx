import type { DescribeMapRunCommandOutput, ListExecutionsCommandOutput } from '@aws-sdk/client-sfn';
import { useEffect, useState } from 'preact/hooks';
import { formatDuration } from '../../src/core/duration.ts';
import { aws, inTurn, keepLooking } from '../cloud.ts';
import { type Listed, listedOf } from '../model/executions.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Badge } from '../parts/badge.tsx';
import { Problem } from '../parts/problem.tsx';
import { Rows } from '../parts/rows.tsx';
import { linkTo } from '../route.ts';
import { count } from '../words.ts';

/** The child executions of a Distributed Map, as they are now. */
export function Children({ mapRunArn }: { readonly mapRunArn: string }) {
  const { run, children, problem } = useMapRun(mapRunArn);
  const { total = 0, failed: lost = 0, pending = 0, running = 0 } = run?.itemCounts ?? {};
  const failed = children.filter(({ status }) => status === 'FAILED' || status === 'TIMED_OUT');
  return (
    <section class="data">
      <h3>
        {count(children.length, 'child execution')}, {failed.length} failed
      </h3>
      {run && (
        <p class="dim">
          Map Run {run.status!.toLowerCase()}: {count(total, 'item')}, {pending + running} to come,{' '}
          {lost} failed
        </p>
      )}
      <Problem text={problem} />
      <Rows
        label="Child executions"
        className="children"
        headings={['Status', 'Execution', 'Took']}
        items={[...failed, ...children.filter((one) => !failed.includes(one))]}
        keyOf={({ arn }) => arn}
        cells={({ arn, name, status, started, ended }) => [
          <Badge key="status" status={status} />,
          <a key="name" href={linkTo('executions', arn)} title={name}>
            {name}
          </a>,
          ended === undefined ? '' : formatDuration(ended - started),
        ]}
      />
    </section>
  );
}

/** The Map Run while it goes on, and its children whenever it counts other ones. */
function useMapRun(mapRunArn: string) {
  const [run, setRun] = useState<DescribeMapRunCommandOutput>();
  const [children, setChildren] = useState<readonly Listed[]>([]);
  const { attempt, problem } = useAttempt();
  useEffect(() => {
    let known = '';
    const look = () =>
      attempt(async () => {
        const now = await describeMapRun(mapRunArn);
        const counts = JSON.stringify([now.executionCounts, now.status]);
        if (counts === known) return;
        known = counts;
        setRun(now);
        setChildren(
          await childrenOf(mapRunArn, (some) =>
            setChildren((before) => (some.length > before.length ? some : before)),
          ),
        );
      });
    return keepLooking(inTurn(look), 500);
  }, [mapRunArn]);
  return { run, children, problem };
}

function describeMapRun(mapRunArn: string): Promise<DescribeMapRunCommandOutput> {
  return aws.call('SFN', 'DescribeMapRun', { mapRunArn });
}

/** A thousand at a time: `some` is told of those that are read, while there are more to come. */
async function childrenOf(
  mapRunArn: string,
  some: (children: readonly Listed[]) => void,
): Promise<readonly Listed[]> {
  let found: readonly Listed[] = [];
  let nextToken: string | undefined;
  do {
    const input = { mapRunArn, maxResults: 1000, ...(nextToken && { nextToken }) };
    const page = await aws.call<ListExecutionsCommandOutput>('SFN', 'ListExecutions', input);
    found = [...found, ...page.executions!.map((one) => listedOf(one, ''))];
    nextToken = page.nextToken;
    some(found);
  } while (nextToken !== undefined);
  return found;
}
