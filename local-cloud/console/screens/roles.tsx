import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Denial } from '../../src/authorization/recorded-calls.ts';
import { type Grant, readGrants, type Uses } from '../../src/client/grants.ts';
import { aws, control, listen } from '../cloud.ts';
import { denialsOf, type SameDenials } from '../model/calls.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Choice } from '../parts/choice.tsx';
import { Denied } from '../parts/denied.tsx';
import { Problem } from '../parts/problem.tsx';
import { Rows } from '../parts/rows.tsx';
import { Search } from '../parts/search.tsx';
import { linkTo, replaceLink } from '../route.ts';
import { count } from '../words.ts';

const USES = ['used', 'not used'];

/** What every role is granted, and what of it was used. */
export function RolesScreen({ query }: { readonly query: URLSearchParams }) {
  const { grants, denials, problem } = useGrants();
  const of = (name: string) => query.get(name) ?? '';
  const chosen = { text: of('text'), role: of('role'), use: of('use') };
  const choose = (to: Partial<typeof chosen>) =>
    replaceLink(linkTo('roles', '', { ...chosen, ...to }));
  const { text, role, use } = chosen;
  const shown = useMemo(
    () => grants?.filter((grant) => isWanted(grant, { text, role, use })) ?? [],
    [grants, text, role, use],
  );
  const roles = [...new Set(grants?.map((grant) => grant.role))].sort();
  return (
    <>
      <div class="bar">
        <h1>Roles</h1>
        <Search label="Search grants" value={text} onSearch={(to) => choose({ text: to })} />
        <Choice
          label="Role"
          all="All roles"
          value={role}
          options={roles}
          onChoose={(to) => choose({ role: to })}
        />
        <Choice
          label="Use"
          all="Used or not"
          value={use}
          options={USES}
          onChoose={(to) => choose({ use: to })}
        />
        <span class="dim" role="status">
          {grants ? count(shown.length, 'grant') : 'Reading…'}
        </span>
      </div>
      <Problem text={problem} />
      {denials.length > 0 && (
        <details class="denials" open>
          <summary>
            {count(denials.length, 'call')} that {denials.length === 1 ? 'was' : 'were'} denied
          </summary>
          {denials.map((denial) => (
            <Denied key={`${denial.role} ${denial.action} ${denial.resource}`} {...denial} />
          ))}
        </details>
      )}
      {grants && (
        <Rows
          label="Grants"
          className="grants"
          headings={['Used', 'Role', 'Action', 'Resource']}
          items={shown}
          keyOf={(grant) => JSON.stringify(grant)}
          cells={cellsOf}
        />
      )}
    </>
  );
}

function cellsOf({ role, effect, action, resource, isConditional, used }: Grant) {
  return [
    <span key="used" class={used ? 'tone-succeeded' : 'tone-none'}>
      {used === undefined ? '' : used === 0 ? 'never' : `${used}×`}
    </span>,
    <span key="role" title={role}>
      {role}
    </span>,
    <span key="action" title={action}>
      {effect === 'Deny' && <b>Deny </b>}
      {action}
    </span>,
    <span key="resource" title={resource}>
      {resource}
      {isConditional && <small class="dim"> on a condition</small>}
    </span>,
  ];
}

function isWanted(
  { role, action, resource, used }: Grant,
  wanted: { readonly text: string; readonly role: string; readonly use: string },
): boolean {
  const words = `${role} ${action} ${resource}`.toLowerCase();
  if (!words.includes(wanted.text.toLowerCase())) return false;
  if (wanted.role !== '' && role !== wanted.role) return false;
  if (wanted.use === '') return true;
  return wanted.use === 'used' ? (used ?? 0) > 0 : used === 0;
}

/** As of when the screen was opened, or was come back to. */
function useGrants() {
  const [grants, setGrants] = useState<readonly Grant[]>();
  const [denials, setDenials] = useState<readonly SameDenials[]>([]);
  const { attempt, problem } = useAttempt();
  useEffect(() => {
    const read = () =>
      void attempt(async () => {
        const told = await control<{ denials: Denial[] }>('GET', '/denials');
        setDenials(denialsOf(told.denials));
        setGrants(await readGrants(aws, await control<Uses>('GET', '/grants')));
      });
    return listen(undefined, { begins: read });
  }, []);
  return { grants, denials, problem };
}
