import type { Release } from '../../content/release.ts';
import type { Outcome, Part } from '../../flow/model.ts';
import { createBasis } from './basis.ts';
import type { Difference, Reoffered, Rerouted } from './difference.ts';
import { createRewordings } from './rewordings.ts';
import { type Meeting, walk } from './walk.ts';
import type { Words } from './words.ts';

/** What is said and where people come to, by every path through the flows that both releases have. */
export const compareRoutes = (
  before: Release,
  after: Release,
  words: Words,
  now: number,
): Pick<Difference, 'messages' | 'routes' | 'options' | 'unfinished'> => {
  const messages = createRewordings();
  const routes = new Map<string, Rerouted & { readonly answers: string[] }>();
  const options = new Map<string, Reoffered>();
  let path = 0;
  for (const { change, where, ...said } of words.own()) messages.add(change, { ...said, where, path: path++ });
  const meet = (meeting: Meeting): void => {
    path++;
    if (!meeting.together) {
      const [from, to] = [placeOf(meeting.before), placeOf(meeting.after)];
      const { at, answer } = meeting;
      const known = routes.get(`${at} ${from} ${to}`)?.answers ?? [];
      if (answer !== '' && !known.includes(answer)) known.push(answer);
      count(routes, `${at} ${from} ${to}`, { at, answers: known, before: from, after: to, paths: 1 });
      return;
    }
    for (const [where, a, b] of pairsOf(meeting.before, meeting.after))
      for (const { change, locale, medium } of words.part(a, b)) messages.add(change, { locale, medium, where, path });
    const [once, today] = [offeredAt(meeting.before), offeredAt(meeting.after)];
    const at = placeOf(meeting.after);
    for (const [id, offered] of once) {
      const same = today.get(id);
      if (!same) count(options, `gone ${at} ${id}`, { at, option: id, change: 'gone', paths: 1 });
      else
        for (const { change, locale, medium } of words.label(offered, same))
          messages.add(change, { locale, medium, where: at, path });
    }
    for (const id of today.keys())
      if (!once.has(id)) count(options, `new ${at} ${id}`, { at, option: id, change: 'new', paths: 1 });
  };
  const [old, next] = [createBasis(before), createBasis(after)];
  const unfinished = [...after.flows.keys()].filter((flow) => {
    if (!before.flows.has(flow)) return false;
    const basis = next(flow);
    return (basis === undefined || basis !== old(flow)) && !walk(before, after, flow, now, meet);
  });
  return { messages: messages.done(), routes: [...routes.values()], options: [...options.values()], unfinished };
};

const count = <T extends { readonly paths: number }>(into: Map<string, T>, key: string, one: T): void => {
  into.set(key, { ...one, paths: (into.get(key)?.paths ?? 0) + 1 });
};

const placeOf = ({ at }: Outcome): string => `${at.flow}/${at.step}`;

const offeredAt = ({ options, named = [] }: Outcome) =>
  new Map([...options, ...named].map((option) => [option.id, option] as const));

/** What is said in both, and what only one of them says, each with the name of its text. Answers are compared by themselves. */
const pairsOf = (
  before: Outcome,
  after: Outcome,
): readonly (readonly [where: string, a: Part | undefined, b: Part | undefined])[] => {
  const left = [...before.parts];
  const same = after.parts.map((part) => {
    const found = left.findIndex((other) => nameOf(other) === nameOf(part) && roleOf(other) === roleOf(part));
    return { part, other: found === -1 ? undefined : left.splice(found, 1)[0] };
  });
  // What has another name only is compared in its order.
  const pairs = same.map(({ part, other = left.shift() }) => [nameOf(part), other, part] as const);
  return [...left.map((part) => [nameOf(part), part, undefined] as const), ...pairs].filter(
    ([, a, b]) => a?.kind !== 'answer' || b?.kind !== 'answer' || a.id !== b.id,
  );
};

const nameOf = (part: Part): string => {
  if (part.kind === 'answer') return `answer ${part.id}`;
  return part.kind === 'system' ? `system/${part.key}` : `${part.flow}/${part.key}`;
};

const roleOf = (part: Part): string => (part.kind === 'text' ? part.role : part.kind);
