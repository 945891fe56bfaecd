import type {
  DescribeRuleCommandOutput,
  EventBus,
  PutEventsCommandOutput,
  Rule,
  Target,
} from '@aws-sdk/client-eventbridge';
import { every, type Kind, row, told } from './kind.ts';

const service = 'EventBridge';

/** EventBridge's rules, of every bus. An event goes to the rule's bus, and to every rule that it fits. */
export const rules: Kind = {
  name: 'rules',
  async list(aws) {
    const buses = await every<EventBus>(aws, {
      ...{ service, operation: 'ListEventBuses', list: 'EventBuses' },
    });
    const found = buses.map(({ Name }) =>
      every<Rule>(aws, {
        ...{ service, operation: 'ListRules', list: 'Rules', input: { EventBusName: Name } },
      }),
    );
    return (await Promise.all(found))
      .flat()
      .map(({ Name, EventBusName }) => ({ name: Name!, id: `${EventBusName}/${Name}` }));
  },
  async facts(aws, { id }) {
    const rule = await aws.call<DescribeRuleCommandOutput>(service, 'DescribeRule', named(id));
    const names = ['Arn', 'State', 'EventBusName', 'ScheduleExpression', 'EventPattern'];
    return told(rule, names);
  },
  holds: {
    title: 'Targets',
    async read(aws, { id }) {
      const { Name: Rule, EventBusName } = named(id);
      const found = await every<Target>(aws, {
        ...{ service, operation: 'ListTargetsByRule', list: 'Targets' },
        input: { Rule, EventBusName },
      });
      return {
        headings: ['Id', 'Target'],
        rows: found.map((one) => row([one.Id, one.Arn], one)),
      };
    },
  },
  acts: [
    {
      label: 'Put an event',
      fields: [
        { name: 'Source', first: (facts) => wanted(new Map(facts), 'source') ?? 'console' },
        { name: 'Detail type', first: (facts) => wanted(new Map(facts), 'detail-type') ?? 'test' },
        { name: 'Detail', isLong: true, first: '{}' },
      ],
      async run(aws, { id }, { Source, 'Detail type': DetailType, Detail }) {
        const { EventBusName } = named(id);
        const { Entries } = await aws.call<PutEventsCommandOutput>(service, 'PutEvents', {
          Entries: [{ EventBusName, Source, DetailType, Detail }],
        });
        const { EventId, ErrorCode, ErrorMessage } = Entries![0]!;
        if (ErrorCode !== undefined) throw new Error(`${ErrorCode}: ${ErrorMessage}`);
        return `It was taken as ${EventId}.`;
      },
    },
  ],
};

function named(id: string) {
  const at = id.lastIndexOf('/');
  return { EventBusName: id.slice(0, at), Name: id.slice(at + 1) };
}

/** The first value that a rule's pattern asks for. */
function wanted(facts: ReadonlyMap<string, string>, member: string): string | undefined {
  const pattern = JSON.parse(facts.get('EventPattern') ?? '{}') as Record<string, unknown>;
  const [first] = [pattern[member]].flat();
  return typeof first === 'string' ? first : undefined;
}
