import type { ListExecutionsCommandOutput } from '@aws-sdk/client-sfn';
import { useEffect, useState } from 'preact/hooks';
import { pages } from '../../src/client/executions.ts';
import { formatDuration } from '../../src/core/duration.ts';
import { aws } from '../cloud.ts';
import { type Listed, listedOf } from '../model/executions.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Badge } from '../parts/badge.tsx';
import { Problem } from '../parts/problem.tsx';
import { Rows } from '../parts/rows.tsx';
import { linkTo } from '../route.ts';
import { count } from '../words.ts';

interface ChildrenProps {
  readonly mapRunArn: string;
  /** What they change with: read anew when it does. */
  readonly seen: number;
}

/** The child executions of a Distributed Map, as they are now. */
export function Children({ mapRunArn, seen }: ChildrenProps) {
  const [children, setChildren] = useState<readonly Listed[]>([]);
  const { attempt, problem } = useAttempt();
  useEffect(() => {
    void attempt(async () => {
      const found = await pages<ListExecutionsCommandOutput>(aws, 'SFN', 'ListExecutions', {
        mapRunArn,
      });
      setChildren(
        found.flatMap(({ executions }) => executions ?? []).map((one) => listedOf(one, '')),
      );
    });
  }, [mapRunArn, seen]);
  const failed = children.filter(({ status }) => status !== 'SUCCEEDED' && status !== 'RUNNING');
  return (
    <section class="data">
      <h3>
        {count(children.length, 'child execution')}, {failed.length} failed
      </h3>
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
