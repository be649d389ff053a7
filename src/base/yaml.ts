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
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, schema: 'core', version: '1.2' });
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
      if (node.tag && !node.tag.startsWith('tag:yaml.org,2002:'))
        refuse(node.range?.[0] ?? 0, `the tag ${node.tag} is not allowed`, 'remove it');
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
      const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
      const start = node?.range?.[0] ?? 0;
      return place(offset === undefined ? start : start + offset + (quoted ? 1 : 0));
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
      const known = schemaKeys(schema);
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

const nameOf = (path: Path): string => {
  const last = path.filter((p) => typeof p === 'string').at(-1);
  return last === undefined ? '' : `"${last}": `;
};

const schemaKeys = (schema: z.ZodType): string[] => {
  const shape = (schema as unknown as { shape?: Record<string, unknown> }).shape;
  return shape ? Object.keys(shape) : [];
};
