import { now } from '../clock.ts';
import { httpHandler } from '../http.ts';
import { situationOf } from './approval.ts';
import { answeredPage, failedPage, questionPage, unknownPage } from './pages.ts';
import { pageRoute } from './route.ts';
import { findApproval } from './store.ts';

/**
 * GET /approvals/{id}: what is asked, or what became of it. It changes nothing: programs that scan
 * mails for viruses open every link.
 */
export const handler = httpHandler(
  pageRoute(async (id) => {
    const approval = await findApproval(id);
    if (approval === undefined) return unknownPage();
    const situation = situationOf(approval, now());
    return situation === 'open' ? questionPage(approval) : answeredPage(approval, situation, 'GET');
  }),
  failedPage,
);
