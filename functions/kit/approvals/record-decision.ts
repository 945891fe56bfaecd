import { now } from '../clock.ts';
import type { HttpAnswer } from '../http.ts';
import { httpHandler } from '../http.ts';
import { type Approval, situationOf } from './approval.ts';
import { currentPage, deliver } from './deliver.ts';
import { type Form, problemWith, readForm } from './form.ts';
import { answeredPage, failedPage, questionPage, unknownPage } from './pages.ts';
import { pageRoute } from './route.ts';
import { decide, findApproval } from './store.ts';

/**
 * POST /approvals/{id}: decides once. The condition of the write lets one decision through however
 * many are sent; then the workflow is told.
 */
export const handler = httpHandler(
  pageRoute(async (id, event) => {
    const approval = await findApproval(id);
    return approval === undefined ? unknownPage() : answer(approval, readForm(event));
  }),
  failedPage,
);

async function answer(approval: Approval, form: Form): Promise<HttpAnswer> {
  const situation = situationOf(approval, now());
  const { decision } = approval;
  if (situation === 'untold' && decision?.decision === form.choice) {
    return deliver(approval, decision, 'again');
  }
  if (situation !== 'open') return answeredPage(approval, situation, 'POST');
  const message = problemWith(approval, form);
  if (message !== undefined) {
    return questionPage(approval, { statusCode: 400, message, comment: form.comment });
  }
  return record(approval, form);
}

async function record(approval: Approval, { choice, comment }: Form): Promise<HttpAnswer> {
  const decidedAt = new Date(now()).toISOString();
  const decision = { decision: choice, comment, decidedAt };
  return (await decide(approval, decision))
    ? deliver(approval, decision, 'first')
    : currentPage(approval, comment);
}
