import { deployCommandOf, openingOf } from './pages.ts';

const RUNNERS = `- [runners](runners): what does on your machine the jobs that AWS runs in machines of its own.
`;

/** The README of a project with one workflow, from the workflow's page as that project has it. */
export function readme(
  slug: string,
  page: string,
  { origin, hasRunners }: { readonly origin: string; readonly hasRunners: boolean },
): string {
  return `# ${slug}

${openingOf(page)}

\`\`\`sh
npm install
npm run demo   # runs every scenario in a local cloud: no Docker, no AWS account
npm test       # runs the unit tests
\`\`\`

\`npm start\` keeps the local cloud up for the AWS CLI and the SDKs.
[The page of the workflow](docs/workflows/${slug}.md) tells what to type then, what it does, how it
fails and recovers, and how to operate it.

- [serverless.yml](serverless.yml): functions, triggers, resources, roles, alarms.
- [statemachines](statemachines): the state machine, plain ASL.
- [functions](functions): the handlers with their tests, and in \`kit\` what they are made with.
- [events](events): payloads, and the scenarios that \`npm run demo\` runs.
${hasRunners ? RUNNERS : ''}- [serverless/esbuild.ts](serverless/esbuild.ts): bundles the handlers. Serverless Framework v4 does
  so itself, and the plugin stands aside.
- [vendor](vendor): the local cloud, packed. It is a development dependency, and not deployed.

## On AWS

\`\`\`sh
${deployCommandOf(page)}
\`\`\`

[docs/deploy.md](docs/deploy.md) tells who gets mail, which stage keeps its data, and what whoever deploys
must be allowed to do.

---

Copied from ${origin}, where the other workflows are that the pages name.
Licence: [MIT-0](LICENSE).
`;
}
