import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { error, type Position, type Report } from './diagnostic.ts';
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
export const readYaml = (file: string, text: string, report: Report): YamlFile | undefined => {
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

  const nodeAt = (path: Path): { node: Node | null; key: Node | null } => {
    let node: Node | null = document.contents;
    let key: Node | null = null;
    for (const part of path) {
      let found: Node | null = null;
      if (isMap(node)) {
        for (const pair of node.items) {
          if (isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(part)) {
            key = pair.key;
            found = (pair.value as Node | null) ?? pair.key;
          }
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
  for (const issue of result.error.issues) {
    const where = [...path, ...issue.path.filter((p) => typeof p !== 'symbol')];
    if (issue.code === 'unrecognized_keys') {
      const known = schemaKeys(schemaAt(schema, issue.path));
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
  const escaped = source.startsWith('"') ? ESCAPE : source.startsWith("'") ? /^''/ : undefined;
  if (!escaped) return offset;
  let at = 1;
  for (let left = offset; left > 0 && at < source.length - 1; left--)
    at += escaped.exec(source.slice(at, at + 10))?.[0].length ?? 1;
  return at;
};

const ESCAPE = /^\\(x..|u....|U........|.)/;

const nameOf = (path: Path): string => {
  const last = path.filter((p) => typeof p === 'string').at(-1);
  return last === undefined ? '' : `"${last}": `;
};

/** What a schema may hold inside it, of the kinds that files are made of. */
interface Inside {
  readonly shape?: Readonly<Record<string, Inside>>;
  readonly element?: Inside;
  readonly valueType?: Inside;
  readonly unwrap?: () => Inside;
}

const bare = (schema: Inside | undefined): Inside | undefined =>
  schema?.unwrap && !schema.element ? bare(schema.unwrap()) : schema;

/** The part of a schema that a problem's path leads to; undefined where only one of several alternatives would tell. */
const schemaAt = (schema: unknown, path: readonly PropertyKey[]): Inside | undefined => {
  let part = bare(schema as Inside);
  for (const key of path) part = bare(part?.shape?.[String(key)] ?? part?.element ?? part?.valueType);
  return part;
};

const schemaKeys = (schema: Inside | undefined): string[] => Object.keys(schema?.shape ?? {});
