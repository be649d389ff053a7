import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  type LineCounter,
  type Node,
  Parser,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { hiddenIn } from './visible.ts';

/** Told what cannot be, and where: an offset in the text. */
export type Refuse = (offset: number, message: string, hint: string) => void;

/** Far beyond what editors write, and far below what makes anything slow. */
const MOST = {
  bytes: 512 * 1024,
  lines: 50_000,
  levels: 40,
  brackets: 500,
  letters: 4000,
  nameLetters: 200,
  problems: 20,
} as const;

const TOO_DEEP = ['this is nested too deeply', `${MOST.levels} levels at most`] as const;
const ALIAS = ['anchors and aliases (& and *) are not allowed', 'write the value out'] as const;
const NAMES_OF_OBJECTS = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads YAML as plain data: nothing in it can point elsewhere, name a type, be deep or long beyond measure, or hide. */
export const parseStrict = (text: string, lines: LineCounter, report: Refuse): Document | undefined => {
  let problems = 0;
  // The first problems tell what kind of file it is; a hundred thousand more would bury them.
  const refuse: Refuse = (...problem) => {
    if (++problems <= MOST.problems) report(...problem);
  };
  if (text.length > MOST.bytes) {
    refuse(0, 'this file is too large', 'split it by topic (512 KiB at most)');
    return undefined;
  }
  const open = openBrackets(text);
  if (open !== undefined) {
    for (let at = 0; at >= 0; at = text.indexOf('\n', at) + 1 || -1) lines.addNewLine(at);
    refuse(open, ...TOO_DEEP);
    return undefined;
  }
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const hidden = hiddenIn(text);
  const deep = tooDeep(tokens);
  if (hidden) refuse(hidden.offset, ...hiddenSign(hidden.name));
  else if (lines.lineStarts.length > MOST.lines)
    refuse(0, 'this file has too many lines', `split it by topic (${MOST.lines} lines at most)`);
  else if (deep !== undefined) refuse(deep, ...TOO_DEEP);
  if (problems > 0) return undefined;
  const document = compose(tokens, text, refuse);
  if (document) lookThrough(document, refuse, () => problems >= MOST.problems);
  return problems > 0 ? undefined : document;
};

/** What is said of a sign that nobody sees, wherever it stands. */
export const hiddenSign = (name: string): readonly [message: string, hint: string] => [
  `${name} stands here: a sign that nobody sees`,
  name === 'U+FFFD' ? 'save the file as UTF-8, and type the lost letter again' : 'delete it and type the words again',
];

/** Where too many brackets are open, in quotes or not: half a million of them would fill the memory before the levels can be counted. */
const openBrackets = (text: string): number | undefined => {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '[' || sign === '{') open++;
    else if ((sign === ']' || sign === '}') && open > 0) open--;
    if (open > MOST.brackets) return at;
  }
  return undefined;
};

/** Where the first part stands that is too deep. Looked for before composing, which calls itself level by level. */
const tooDeep = (tokens: readonly CST.Token[]): number | undefined => {
  const left: (readonly [token: CST.Token, level: number])[] = tokens.map((token) => [token, 0] as const);
  for (let one = left.pop(); one; one = left.pop()) {
    const [token, level] = one;
    if (level > MOST.levels) return token.offset;
    const within = 'items' in token ? token.items.flatMap(({ key, value }) => [key, value]) : [];
    if (token.type === 'document') within.push(token.value);
    for (const part of within) if (part) left.push([part, level + 1]);
  }
  return undefined;
};

const compose = (tokens: readonly CST.Token[], text: string, refuse: Refuse): Document | undefined => {
  const composer = new Composer({ uniqueKeys: false, schema: 'core', version: '1.2' });
  let document: Document | undefined;
  for (const next of composer.compose(tokens, true, text.length)) {
    if (document) {
      refuse(next.range[0], 'multiple documents in one file', 'delete the line "---", or make two files');
      return undefined;
    }
    document = next;
  }
  for (const problem of [...(document?.errors ?? []), ...(document?.warnings ?? [])])
    refuse(problem.pos[0], problem.message, 'look at the line above too: quotes, colons, spaces at the beginning');
  return document;
};

const lookThrough = (document: Document, refuse: Refuse, enough: () => boolean): void => {
  visit(document, (key, node) => {
    if (enough()) return visit.BREAK;
    if (!isNode(node)) return undefined;
    const at = node.range?.[0] ?? 0;
    if (isAlias(node) || node.anchor) refuse(at, ...ALIAS);
    if (node.tag) refuse(at, `the tag ${node.tag} is not allowed`, 'remove it');
    if (isScalar(node)) lookAtScalar(node, key === 'key', refuse);
    else if (isMap(node)) lookAtKeys(node, refuse);
    return undefined;
  });
};

/** The library's own test for equal keys takes seconds in a file of many thousand keys. */
const lookAtKeys = (map: YAMLMap, refuse: Refuse): void => {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    const at = (key as Node | null)?.range?.[0] ?? 0;
    const name = isScalar(key) ? String(key.value) : undefined;
    if (name === undefined) refuse(at, 'a key must be one word or a quoted text', 'put quotes around it');
    else if (seen.has(name)) refuse(at, `keys must be unique: "${name}" stands twice`, 'delete one of them');
    else seen.add(name);
  }
};

const lookAtScalar = ({ value, range }: Scalar, isKey: boolean, refuse: Refuse): void => {
  const at = range?.[0] ?? 0;
  if (isKey && NAMES_OF_OBJECTS.has(String(value)))
    refuse(at, `"${String(value)}" cannot be a name here`, 'choose another name');
  if (typeof value !== 'string') return;
  const most = isKey ? MOST.nameLetters : MOST.letters;
  if (value.length > most)
    refuse(at, `this ${isKey ? 'name' : 'text'} is too long`, `${most} letters at most; it has ${value.length}`);
  // Escapes such as "\u202e" are plain letters in the file itself.
  const hidden = hiddenIn(value);
  if (hidden) refuse(at, ...hiddenSign(hidden.name));
};
