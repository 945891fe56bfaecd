import type { HttpAnswer } from '../http.ts';
import { type Approval, labelOf, MAX_COMMENT, type Situation } from './approval.ts';
import { factList } from './facts.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import { inWords } from './time.ts';

/** What stands above the form when it was not taken. */
interface Problem {
  readonly statusCode: number;
  readonly message: string;
  /** What was written, so that nobody writes it twice. */
  readonly comment: string;
}

/** The question with its facts, and a button for every choice. */
export function questionPage(approval: Approval, problem?: Problem): HttpAnswer {
  const { title, facts, choices } = approval;
  const buttons = choices.map(
    ({ value, label }) => html`<button name="choice" value="${value}">${label}</button>\n`,
  );
  return page(
    problem?.statusCode ?? 200,
    title,
    html`${heading(approval)}
${problem ? html`<p class="alert" role="alert">${problem.message}</p>` : html``}
${factList(facts)}
<form method="post">
<label for="comment">Comment <span>(optional)</span></label>
<textarea id="comment" name="comment" maxlength="${MAX_COMMENT}">
${problem?.comment ?? ''}</textarea>
<div class="choices">
${buttons}</div>
</form>
<p class="note">Your decision is final. Whoever has this link can decide, until
${time(approval.expiresAt * 1000)}. ${origin(approval)}</p>`,
  );
}

/** The question with what was written: a second attempt of its state asks, and a press was for the first. */
export function askedAnewPage(approval: Approval, comment: string): HttpAnswer {
  const message = 'The question was asked anew at this moment. Press again.';
  return questionPage(approval, { statusCode: 409, message, comment });
}

/** Thank you: the workflow has the decision. */
export function takenPage(approval: Approval): HttpAnswer {
  return notice(200, approval, 'Thank you', decided(approval, 'The workflow goes on.'));
}

/** What a link shows that no longer asks, or not as it did. GET answers 200 where all is well. */
export function answeredPage(
  approval: Approval,
  situation: Exclude<Situation, 'open'>,
  method: 'GET' | 'POST',
): HttpAnswer {
  const answered = method === 'GET' ? 200 : 409;
  switch (situation) {
    case 'decided':
      return notice(answered, approval, 'Already decided', decided(approval));
    case 'untold':
      return untoldPage(approval, method === 'GET' ? 200 : 503);
    case 'unconfirmed':
      return unconfirmedPage(approval, answered);
    case 'expired':
      return notice(
        410,
        approval,
        'Expired',
        html`<p>This link worked until ${time(approval.expiresAt * 1000)}. The workflow went on without a decision.</p>`,
      );
    case 'moved-on':
      return movedOnPage(approval);
  }
}

/** The task token is of no use any more: timed out, stopped, or answered. */
function movedOnPage(approval: Approval): HttpAnswer {
  return notice(
    410,
    approval,
    'The workflow has moved on',
    html`<p>It no longer waits for this decision: it was answered, was stopped, or ran out of time.</p>`,
  );
}

/** A decision that the workflow may not know. Pressing the button tells it again. */
function untoldPage(approval: Approval, statusCode: number): HttpAnswer {
  return notice(
    statusCode,
    approval,
    'Decided, but perhaps not passed on',
    html`${decided(approval, 'Something failed while the workflow was told.')}
<form method="post">
<div class="choices">
<button name="choice" value="${approval.decision!.decision}">Pass it on again</button>
</div>
</form>`,
  );
}

/** It was passed on twice, or perhaps twice, and a workflow takes it once. */
function unconfirmedPage(approval: Approval, statusCode: number): HttpAnswer {
  return notice(
    statusCode,
    approval,
    'Passed on, not confirmed',
    html`${decided(approval)}
<p>The workflow no longer waits. Most likely it has taken this decision; it may also have been stopped or have run out
of time before. What its execution did says which.</p>`,
  );
}

export function unknownPage(): HttpAnswer {
  return bare(
    404,
    'No such page',
    'Nothing waits for a decision here. Is the link from the mail complete? Links stop to exist 30 days after they expire.',
  );
}

/** Something of ours is out of order. Pressing again is safe. */
export function failedPage(): HttpAnswer {
  return bare(503, 'Something went wrong', 'Nothing is lost. Open the link from the mail again.');
}

function bare(statusCode: number, title: string, text: string): HttpAnswer {
  return page(statusCode, title, html`<h1>${title}</h1>\n<p>${text}</p>`);
}

function notice(statusCode: number, approval: Approval, what: string, text: Html): HttpAnswer {
  return page(
    statusCode,
    `${what}: ${approval.title}`,
    html`${heading(approval)}
<p><strong>${what}.</strong></p>
${text}
<p class="note">${origin(approval)}</p>`,
  );
}

function heading({ workflow, title }: Approval): Html {
  return html`<p class="by">${workflow} asks</p>\n<h1>${title}</h1>`;
}

/** The decision in a sentence, what follows from it, and the comment. */
function decided(approval: Approval, consequence = ''): Html {
  const { decision, comment, decidedAt } = approval.decision!;
  const choice = html`<strong>${labelOf(approval, decision)}</strong>`;
  return html`<p>Decided on ${time(Date.parse(decidedAt))}: ${choice}. ${consequence}</p>
${comment === '' ? html`` : html`<blockquote>${comment}</blockquote>`}`;
}

function origin({ execution }: Approval): Html {
  return html`Asked by execution ${execution.slice(execution.lastIndexOf(':') + 1)}.`;
}

function time(ms: number): Html {
  const date = new Date(ms);
  return html`<time datetime="${date.toISOString()}">${inWords(date)}</time>`;
}
