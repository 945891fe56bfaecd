import type { Cloud } from 'local-cloud';
import { demand, Finding } from '../kit/finding.ts';
import type { Proofs } from '../kit/lab.ts';
import { lastErrorOf } from '../kit/logs.ts';
import { DEFINITION, demandExpiry, demandOutput, outcome } from '../kit/runs.ts';

const FUNCTION = 'functions/decide.mjs';
const TASK = `"Ask Buyer" in ${DEFINITION}`;

/** What opens the links of a mail before a person does. */
const SCANNERS = ['SampleScanner/1.0 (bot)', 'Mozilla/5.0 (sample preview of a mail program)'];
const PREFETCHES = 100;
/** After each of the first so many, and after the last, the run is looked at. */
const LOOKED_AT = 5;

/** Starts a run; gives its ARN and the link in the mail that it sends. */
async function ask(cloud: Cloud): Promise<{ arn: string; link: string }> {
  const before = (await cloud.mails()).length;
  const arn = await cloud.start('Workflow', { tea: 'Sample Darjeeling' });
  const execution = await cloud.execution(arn);
  const [mail] = (await cloud.mails()).slice(before);
  const [link] = /http:\S+/.exec(mail?.body ?? '') ?? [];
  if (link !== undefined) return { arn, link };
  throw new Finding({
    happened: mail
      ? 'The mail has no link in it'
      : `No mail was sent: the run is ${outcome(execution)}`,
    expected: 'The buyer gets a mail with a link',
    look: `"Arguments" of ${TASK}`,
    execution,
  });
}

async function demandUndecided(cloud: Cloud, arn: string, happened: string): Promise<void> {
  const execution = await cloud.execution(arn);
  demand(execution.status === 'RUNNING', {
    happened,
    expected: 'Opening a link shows the question, whoever opens it and however often',
    look: FUNCTION,
    execution,
  });
}

/** A request of the link, which the function has to answer. */
async function request(cloud: Cloud, link: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(link, init);
  const error = answer.status < 500 ? undefined : await lastErrorOf(cloud, 'Decide');
  demand(answer.status < 500, {
    happened: `The function failed at a ${init.method ?? 'GET'}: ${error}`,
    expected: 'A page',
    look: FUNCTION,
  });
  return answer;
}

/** Presses a button, as the form does; gives the status of the answer. */
async function press(cloud: Cloud, link: string, choice: string): Promise<number> {
  const body = new URLSearchParams({ choice });
  return (await request(cloud, link, { method: 'POST', body })).status;
}

async function pressDecides(cloud: Cloud, choice: string): Promise<void> {
  const { arn, link } = await ask(cloud);
  const status = await press(cloud, link, choice);
  const execution = await cloud.execution(arn);
  demand(execution.status !== 'RUNNING', {
    happened: `The button "${choice}" was pressed once: the answer was ${status}, and the run still waits`,
    expected: 'One POST decides',
    look: `${FUNCTION}, and PressRoute in template.yaml`,
    execution,
  });
  const what = `A run whose button "${choice}" was pressed`;
  demandOutput(execution, { decision: choice }, what, FUNCTION);
}

export const proofs: Proofs = {
  'A hundred prefetches of the link decide nothing': async (cloud) => {
    const { arn, link } = await ask(cloud);
    for (let sent = 1; sent <= PREFETCHES; sent += 1) {
      const agent = SCANNERS[(sent - 1) % SCANNERS.length]!;
      await request(cloud, link, { headers: { 'user-agent': agent } });
      const opened = `${agent} opened the link (request ${sent}), and that decided`;
      if (sent <= LOOKED_AT || sent === PREFETCHES) await demandUndecided(cloud, arn, opened);
    }
  },
  'The link shows a form that is sent by POST': async (cloud) => {
    const { link } = await ask(cloud);
    const html = await (await request(cloud, link)).text();
    demand(/<form[^>]*\smethod\s*=\s*["']?post/i.test(html) && html.includes('choice'), {
      happened: `The page behind the link is: ${html.slice(0, 200)}`,
      expected: 'A form with method="post" and buttons named choice',
      look: FUNCTION,
    });
  },
  'One POST approves': (cloud) => pressDecides(cloud, 'approve'),
  'One POST declines': (cloud) => pressDecides(cloud, 'decline'),
  'A POST that chooses nothing decides nothing': async (cloud) => {
    const { arn, link } = await ask(cloud);
    const status = await press(cloud, link, 'perhaps');
    const execution = await cloud.execution(arn);
    demand(status >= 400 && execution.status === 'RUNNING', {
      happened: `The choice "perhaps" was answered with ${status}, and the run is ${outcome(execution)}`,
      expected: 'It is neither approve nor decline: a status from 400 on, and the run waits on',
      look: FUNCTION,
      execution,
    });
  },
  'A second press comes too late, and says so': async (cloud) => {
    const { arn, link } = await ask(cloud);
    await press(cloud, link, 'approve');
    const before = await cloud.execution(arn);
    const status = await press(cloud, link, 'approve');
    const execution = await cloud.execution(arn);
    demand(status >= 400 && execution.events.length === before.events.length, {
      happened: `The second press of a button was answered with ${status}, as if it counted`,
      expected: 'One POST decides; the next is told that it is too late, by a status from 400 on',
      look: FUNCTION,
      execution,
    });
  },
  'Silence expires after a day, by name': async (cloud) => {
    const { arn } = await ask(cloud);
    await cloud.clock.advance('25h');
    const told = {
      waiting: 'Nobody answered for a day, and the run still waits',
      what: 'A run that nobody answered',
    };
    demandExpiry(await cloud.execution(arn), 'NobodyDecided', told, TASK);
  },
};

export const starts = {
  'A hundred prefetches of the link decide nothing': '(request 1), and that decided',
  'The link shows a form that is sent by POST': 'The page behind the link is: <p>Thank you',
  'One POST declines': 'gave {"decision":"approve"}',
  'A POST that chooses nothing decides nothing': 'was answered with 200, and the run is SUCCEEDED',
};
