import type { ListReplaysRequest, ListReplaysResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { replayName, replayState, sourceArn } from '../archive-members.ts';
import { checkOneFilter } from '../one-filter.ts';
import { page, paged } from '../pages.ts';
import type { Replays } from '../replays.ts';
import { replayOf } from './describeReplay.ts';

/**
 * Lists replays by name, page by page. Errors: ValidationException for more than one filter, and for
 * a token that is none.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListReplays.html
 */
export function listReplays(replays: Replays): Operation<ListReplaysRequest, ListReplaysResponse> {
  return {
    members: { NamePrefix: replayName, State: replayState, EventSourceArn: sourceArn, ...paged },
    permissions: () => [{ action: 'events:ListReplays', resource: '*' }],
    handle({ NamePrefix, State, EventSourceArn, ...asked }) {
      checkOneFilter('ListReplays', [NamePrefix, EventSourceArn, State]);
      const found = replays
        .all()
        .map((replay) => replayOf(replays, replay))
        .filter((replay) => replay.ReplayName.startsWith(NamePrefix ?? ''))
        .filter((replay) => State === undefined || replay.State === State)
        .filter((replay) => [undefined, replay.EventSourceArn].includes(EventSourceArn));
      const { items, next } = page(found, asked);
      return { Replays: [...items], ...next };
    },
  };
}
