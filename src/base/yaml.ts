import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit, type YAMLMap } from 'yaml';
import type { z } from 'zod';
import { error, type Position, type Report } from './diagnostic.ts';
import { issuesWithin, schemaKeys } from './schema-parts.ts';
import { didYouMean } from './spelling.ts';

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

const MOST_BYTES = 512 * 1024;

/** Reads YAML for editors: problems are reported with their line; anchors, tags and huge files are refused. */
export const readYaml = (file: string, saved: string, report: Report): YamlFile | undefined => {
  // The library stumbles over a byte order mark before a list.
  const text = saved.replace(/^\ufeff/, '');
  const lines = new LineCounter();
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (text.length > MOST_BYTES) {
    report(
      error({ file, line: 1, column: 1 }, 'yaml', 'this file is too large', 'split it by topic (512 KiB at most)'),
    );
    return undefined;
  }
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, schema: 'core', version: '1.2' });
  let broken = false;
  const refuse = (offset: number, message: string, hint?: string): void => {
    broken = true;
    report(error(place(offset), 'yaml', message, hint));
  };
  for (const problem of [...document.errors, ...document.warnings])
    refuse(problem.pos[0], (problem.message.split('\n')[0] ?? '').replace(/ at line .*$/, ''));
  visit(document, {
    Alias: (_, node) =>
      refuse(node.range?.[0] ?? 0, 'anchors and aliases (& and *) are not allowed', 'write the value out'),
    Node: (_, node) => {
      if ('anchor' in node && node.anchor)
        refuse(node.range?.[0] ?? 0, 'anchors and aliases (& and *) are not allowed', 'write the value out');
      if (node.tag) refuse(node.range?.[0] ?? 0, `the tag ${node.tag} is not allowed`, 'remove it');
    },
    // The library's own test for equal keys takes seconds in a file of many thousand keys.
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? String(key.value) : undefined;
        if (name === undefined)
          refuse((key as Node | null)?.range?.[0] ?? 0, 'a key must be one word or a quoted text');
        else if (seen.has(name)) refuse((key as Node).range?.[0] ?? 0, `keys must be unique: "${name}" stands twice`);
        else seen.add(name);
      }
    },
    Pair: (_, pair) => {
      const key = isScalar(pair.key) ? pair.key : undefined;
      if (key?.value === '__proto__' || key?.value === 'constructor' || key?.value === 'prototype')
        refuse(key.range?.[0] ?? 0, `"${key.value}" cannot be a name here`, 'choose another name');
    },
  });
  if (broken) return undefined;

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
    let node: Node | null = document.contents;
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
    } else report(error(yaml.at(where), 'shape', `${nameOf(where)}${issue.message.toLowerCase()}`));
  }
  return undefined;
};

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
