import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What is wrong inside the alternative that was meant: of the right type, and wrong as far inside as can be. */
export const issuesWithin = (issue: Issue): readonly Issue[] => {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const inner = issue.errors.map((alternative) => alternative.flatMap(issuesWithin));
  const meant = inner.filter(([first]) => first?.code !== 'invalid_type' || first.path.length > 0);
  const [best = []] = meant.toSorted((a, b) => depthOf(b) - depthOf(a));
  return best.length === 0
    ? [issue]
    : best.map((one): Issue => ({ ...one, path: [...issue.path, ...one.path] }) as Issue);
};

const depthOf = (issues: readonly Issue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));

/** What a schema may hold inside it, of the kinds that files are made of. */
interface Inside {
  readonly shape?: Readonly<Record<string, Inside>>;
  readonly element?: Inside;
  readonly valueType?: Inside;
  readonly unwrap?: () => Inside;
  /** Of a union: what it may be. */
  readonly options?: readonly Inside[];
}

const bare = (schema: Inside | undefined): Inside | undefined =>
  schema?.unwrap && !schema.element ? bare(schema.unwrap()) : schema;

/** What has keys or parts, where other alternatives are plain words. */
const objectIn = (schema: Inside | undefined): Inside | undefined =>
  schema?.options?.map(bare).find((option) => option?.shape) ?? schema;

/** The part of a schema that a problem's path leads to; undefined where only one of several alternatives would tell. */
const schemaAt = (schema: unknown, path: readonly PropertyKey[]): Inside | undefined => {
  let part = bare(schema as Inside);
  for (const key of path) {
    const inside = objectIn(part);
    part = bare(inside?.shape?.[String(key)] ?? inside?.element ?? inside?.valueType);
  }
  return objectIn(part);
};

/** The keys that the part of a schema at a path knows. */
export const schemaKeys = (schema: unknown, path: readonly PropertyKey[]): string[] =>
  Object.keys(schemaAt(schema, path)?.shape ?? {});
