import type {
  EventSourceMappingConfiguration,
  FunctionConfiguration,
} from '@aws-sdk/client-lambda';
import { pretty } from '../words.ts';
import { every, type Kind, row, textOf, told } from './kind.ts';

const next = ['NextMarker', 'Marker'] as const;
const FACTS = ['FunctionArn', 'Runtime', 'Handler', 'MemorySize', 'Timeout', 'Role', 'Environment'];

/** Lambda's functions, and what they are fed from. */
export const functions: Kind = {
  name: 'functions',
  async list(aws) {
    const found = await every<FunctionConfiguration>(aws, {
      ...{ service: 'Lambda', operation: 'ListFunctions', list: 'Functions', next },
    });
    return found.map(({ FunctionName }) => ({ name: FunctionName!, id: FunctionName! }));
  },
  async facts(aws, { id: FunctionName }) {
    const input = { FunctionName };
    return told(await aws.call<object>('Lambda', 'GetFunctionConfiguration', input), FACTS);
  },
  holds: {
    title: 'Event sources',
    async read(aws, { id: FunctionName }) {
      const found = await every<EventSourceMappingConfiguration>(aws, {
        ...{ service: 'Lambda', operation: 'ListEventSourceMappings', list: 'EventSourceMappings' },
        ...{ input: { FunctionName }, next },
      });
      return {
        headings: ['State', 'Source'],
        rows: found.map((one) => row([one.State, one.EventSourceArn], one)),
      };
    },
  },
  acts: [
    {
      label: 'Invoke',
      fields: [{ name: 'Payload', isLong: true, first: '{}' }],
      async run(aws, { id: FunctionName }, { Payload }) {
        const input = { FunctionName, Payload, LogType: 'Tail' };
        const answer = await aws.call<Answer>('Lambda', 'Invoke', input);
        const { FunctionError, Payload: bytes = '', LogResult = '' } = answer;
        const failed = FunctionError === undefined ? '' : `${FunctionError}: `;
        return `${failed}${pretty(textOf(bytes))}\n\n${textOf(LogResult)}`;
      },
    },
  ],
};

/** Of Invoke, with its bytes as base64. */
interface Answer {
  readonly FunctionError?: string;
  readonly Payload?: string;
  readonly LogResult?: string;
}
