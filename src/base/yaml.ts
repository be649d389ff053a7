import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, type YAMLMap } from 'yaml';
import type { z } from 'zod';
import { error, type Position, type Report } from './diagnostic.ts';
import { issuesWithin, schemaKeys } from './schema-parts.ts';
import { didYouMean } from './spelling.ts';
import { parseStrict } from './yaml-strict.ts';

export type Path = readonly (string | number)[];

/** A YAML file read once: its plain value, and the place in the file of every part of it. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** Where the value at a path starts; the nearest parent where the path leads nowhere. `offset` counts inside a scalar's own text. */
  readonly at: (path: Path, offset?: number) => Position;
  /** Where the key at a path starts. */
  readonly keyAt: (path: Path) => Position;
  /** The scalar at a path as it was typed: `52.20` stays `52.20`. */
  readonly source: (path: Path) => string | undefined;
}

/** Reads YAML for editors: problems are reported with their line; anchors, tags and huge files are refused. */
export const readYaml = (file: string, saved: string, report: Report): YamlFile | undefined => {
  // The library stumbles over a byte order mark before a list.
  const text = saved.replace(/^\ufeff/, '');
  const lines = new LineCounter();
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const document = parseStrict(text, lines, (offset, message, hint) =>
    report(error(place(offset), 'yaml', message, hint)),
  );
  if (!document) return undefined;

  // Long maps are asked for every one of their keys.
  const known = new Map<Node, ReadonlyMap<string, Pair>>();
  const pairsOf = (map: YAMLMap): ReadonlyMap<string, Pair> => {
    const pairs =
      known.get(map) ??
      new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
    known.set(map, pairs);
    return pairs;
  };
  const nodeAt = (path: Path): { node: Node | null; key: Node | null } => {
    let node = document.contents as Node | null;
    let key: Node | null = null;
    for (const part of path) {
      let found: Node | null = null;
      if (isMap(node)) {
        const pair = pairsOf(node).get(String(part));
        if (pair) {
          key = pair.key as Node;
          found = (pair.value as Node | null) ?? key;
        }
      } else if (isSeq(node)) found = (node.items[Number(part)] as Node | undefined) ?? null;
      if (!found) break;
      node = found;
    }
    return { node, key };
  };
  return {
    file,
    value: document.toJS() as unknown,
    at: (path, offset) => {
      const { node } = nodeAt(path);
      const [start = 0, end = 0] = node?.range ?? [];
      if (offset === undefined || !isScalar(node)) return place(start);
      return place(start + written(text.slice(start, end), offset));
    },
    keyAt: (path) => place(nodeAt(path).key?.range?.[0] ?? nodeAt(path).node?.range?.[0] ?? 0),
    source: (path) => {
      const { node } = nodeAt(path);
      return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
    },
  };
};

/** Checks the value at a path against a schema; every problem is reported where it stands. */
export const readShape = <T>(yaml: YamlFile, path: Path, schema: z.ZodType<T>, report: Report): T | undefined => {
  let value = yaml.value;
  for (const part of path) value = (value as Record<string | number, unknown> | undefined)?.[part];
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues.flatMap(issuesWithin)) {
    const where = [...path, ...issue.path.filter((p) => typeof p !== 'symbol')];
    if (issue.code === 'unrecognized_keys') {
      const known = schemaKeys(schema, issue.path);
      for (const key of issue.keys)
        report(
          error(
            yaml.keyAt([...where, key]),
            'shape',
            `"${key}" is not known here`,
            didYouMean(key, known, known.length > 0 ? `known: ${known.join(', ')}` : undefined),
          ),
        );
    } else report(error(yaml.at(where), 'shape', `${nameOf(where)}${issue.message.toLowerCase()}`, hintOf(issue)));
  }
  return undefined;
};

/** What a schema's own test says to do: the `hint` among its params. */
const hintOf = (issue: z.core.$ZodIssue): string | undefined =>
  issue.code === 'custom' && typeof issue.params?.['hint'] === 'string' ? issue.params['hint'] : undefined;

/** Where the letter at an offset of a scalar's value stands in its source: quotes and escapes take room there. */
const written = (source: string, offset: number): number => {
  if (source.startsWith('|')) return inBlock(source, offset);
  const escaped = source.startsWith('"') ? ESCAPE : source.startsWith("'") ? /^''/ : undefined;
  if (!escaped) return offset;
  let at = 1;
  for (let left = offset; left > 0 && at < source.length - 1; left--)
    at += escaped.exec(source.slice(at, at + 10))?.[0].length ?? 1;
  return at;
};

/** In a block every line stands below its `|`, behind the indentation of the first. */
const inBlock = (source: string, offset: number): number => {
  const [head = '', ...lines] = source.split('\n');
  const indent = /^ */.exec(lines.find((line) => line.trim() !== '') ?? '')?.[0].length ?? 0;
  let [at, left] = [head.length + 1, offset];
  for (const line of lines) {
    const length = Math.max(0, line.length - indent) + 1;
    if (left < length) return at + indent + left;
    at += line.length + 1;
    left -= length;
  }
  return 0;
};

const ESCAPE = /^\\(x..|u....|U........|.)/;

const nameOf = (path: Path): string => {
  const last = path.filter((p) => typeof p === 'string').at(-1);
  return last === undefined ? '' : `"${last}": `;
};
