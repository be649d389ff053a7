import type { Report } from '../base/diagnostic.ts';
import { type Path, readShape, type YamlFile } from '../base/yaml.ts';
import { type Body, entrySchema, type RawEntry } from './schema.ts';
import { type Book, type Entry, type OptionText, placeholdersOf, type Variants, type Written } from './text.ts';

const written = (yaml: YamlFile, path: Path, template: string): Written => ({
  template: template.trimEnd(),
  at: yaml.at(path),
  letter: (offset) => yaml.at(path, offset),
  placeholders: placeholdersOf(template),
});

/** A text as written at a path: a string, or one per channel. */
export const readBody = (yaml: YamlFile, path: Path, raw: Body): Variants => {
  if (typeof raw === 'string') return { text: written(yaml, path, raw) };
  const variants: Record<string, Written> = {};
  for (const name of ['text', 'sms', 'whatsapp', 'telegram'] as const) {
    const template = raw[name];
    if (template !== undefined) variants[name] = written(yaml, [...path, name], template);
  }
  return variants;
};

const readEntry = (key: string, yaml: YamlFile, raw: RawEntry): Entry => {
  const path = [key];
  if (typeof raw === 'string')
    return { key, at: yaml.keyAt(path), text: readBody(yaml, path, raw), again: {}, options: new Map() };
  const { again, options, text, ...media } = raw;
  const variants = text === undefined ? {} : readBody(yaml, path, { ...media, text });
  const labels = new Map<string, OptionText>();
  for (const [id, option] of Object.entries(options ?? {})) {
    const [label, also, at] =
      typeof option === 'string'
        ? [option, [], [...path, 'options', id]]
        : [option.label, option.also ?? [], [...path, 'options', id, 'label']];
    labels.set(id, { label: written(yaml, at, label), also });
  }
  return {
    key,
    at: yaml.keyAt(path),
    text: variants,
    again: again === undefined ? {} : readBody(yaml, [...path, 'again'], again),
    options: labels,
  };
};

/** Reads a file of texts: one entry a key. */
export const readBook = (yaml: YamlFile, report: Report): Book => {
  const book = new Map<string, Entry>();
  for (const key of Object.keys((yaml.value as Record<string, unknown> | null) ?? {})) {
    const raw = readShape(yaml, [key], entrySchema, report);
    if (raw !== undefined) book.set(key, readEntry(key, yaml, raw));
  }
  return book;
};
